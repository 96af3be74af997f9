import type { LiveEvent } from '#contract/events.ts'
import type { Folder, FolderList, Quota } from '#contract/folders.ts'
import type { MessageSort } from '#contract/message-order.ts'
import type { Message, MessageSummary, MessageWindow } from '#contract/messages.ts'
import type { Conversation, ConversationWindow, WholeConversation } from '#contract/conversations.ts'
import type { SearchEvent, SearchHit } from '#contract/search.ts'
import type { FolderDescription, FolderPath, FullMessage, MailChange, Summary, Window } from './mail-account.ts'
import type * as Conversations from './mail-conversations.ts'
import type { Found, SearchNews } from './mail-search.ts'
import { folderIdOf, messageIdOf } from './reference-ids.ts'

/* The only places that shape the contract's JSON from our own words. */

/** Favourites that are not to be seen are left out; `hidden` is what of the folders is (`hiddenAmong`). `ownerNames`: what to call the owners of shared mailboxes, by their user names. */
export function presentFolders(
  folders: readonly FolderDescription[],
  { favourites, hidden }: { favourites: readonly FolderPath[]; hidden: ReadonlySet<FolderPath> },
  ownerNames: ReadonlyMap<string, string>,
  mailbox: { quota: Quota | null; sorts: MessageSort[]; groups: boolean },
): FolderList {
  const paths = new Set(folders.map(({ path }) => path))
  return {
    items: folders.map((folder) => presentFolder(folder, ownerNames, hidden.has(folder.path))),
    favourites: favourites.filter((path) => paths.has(path)).map(folderIdOf),
    ...mailbox,
  }
}

export function presentFolder(
  { path, parentPath, owner, separator: _, subscribed: __, ...rest }: FolderDescription,
  ownerNames: ReadonlyMap<string, string>,
  hidden: boolean,
): Folder {
  return {
    id: folderIdOf(path),
    parentId: parentPath === null ? null : folderIdOf(parentPath),
    ...rest,
    hidden,
    owner: owner === null ? null : (ownerNames.get(owner) ?? owner),
  }
}

function presentSummary({ reference, ...summary }: Summary): MessageSummary {
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
  return { folderId: folderIdOf(folder), ...window, items: items.map(presentSummary) }
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
  return { id: messageIdOf(reference), folderId: folderIdOf(reference.folder), ...message, ...found }
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
