import { Problem } from '#server/problem.ts'
import type { FolderPath, MessageReference } from '../mail-account.ts'
import {
  mostMessageIds,
  mostPeople,
  mostReadMessages,
  mostRowMessages,
  type ConversationRow,
  type ConversationWindow,
  type MailConversations,
  type WholeConversation,
} from '../mail-conversations.ts'
import { relatedFolders } from '../related-folders.ts'
import type { MemoryFolder, StoredLetter } from './memory-folder.ts'
import type { MemoryMailbox } from './memory-mailbox.ts'

/** Conversations in memory: letters that know one another's Message-IDs, whole from the first look on. */
export class MemoryConversations implements MailConversations {
  readonly #box: () => Promise<MemoryMailbox>
  readonly #names = new WeakMap<StoredLetter, MessageReference>()
  /** Whether the server can group; a test may take that away. */
  canGroup = true

  constructor(box: () => Promise<MemoryMailbox>) {
    this.#box = box
  }

  async isPossible(): Promise<boolean> {
    await this.#box()
    return this.canGroup
  }

  async window(path: FolderPath, offset: number, limit: number): Promise<ConversationWindow> {
    const folder = await this.#folder(path)
    const groups = groupsOf(folder)
    const { total: messages, unread } = folder.counts()
    const items = groups
      .slice(offset, offset + limit)
      .map((letters) => rowOf(folder, letters, this.#nameOf(folder, letters)))
    return { folder: path, offset, total: groups.length, grouped: messages, messages, unread, items }
  }

  async positionOf(reference: MessageReference): Promise<number | null> {
    const folder = await this.#folder(reference.folder)
    const letter = folder.find(reference)
    const offset = letter ? groupsOf(folder).findIndex((group) => group.includes(letter)) : -1
    return offset < 0 ? null : offset
  }

  async positionAt(path: FolderPath, dateMs: number): Promise<number | null> {
    const groups = groupsOf(await this.#folder(path))
    const offset = groups.findIndex((letters) => (letters.at(-1)?.receivedAtMs ?? 0) <= dateMs)
    return offset < 0 ? null : offset
  }

  async read(reference: MessageReference): Promise<WholeConversation> {
    const box = await this.#box()
    if (!this.canGroup) throw new Problem('grouping-unavailable')
    const folder = box.folders.get(reference.folder)
    const letter = folder?.find(reference)
    if (!folder || !letter) throw new Problem('message-gone')
    const here = groupsOf(folder).find((group) => group.includes(letter)) ?? [letter]
    const known = new Set(here.flatMap(idsOf))
    const own = new Set(here.map(({ messageId }) => messageId))
    const elsewhere = relatedFolders(box.describe(), folder.path)
      .map((path) => box.folder(path))
      .flatMap((other) => other.letters.map((found) => ({ folder: other, letter: found })))
      .filter((found) => !own.has(found.letter.messageId) && idsOf(found.letter).some((id) => known.has(id)))
    return {
      items: [...here.map((found) => ({ folder, letter: found })), ...elsewhere]
        .map((found) => found.folder.summary(found.letter))
        .sort((a, b) => a.receivedAtMs - b.receivedAtMs)
        .slice(-mostReadMessages),
      messages: here.slice(-mostMessageIds).map((found) => folder.reference(found)),
    }
  }

  /** A conversation is called by its oldest letter, and keeps that name when this one goes. */
  #nameOf(folder: MemoryFolder, letters: readonly StoredLetter[]): MessageReference {
    const [first] = letters
    const known = letters.findLast((letter) => this.#names.has(letter)) ?? first
    if (!first || !known) throw new Error('A conversation has a message')
    const name = this.#names.get(known) ?? folder.reference(first)
    for (const letter of letters) this.#names.set(letter, name)
    return name
  }

  async #folder(path: FolderPath): Promise<MemoryFolder> {
    const folder = (await this.#box()).folder(path)
    if (!this.canGroup) throw new Problem('grouping-unavailable')
    return folder
  }
}

const idsOf = ({ messageId, references }: StoredLetter) =>
  messageId === null ? references : [messageId, ...references]

/** Letters that share an id, the group with the newest letter first. */
function groupsOf({ letters }: MemoryFolder): StoredLetter[][] {
  let groups: { ids: Set<string>; letters: StoredLetter[] }[] = []
  for (const letter of letters) {
    const ids = idsOf(letter)
    const related = groups.filter((group) => ids.some((id) => group.ids.has(id)))
    const joined = {
      ids: new Set([...ids, ...related.flatMap((group) => [...group.ids])]),
      letters: [...related.flatMap((group) => group.letters), letter].sort((a, b) => a.uid - b.uid),
    }
    groups = [...groups.filter((group) => !related.includes(group)), joined]
  }
  const newest = (group: StoredLetter[]) => group.at(-1)?.uid ?? 0
  return groups.map((group) => group.letters).sort((a, b) => newest(b) - newest(a))
}

function rowOf(folder: MemoryFolder, letters: readonly StoredLetter[], name: MessageReference): ConversationRow {
  const summaries = letters.map((letter) => folder.summary(letter))
  const newest = summaries.at(-1)
  if (!newest) throw new Error('A conversation has a message')
  const writers = summaries.toReversed().flatMap(({ from }) => from.slice(0, 1))
  return {
    name,
    newest,
    messages: summaries.slice(-mostRowMessages).map(({ reference, flags }) => ({
      reference,
      unread: !flags.includes('seen'),
      flagged: flags.includes('flagged'),
    })),
    count: letters.length,
    unread: letters.filter(({ flags }) => !flags.includes('seen')).length,
    flagged: letters.some(({ flags }) => flags.includes('flagged')),
    hasAttachment: letters.some(({ parts }) => parts.length > 0),
    people: writers
      .filter((writer, index) => writers.findIndex(({ address }) => address === writer.address) === index)
      .slice(0, mostPeople),
  }
}
