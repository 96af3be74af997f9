import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId } from './ids.ts'

/* How a person arranges the folders for themselves. It belongs to the person, not to the mailbox, and is the same in every browser of theirs. */

const mailProblems = ['mail-server-unavailable', 'mail-server-not-trusted'] as const
const oneFolder = z.strictObject({ folderId })

/**
 * Puts a folder among the favourites, or elsewhere among them: before another favourite, with `null` at the end. One that is
 * no favourite any more stands for the end, too. `not-allowed`: beyond 100.
 */
export const placeFavourite = endpoint({
  name: 'place-favourite',
  method: 'POST',
  path: '/api/favourites/:folderId',
  auth: 'session',
  rate: 'write',
  params: oneFolder,
  body: z.strictObject({ before: z.nullable(folderId) }),
  response: 'empty',
  problems: [...mailProblems, 'folder-gone', 'not-allowed'],
})

/** Takes a folder off the favourites (`folderList.favourites`); one that is none is no failure. */
export const removeFavourite = endpoint({
  name: 'remove-favourite',
  method: 'DELETE',
  path: '/api/favourites/:folderId',
  auth: 'session',
  rate: 'write',
  params: oneFolder,
  response: 'empty',
  problems: [],
})

/**
 * Takes the whole mailbox that a folder is in out of the list of folders, or puts it back; what is subscribed there stays so, and
 * folders that are hidden for themselves stay hidden. `not-allowed`: the person's own.
 */
export const hideMailbox = endpoint({
  name: 'hide-mailbox',
  method: 'POST',
  path: '/api/folders/:folderId/hide-mailbox',
  auth: 'session',
  rate: 'write',
  params: oneFolder,
  body: z.strictObject({ hidden: z.boolean() }),
  response: 'empty',
  problems: [...mailProblems, 'folder-gone', 'not-allowed'],
})

/** What the person's own order of these folders was before: for undo by `order-folders`. Null: they stood by role and name. */
const orderBefore = z.object({ before: z.nullable(z.array(folderId)) })

/**
 * Puts the folders beside each other (those with the same parent in one mailbox) into an order of the person's own. The first
 * says which these are; what stands elsewhere is left out, and what is not named comes last. `folder-gone`: the first is gone.
 */
export const orderFolders = endpoint({
  name: 'order-folders',
  method: 'POST',
  path: '/api/folder-order',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ ids: z.array(folderId).check(z.minLength(1), z.maxLength(5000)) }),
  bodyLimitBytes: 2_000_000,
  response: orderBefore,
  problems: [...mailProblems, 'folder-gone'],
})

/** Lets a folder and those beside it stand by role and name again. */
export const sortFolders = endpoint({
  name: 'sort-folders',
  method: 'DELETE',
  path: '/api/folders/:folderId/order',
  auth: 'session',
  rate: 'write',
  params: oneFolder,
  response: orderBefore,
  problems: [...mailProblems, 'folder-gone'],
})
