import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** Whether somebody may see to what answers by itself in a mailbox that is not theirs: its out of office and its acknowledgement. */
export const managings = ['none', 'absence'] as const
export const managing = z.enum(managings)
export type Managing = z.infer<typeof managing>

/** User name of whose mailbox is meant. Left out: one's own. */
export const managedMailbox = z.optional(z.string().check(z.minLength(1), z.maxLength(320)))

const managed = z.object({
  /** To be given where a mailbox is asked for. */
  mailbox: z.string(),
  name: z.string(),
  /** Null where the directory does not say. */
  address: z.nullable(z.string()),
  /** Nobody signs in to it as themselves. */
  isRole: z.boolean(),
})
export type ManagedMailbox = z.infer<typeof managed>

/** Mailboxes of others whose out of office and acknowledgement the person may see to; by name. */
export const listManagedMailboxes = endpoint({
  name: 'list-managed-mailboxes',
  method: 'GET',
  path: '/api/managed-mailboxes',
  auth: 'session',
  rate: 'read',
  response: z.object({ items: z.array(managed) }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'directory-unavailable'],
})
