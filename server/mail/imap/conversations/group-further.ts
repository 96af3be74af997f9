import type { ImapFlow } from 'imapflow'
import type { FolderPath } from '../../mail-account.ts'
import { KeptConnection, type Selected } from '../kept-connection.ts'
import { folderKeyOf } from '../rows.ts'
import { fetchThreadHeaders } from '../thread-headers.ts'
import { stateOf } from '../window.ts'
import type { KeptConversations } from './conversation-cache.ts'
import { groupNewest, mostGrouped, upToDate, type GroupMemory } from './group-folder.ts'
import { joinGroups } from './join-groups.ts'
import { findRelated, isRelated, relationOf } from './related-messages.ts'

interface Options {
  open: () => Promise<ImapFlow>
  memory: GroupMemory
  /** Called when more is grouped than was told before; `messages` is how many the folder has. */
  tell: (folder: FolderPath, kept: KeptConversations, messages: number) => void
}

const keepUnusedMs = 60_000
/** Well below the time a command may take; a server that reads its messages for the first time needs longer for each. */
const longestMs = 8_000
const tryAgainMs = 10 * 60_000
const mostAnswers = 50
/** New messages that answer older ones are looked for among so many of those. */
const stretch = 10_000
const mostStretches = 10

/**
 * What takes long, on a connection of its own: grouping a folder whole, in stretches from its newest message that grow as the
 * server allows; and finding what a new message answers that came long before it.
 */
export class GroupFurther {
  readonly #options: Options
  readonly #connection: KeptConnection
  readonly #busy = new Set<FolderPath>()
  readonly #notBeforeMs = new Map<FolderPath, number>()

  constructor(options: Options) {
    this.#options = options
    this.#connection = new KeptConnection({ open: options.open, shedAfterMs: keepUnusedMs })
  }

  /** Groups all of a folder, unless that is under way or has just failed. */
  widen(folder: FolderPath): void {
    if (this.#busy.has(folder) || Date.now() < (this.#notBeforeMs.get(folder) ?? 0)) return
    this.#busy.add(folder)
    this.#widen(folder)
      .catch(() => this.#notBeforeMs.set(folder, Date.now() + tryAgainMs))
      .finally(() => this.#busy.delete(folder))
  }

  /** Puts new messages into the conversations of what they answer, where that is far back. */
  findAnswered(folder: FolderPath, uids: readonly number[]): void {
    const { tell } = this.#options
    this.#connection
      .runIn(folder, async (client) => {
        const kept = await this.#join(client, uids.slice(-mostAnswers))
        if (kept) tell(folder, kept, client.mailbox.exists)
      })
      .catch(() => undefined)
  }

  close(): void {
    this.#connection.close()
  }

  async #widen(folder: FolderPath): Promise<void> {
    let factor = 8
    for (let isWhole = false; !isWhole;) {
      isWhole = await this.#connection.runIn(folder, async (client) => {
        const { memory, tell } = this.#options
        const before = await upToDate(client, memory)
        if (before.kept.fromUid === 1) return true
        const size = Math.max(memory.stretch, before.kept.index.uids.length) * factor
        const startedMs = performance.now()
        const kept = await groupNewest(client, size, memory, await stateOf(client))
        factor = Math.min(8, Math.max(2, Math.floor(longestMs / Math.max(1, performance.now() - startedMs))))
        tell(folder, kept, client.mailbox.exists)
        return kept.fromUid === 1 || size >= mostGrouped
      })
    }
  }

  async #join(client: Selected, uids: readonly number[]): Promise<KeptConversations | null> {
    const { memory } = this.#options
    const groups: number[] = []
    for (const [uid, headers] of await fetchThreadHeaders(client, uids)) {
      if (headers.references.length === 0) continue
      const relation = relationOf([headers])
      if (isRelated(relation)) groups.push(...(await this.#answeredBy(client, relation)), uid, 0)
    }
    if (groups.length === 0) return null
    const key = folderKeyOf(memory.user, client)
    const known = memory.conversations.get(key)
    if (!known) return null
    const index = joinGroups(known.index.uids, known.index, Uint32Array.from(groups))
    return index.total < known.index.total ? memory.conversations.set(key, { ...known, index }) : null
  }

  /** The newest stretch in which something is found. */
  async #answeredBy(client: Selected, relation: Parameters<typeof findRelated>[1]): Promise<number[]> {
    let to = client.mailbox.exists
    for (let count = 0; count < mostStretches && to > 0; count += 1) {
      const found = await findRelated(client, relation, to)
      // The message itself refers to what it answers, so it is always among what is found.
      if (found.length > 1 || (count > 0 && found.length > 0)) return found
      to -= stretch
    }
    return []
  }
}
