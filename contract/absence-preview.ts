import * as z from 'zod/mini'
import { absence } from './absence.ts'
import { endpoint } from './endpoint.ts'
import { isTarget } from './forwarding.ts'
import { managedMailbox } from './managed-mailboxes.ts'

/** Who may write; `typed`: whoever was asked about. `again`: who has had an answer within the pause. */
const quiet = ['again', 'not-addressed', 'list', 'automatic', 'nobody-reads', 'junk'] as const
const writer = z.enum(['typed', 'inside', 'outside', ...quiet])
export type Writer = z.infer<typeof writer>

const whyNot = z.enum(['own', 'blocked', 'not-inside', ...quiet])
export type WhyNot = z.infer<typeof whyNot>

export const absencePreview = z.object({
  /** When it is from; null where it never answers. */
  atMs: z.nullable(z.int()),
  rows: z.array(
    z.object({
      writer,
      /** Which of the two texts; null for none. */
      answer: z.nullable(z.enum(['inside', 'outside'])),
      /** Null where there is an answer. */
      whyNot: z.nullable(whyNot),
      /** The colleague gets a copy. */
      isForwarded: z.boolean(),
    }),
  ),
})
export type AbsencePreview = z.infer<typeof absencePreview>

/**
 * Who would get what from an out of office that is on, the first time it answers from now on. Worked out from the commands that
 * would be saved, and from who is blocked; changes nothing. `address` is asked about besides the usual kinds.
 */
export const previewAbsence = endpoint({
  name: 'preview-absence',
  method: 'POST',
  path: '/api/absence/preview',
  auth: 'session',
  rate: 'read',
  body: z.strictObject({
    absence,
    address: z.nullable(z.string().check(z.trim(), z.refine(isTarget))),
    mailbox: managedMailbox,
  }),
  bodyLimitBytes: 200_000,
  response: absencePreview,
  problems: ['not-allowed', 'directory-unavailable', 'mail-server-unavailable', 'mail-server-not-trusted'],
})
