import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { quota } from './folders.ts'
import { folderId } from './ids.ts'

/** For whom reading marks a message as read in the mailbox of another: the reader alone, or everybody who reads there. */
export const readMarks = z.enum(['own', 'shared'])
export type ReadMarks = z.infer<typeof readMarks>

/** What else there is to say of the mailbox of somebody else in which a folder lies. */
export const describeOthersMailbox = endpoint({
  name: 'describe-others-mailbox',
  method: 'GET',
  path: '/api/folders/:folderId/mailbox',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ folderId }),
  response: z.object({
    /** Null where the mail server does not show it (RFC 9208, GETQUOTAROOT), and for a folder of one's own. */
    quota: z.nullable(quota),
    /** Null where the operator has not said it, and for a folder of one's own. */
    readMarks: z.nullable(readMarks),
  }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'folder-gone'],
})
