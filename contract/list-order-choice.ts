import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { listOrder } from './folders.ts'
import { folderId } from './ids.ts'

/** How folders begin for which the person has chosen nothing: in conversations (`folderList.allInConversations`) or as single messages. */
export const readAllInConversations = endpoint({
  name: 'read-all-in-conversations',
  method: 'POST',
  path: '/api/all-in-conversations',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ on: z.boolean() }),
  response: 'empty',
  problems: [],
})

/**
 * Keeps how the person reads a folder (`folder.order`), for every browser of theirs. Of more than 500 folders the one chosen
 * longest ago begins as all others again.
 */
export const chooseListOrder = endpoint({
  name: 'choose-list-order',
  method: 'POST',
  path: '/api/folders/:folderId/list-order',
  auth: 'session',
  rate: 'write',
  params: z.strictObject({ folderId }),
  body: z.strictObject({ order: listOrder }),
  response: 'empty',
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'folder-gone'],
})
