import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** What somebody may see to in a mailbox that is not theirs: what answers by itself (its out of office and its acknowledgement), its filters, or both. */
export const managings = ['none', 'absence', 'filters', 'both'] as const
export const managing = z.enum(managings)
export type Managing = z.infer<typeof managing>

/** One of these pages. */
export const managedParts = ['absence', 'filters'] as const
export type ManagedPart = (typeof managedParts)[number]

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
  /** What the person may see to there. */
  may: z.array(z.enum(managedParts)),
})
export type ManagedMailbox = z.infer<typeof managed>

/** Mailboxes of others of which the person may see to something; by name. */
export const listManagedMailboxes = endpoint({
  name: 'list-managed-mailboxes',
  method: 'GET',
  path: '/api/managed-mailboxes',
  auth: 'session',
  rate: 'read',
  response: z.object({ items: z.array(managed) }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'directory-unavailable'],
})
