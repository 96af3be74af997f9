import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId, messageId } from './ids.ts'
import { changedMessages } from './jobs.ts'
import { type ListOrder, listOrders } from './list-orders.ts'
import { messageSort } from './message-order.ts'

/** What a folder is for (RFC 6154), or `null` for one the person made. */
export const folderRole = z.enum(['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash', 'all', 'flagged'])
export type FolderRole = z.infer<typeof folderRole>

/** What somebody may be kept from in a folder of another's: `mark` is flags, `remove` is to move out or delete. */
export const folderAction = z.enum(['read', 'mark-read', 'mark', 'label', 'add', 'remove', 'make-folders'])
export type FolderAction = z.infer<typeof folderAction>

/** The orders a list can be read in (`listOrders`). */
export const listOrder = z.enum(Object.keys(listOrders) as [ListOrder, ...ListOrder[]])

export const folder = z.object({
  id: folderId,
  /** The last part of its path, decoded; people see the role's translated name instead where there is a role. */
  name: z.string(),
  parentId: z.nullable(folderId),
  role: z.nullable(folderRole),
  /** What the mail server says it is for; `role` is another where the person has chosen so (`choose-role`). */
  serverRole: z.nullable(folderRole),
  /** False for a folder that only holds other folders (\Noselect). */
  holdsMessages: z.boolean(),
  /** False where the server lets no folder be put inside (\Noinferiors). */
  mayHoldFolders: z.boolean(),
  /**
   * The person has taken it out of the list of folders, with all that is inside; lists to choose from still hold it. Never
   * one with a role, nor what holds one, but with its whole mailbox (`shared.mailboxHidden`).
   */
  hidden: z.boolean(),
  /** Null of a folder of somebody else that was not counted for the first answer (`start`): `list-folders` says it. */
  total: z.nullable(z.int()),
  unread: z.nullable(z.int()),
  /** How the person chose to read it, where this mail server can give that; missing: as every folder begins. */
  order: z.optional(listOrder),
  /** Whose mailbox this is when it is shared with the person, else null. */
  owner: z.nullable(z.string()),
  /** Of a mailbox that is shared with the person; not there for their own. */
  shared: z.optional(
    z.object({
      /** The main address of whose it is, where the directory says that. */
      address: z.nullable(z.string()),
      /** What the mail server does not permit the person there, as far as it says: of some only once the folder was opened. */
      refuses: z.array(folderAction),
      /** The person has taken the whole mailbox out of the list of folders (`hide-mailbox`). */
      mailboxHidden: z.optional(z.boolean()),
    }),
  ),
})
export type Folder = z.infer<typeof folder>

export const quota = z.object({ usedBytes: z.int(), limitBytes: z.int() })
export type Quota = z.infer<typeof quota>

/**
 * Every folder the person may see, in the order to show them: mailbox by mailbox, the own one first; by role, then by name,
 * or in the person's own order (`order-folders`); children after their parent. `favourites` in their order. `sorts` are the orders of messages this mail server can give; any other is answered with
 * `sorting-unavailable`. `groups`: whether it can put messages into conversations.
 */
export const folderList = z.object({
  items: z.array(folder),
  favourites: z.array(folderId),
  quota: z.nullable(quota),
  sorts: z.array(messageSort),
  groups: z.boolean(),
  /** Folders for which the person has chosen no order are read in conversations. */
  allInConversations: z.optional(z.literal(true)),
})
export type FolderList = z.infer<typeof folderList>

export const listFolders = endpoint({
  name: 'list-folders',
  method: 'GET',
  path: '/api/folders',
  auth: 'session',
  rate: 'read',
  response: folderList,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})

/**
 * A name to give: any language, trimmed and in NFC as it is parsed, without control characters. The server also refuses the
 * character that stands between folders there (`invalid-request`, field `name`, with `characters`).
 */
export const folderName = z.string().check(
  z.trim(),
  z.normalize('NFC'),
  z.minLength(1),
  z.maxLength(200),
  z.refine((name) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name)),
)

const mailProblems = ['mail-server-unavailable', 'mail-server-not-trusted'] as const
const oneFolder = z.strictObject({ folderId })

/** `not-allowed`: the parent may hold no folders, or is somebody else's who does not permit it. */
export const createFolder = endpoint({
  name: 'create-folder',
  method: 'POST',
  path: '/api/folders',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ name: folderName, parentId: z.nullable(folderId) }),
  response: folder,
  problems: [...mailProblems, 'folder-gone', 'folder-exists', 'not-allowed', 'mailbox-full'],
})

/**
 * Renames a folder, moves it under another (`null`: to the top), hides it or shows it again (which also unsubscribes or
 * subscribes it, for other programs); what is left out stays as it is. Its subfolders go with it. Ids are made of the place,
 * so every id of them changes: `ids` says what each became.
 * `not-allowed`: the inbox and folders with a role, what holds one of those, or a new place inside the folder itself.
 */
export const changeFolder = endpoint({
  name: 'change-folder',
  method: 'PATCH',
  path: '/api/folders/:folderId',
  auth: 'session',
  rate: 'write',
  params: oneFolder,
  body: z.strictObject({
    name: z.optional(folderName),
    parentId: z.optional(z.nullable(folderId)),
    hidden: z.optional(z.boolean()),
  }),
  response: z.object({ folder, ids: z.array(z.object({ was: folderId, now: folderId })) }),
  problems: [...mailProblems, 'folder-gone', 'folder-exists', 'not-allowed'],
})

/**
 * Deletes a folder. Its messages go to Trash first, unless it lies inside Trash: then they go for ever. With subfolders it is
 * refused (`folder-not-empty`, nothing done) unless `withSubfolders=true`: these then fare the same, the innermost first.
 * When it fails half-way, what has been moved is in Trash and the folder is still there; the same call goes on from there.
 * With `onlyEmpty=true` a folder that holds messages or folders is refused in the same way: for taking back that it was made.
 * Thousands of messages take many seconds: wait longer for the answer than usual.
 * `not-allowed`: the inbox, folders with a role and what holds one, or messages that may not be moved.
 */
export const deleteFolder = endpoint({
  name: 'delete-folder',
  method: 'DELETE',
  path: '/api/folders/:folderId',
  auth: 'session',
  rate: 'write',
  params: oneFolder,
  query: z.strictObject({
    withSubfolders: z._default(z.enum(['true', 'false']), 'false'),
    onlyEmpty: z._default(z.enum(['true', 'false']), 'false'),
  }),
  response: z.object({
    movedToTrash: z.int(),
    deletedForEver: z.int(),
    /** The folders that went, the outermost first, each with its messages as they are called in Trash: for undo. Null where any cannot be brought back. */
    gone: z.nullable(
      z.array(z.object({ id: folderId, name: z.string(), parentId: z.nullable(folderId), messages: changedMessages })),
    ),
  }),
  problems: [...mailProblems, 'folder-gone', 'folder-not-empty', 'not-allowed', 'mailbox-full'],
})

/** Deletes every message of Trash or Junk for ever (any other folder: `not-allowed`); subfolders stay as they are. */
export const emptyFolder = endpoint({
  name: 'empty-folder',
  method: 'POST',
  path: '/api/folders/:folderId/empty',
  auth: 'session',
  rate: 'write',
  params: oneFolder,
  response: z.object({ deletedForEver: z.int() }),
  problems: [...mailProblems, 'folder-gone', 'not-allowed'],
})

/** Marks every message of a folder as read. `ids` are those that were not, for undo by `change-flags`; null above 500. */
export const markFolderRead = endpoint({
  name: 'mark-folder-read',
  method: 'POST',
  path: '/api/folders/:folderId/mark-read',
  auth: 'session',
  rate: 'write',
  params: oneFolder,
  response: z.object({ changed: z.int(), ids: z.nullable(z.array(messageId)) }),
  problems: [...mailProblems, 'folder-gone', 'not-allowed'],
})
