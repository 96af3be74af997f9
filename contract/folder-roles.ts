import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId } from './ids.ts'

/** The purposes a person may choose a folder for. The inbox is always the inbox, and views of all mail are the server's own. */
export const choosableRole = z.enum(['drafts', 'sent', 'archive', 'junk', 'trash'])
export type ChoosableRole = z.infer<typeof choosableRole>

/**
 * Chooses the folder for a purpose; `null` leaves it to the mail server again (`folder.serverRole`). From now on everything
 * goes by it, in every browser of the person. A choice whose folder is gone counts for nothing.
 * `not-allowed`: a folder of somebody else's, one that holds no messages, or one that has another purpose, at the server too.
 */
export const chooseRole = endpoint({
  name: 'choose-role',
  method: 'POST',
  path: '/api/folder-roles',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ role: choosableRole, folderId: z.nullable(folderId) }),
  response: 'empty',
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'folder-gone', 'not-allowed'],
})
