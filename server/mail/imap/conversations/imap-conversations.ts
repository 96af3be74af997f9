import type { ImapFlow } from 'imapflow'
import { isProblem, Problem } from '#server/problem.ts'
import type { FolderDescription, FolderPath, MailChange, MessageReference, Summary } from '../../mail-account.ts'
import {
  mostMessageIds,
  mostReadMessages,
  type ConversationRow,
  type ConversationWindow,
  type Grouping,
  type MailConversations,
  type WholeConversation,
} from '../../mail-conversations.ts'
import { relatedFolders } from '../../related-folders.ts'
import { fetchRows } from '../ext/fetch.ts'
import { threadingOf } from '../ext/thread.ts'
import { KeptConnection, type Selected } from '../kept-connection.ts'
import { positionAt } from '../order/position.ts'
import type { WindowMemory } from '../order/ordered-window.ts'
import { folderKeyOf, referenceIn, rowsOfUids, summaryOf } from '../rows.ts'
import { SeenWindows } from '../seen-windows.ts'
import { fetchThreadHeaders } from '../thread-headers.ts'
import { checkValidity } from '../window.ts'
import type { KeptConversations } from './conversation-cache.ts'
import { conversationRows } from './conversation-rows.ts'
import { upToDate, type GroupMemory, type UpToDate } from './group-folder.ts'
import { GroupFurther } from './group-further.ts'
import { findRelated, isRelated, relationOf, type Relation } from './related-messages.ts'

interface Options {
  main: KeptConnection
  open: () => Promise<ImapFlow>
  folders: () => Promise<readonly FolderDescription[]>
  memory: WindowMemory & GroupMemory
  tell: (change: MailChange) => void
  /** Called when somebody begins to look at the selected folder; what it gives, with what that was then. */
  beginLook: (client: Selected) => (state: { total: number; unread: number }) => unknown
}

/** People open one conversation after the other; then the connection is still there. */
const keepUnusedMs = 60_000
/** What an answer refers to is read of so many messages of a conversation: the first and the newest. */
const mostHeaders = 20

/**
 * Conversations of one account. Windows come over the connection everything else does, since what they need is kept or quick to
 * ask; grouping a large folder whole and looking through other folders have connections of their own.
 */
export class ImapConversations implements MailConversations {
  readonly #options: Options
  readonly #seen = new SeenWindows<ConversationRow[]>()
  readonly #reader: KeptConnection
  readonly #further: GroupFurther

  constructor(options: Options) {
    this.#options = options
    const { open, memory, tell } = options
    this.#reader = new KeptConnection({ open, shedAfterMs: keepUnusedMs })
    this.#further = new GroupFurther({
      open,
      memory,
      tell: (folder, kept, messages) => tell({ type: 'grouped', folder, ...groupingOf(kept, messages) }),
    })
  }

  isPossible(): Promise<boolean> {
    return this.#options.main.run((client) => Promise.resolve(threadingOf(client) !== null))
  }

  window(folder: FolderPath, offset: number, limit: number): Promise<ConversationWindow> {
    return this.#options.main.runIn(folder, async (client) => {
      const looked = this.#options.beginLook(client)
      const { state, kept } = await this.#upToDate(client)
      const stretch = `${kept.version} ${offset}+${limit}`
      let items = this.#seen.find(client, stretch, state)
      if (items === null) {
        items = await conversationRows(client, kept.index.slice(offset, limit), this.#options.memory)
        this.#seen.keep(client, stretch, state, items)
      }
      looked(state)
      return { folder, offset, ...groupingOf(kept, state.total), unread: state.unread, items }
    })
  }

  positionOf({ folder, validity, uid }: MessageReference): Promise<number | null> {
    return this.#options.main.runIn(folder, async (client) => {
      if (validity !== String(client.mailbox.uidValidity)) return null
      return (await this.#upToDate(client)).kept.index.positionOf(uid)
    })
  }

  positionAt(folder: FolderPath, dateMs: number): Promise<number | null> {
    return this.#options.main.runIn(folder, async (client) => {
      const { kept } = await this.#upToDate(client)
      const offset = await positionAt(client, dateMs, { sort: 'arrived', reverse: false }, this.#options.memory)
      if (offset === null) return null
      const [row] = await fetchRows(client, { sequences: [client.mailbox.exists - offset] }, [])
      return row ? kept.index.positionFrom(row.uid) : null
    })
  }

  async read(reference: MessageReference): Promise<WholeConversation> {
    const { here, messages, relation } = await this.#readHere(reference)
    const elsewhere = isRelated(relation) ? await this.#readElsewhere(reference.folder, relation) : []
    const known = new Set(here.map(({ messageId }) => messageId))
    const others = elsewhere.filter(({ messageId }) => messageId === null || !known.has(messageId))
    const once = [...new Map(others.map((found) => [found.messageId ?? found, found])).values()]
    const all = [...here, ...once].map(({ summary }) => summary)
    return {
      items: all.sort((a, b) => a.receivedAtMs - b.receivedAtMs).slice(-mostReadMessages),
      messages,
    }
  }

  close(): void {
    this.#reader.close()
    this.#further.close()
  }

  async #upToDate(client: Selected): Promise<UpToDate> {
    const { memory } = this.#options
    const result = await upToDate(client, memory)
    if (result.alone.length > 0) this.#further.findAnswered(client.mailbox.path, result.alone)
    if (result.kept.fromUid > 1) this.#further.widen(client.mailbox.path)
    return result
  }

  /** Runs in the message's folder; a folder that is gone took the message with it. */
  async #readHere(reference: MessageReference) {
    const { main } = this.#options
    try {
      return await main.runIn(reference.folder, (client) => this.#membersOf(client, reference))
    } catch (error) {
      if (isProblem(error, 'folder-gone')) throw new Problem('message-gone', {}, error)
      throw error
    }
  }

  async #membersOf(client: Selected, { validity, uid }: MessageReference) {
    checkValidity(client, validity)
    const { kept } = await this.#upToDate(client)
    // What has not been grouped yet stands alone until it is.
    const uids = kept.index.membersWith(uid) ?? Uint32Array.of(uid)
    const newest = [...uids.subarray(-mostReadMessages)]
    const here = await this.#found(client, newest)
    if (here.length === 0) throw new Problem('message-gone')
    const asked = [...new Set([...newest.slice(0, 1), ...newest.slice(1 - mostHeaders)])]
    const headers = await fetchThreadHeaders(client, asked)
    const relation = relationOf(asked.flatMap((one) => headers.get(one) ?? []))
    return { here, messages: [...uids.subarray(-mostMessageIds)].map((one) => referenceIn(client, one)), relation }
  }

  async #found(client: Selected, uids: readonly number[]): Promise<{ summary: Summary; messageId: string | null }[]> {
    const { user, cache } = this.#options.memory
    const rows = await rowsOfUids(client, uids, folderKeyOf(user, client), cache)
    return rows
      .sort((a, b) => a.fixed.uid - b.fixed.uid)
      .map((row) => ({ summary: summaryOf(referenceIn(client, row.fixed.uid), row), messageId: row.fixed.messageId }))
  }

  async #readElsewhere(folder: FolderPath, relation: Relation) {
    const found: { summary: Summary; messageId: string | null }[] = []
    for (const path of relatedFolders(await this.#options.folders(), folder)) {
      try {
        found.push(
          ...(await this.#reader.runIn(path, async (client) => {
            const uids = await findRelated(client, relation)
            return this.#found(client, uids.slice(-mostReadMessages))
          })),
        )
      } catch (error) {
        // A folder that went or is closed to the person takes its part with it, not the conversation.
        if (!isProblem(error, 'folder-gone') && !isProblem(error, 'not-allowed')) throw error
      }
    }
    return found
  }
}

function groupingOf({ index, fromUid }: KeptConversations, messages: number): Grouping {
  return { total: index.total, grouped: fromUid === 1 ? messages : Math.min(index.uids.length, messages), messages }
}
