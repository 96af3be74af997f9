import type { LiveEvent } from '#contract/events.ts'
import { folderAction, type Folder, type FolderAction, type FolderList, type Quota } from '#contract/folders.ts'
import type { ListOrder } from '#contract/list-orders.ts'
import type { MessageSort } from '#contract/message-order.ts'
import type { Message, MessageSummary, MessageWindow } from '#contract/messages.ts'
import type { Conversation, ConversationWindow, WholeConversation } from '#contract/conversations.ts'
import type { SearchEvent, SearchHit } from '#contract/search.ts'
import { factsSchema } from './facts-schema.ts'
import type {
  FolderDescription,
  FolderPath,
  FullMessage,
  MailChange,
  PermanentFlags,
  Summary,
  Window,
} from './mail-account.ts'
import type * as Conversations from './mail-conversations.ts'
import type { Found, SearchNews } from './mail-search.ts'
import type { Owner } from './owner-names.ts'
import { folderIdOf, messageIdOf } from './reference-ids.ts'

/* The only places that shape the contract's JSON from our own words. */

interface ArrangedFolders {
  favourites: readonly FolderPath[]
  hidden: ReadonlySet<FolderPath>
  hiddenMailboxes: readonly string[]
  orders: ReadonlyMap<FolderPath, ListOrder>
}

/** Favourites that are not to be seen are left out; `hidden` is what of the folders is (`hiddenAmong`), `orders` how they are read (`ordersGiven`). `ownerNames`: what to call the owners of shared mailboxes, by their user names. */
export function presentFolders(
  folders: readonly FolderDescription[],
  { favourites, hidden, hiddenMailboxes, orders }: ArrangedFolders,
  ownerNames: ReadonlyMap<string, Owner>,
  mailbox: { quota: Quota | null; sorts: MessageSort[]; groups: boolean },
): FolderList {
  const paths = new Set(folders.map(({ path }) => path))
  return {
    items: folders.map((folder) => {
      const shown = presentFolder(folder, ownerNames, hidden.has(folder.path), orders.get(folder.path))
      if (!shown.shared || !hiddenMailboxes.includes(folder.owner ?? '')) return shown
      return { ...shown, shared: { ...shown.shared, mailboxHidden: true } }
    }),
    favourites: favourites.filter((path) => paths.has(path)).map(folderIdOf),
    ...mailbox,
  }
}

export function presentFolder(
  { path, parentPath, owner, separator: _, subscribed: __, rights, permanent, ...rest }: FolderDescription,
  ownerNames: ReadonlyMap<string, Owner>,
  hidden: boolean,
  order?: ListOrder,
): Folder {
  return {
    id: folderIdOf(path),
    parentId: parentPath === null ? null : folderIdOf(parentPath),
    ...rest,
    hidden,
    ...(order === undefined ? {} : { order }),
    owner: owner === null ? null : (ownerNames.get(owner)?.name ?? owner),
    ...(owner === null
      ? {}
      : { shared: { address: ownerNames.get(owner)?.address ?? null, refuses: refusedBy(rights, permanent) } }),
  }
}

/**
 * What each takes, in the letters of RFC 4314, any of the sets. To move out and to delete is to mark as deleted and to expunge;
 * `d` and `c` are what older servers say (2.1.1).
 */
const needs: Record<FolderAction, readonly string[]> = {
  read: ['r'],
  'mark-read': ['s'],
  mark: ['w'],
  label: ['w'],
  add: ['i'],
  remove: ['te', 'd'],
  'make-folders': ['k', 'c'],
}

/** The mark of a message that each changes. */
const changes: Partial<Record<FolderAction, keyof PermanentFlags>> = {
  'mark-read': 'seen',
  mark: 'flagged',
  label: 'labels',
  remove: 'deleted',
}

/** Of a server that does not tell nothing is taken to be refused. */
function refusedBy(rights: string | undefined, permanent: PermanentFlags | undefined): FolderAction[] {
  const has = (set: string) => rights === undefined || [...set].every((letter) => rights.includes(letter))
  return folderAction.options.filter((action) => {
    const mark = changes[action]
    return !needs[action].some(has) || (permanent && mark && !permanent[mark])
  })
}

export function presentSummary({ reference, ...summary }: Summary): MessageSummary {
  return { id: messageIdOf(reference), folderId: folderIdOf(reference.folder), ...summary }
}

export function presentFound({ summary, match }: Found): SearchHit {
  return { ...presentSummary(summary), match }
}

export function presentNews(searchId: string, news: SearchNews): SearchEvent {
  if (news.type === 'hits') return { type: 'hits', items: news.items.map(presentFound) }
  return news.type === 'progress' ? news : { ...news, searchId }
}

export function presentWindow({ folder, items, ...window }: Window): MessageWindow {
  const folderId = folderIdOf(folder)
  const rows = items.map(({ reference, ...summary }) => ({ id: messageIdOf(reference), folderId, ...summary }))
  return { folderId, ...window, items: rows }
}

function presentConversation({ name, messages, newest, ...row }: Conversations.ConversationRow): Conversation {
  const marked = messages.map(({ reference, ...marks }) => ({ id: messageIdOf(reference), ...marks }))
  return { id: messageIdOf(name), newest: presentSummary(newest), messages: marked, ...row }
}

export function presentConversations({
  folder,
  items,
  ...window
}: Conversations.ConversationWindow): ConversationWindow {
  return { folderId: folderIdOf(folder), ...window, items: items.map(presentConversation) }
}

export function presentWholeConversation({ items, messages }: Conversations.WholeConversation): WholeConversation {
  return { items: items.map(presentSummary), messageIds: messages.map(messageIdOf) }
}

export function presentMessage(
  { reference, messageId: _, header: __, report: ___, protection: ____, ...message }: FullMessage,
  found: Pick<Message, 'pictureMark' | 'pictureConsent' | 'chosenView' | 'facts'>,
): Message {
  const facts = factsSchema.parse(found.facts)
  return { id: messageIdOf(reference), folderId: folderIdOf(reference.folder), ...message, ...found, facts }
}

export function presentChange(change: MailChange): LiveEvent {
  if (change.type === 'connection') return { type: 'mail-server', state: change.state }
  if (change.type === 'folders') return change
  const folderId = folderIdOf(change.folder)
  if (change.type === 'flags') {
    const items = change.items.map(({ reference, flags, labels }) => ({ id: messageIdOf(reference), flags, labels }))
    return { type: 'flags', folderId, items }
  }
  if (change.type === 'grouped') {
    const { folder: _, ...grouping } = change
    return { ...grouping, folderId }
  }
  const { total, unread } = change
  if (change.type === 'counts') return { type: 'counts', folderId, total, unread }
  if (change.type === 'removed') {
    return { type: 'removed', folderId, ids: change.references.map(messageIdOf), total, unread }
  }
  return { type: 'arrived', folderId, total, unread, items: change.items.map(presentSummary) }
}
