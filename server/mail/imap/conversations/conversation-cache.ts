import type { ConversationIndex } from './conversation-index.ts'

/** The conversations of a folder as they were when it had this next UID and this many messages. */
export interface KeptConversations {
  index: ConversationIndex
  uidNext: number
  exists: number
  /** Every message from this UID on is in the index; 1 when that is all of them. */
  fromUid: number
  /** Another number after every change. */
  version: number
}

/** Bounds memory for all sessions together: about a million messages. */
const mostBytes = 24_000_000

/** Conversations of folders, of all accounts, the longest unused forgotten first. */
export class ConversationCache {
  readonly #kept = new Map<string, KeptConversations>()
  readonly #mostBytes: number
  #bytes = 0
  #version = 0

  constructor(most = mostBytes) {
    this.#mostBytes = most
  }

  get(key: string): KeptConversations | null {
    const kept = this.#kept.get(key)
    if (!kept) return null
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    return kept
  }

  /** Keeps them, except those so large that they would push out all others. */
  set(key: string, conversations: Omit<KeptConversations, 'version'>): KeptConversations {
    this.#forget(key)
    const kept = { ...conversations, version: ++this.#version }
    if (kept.index.bytes > this.#mostBytes / 2) return kept
    this.#kept.set(key, kept)
    this.#bytes += kept.index.bytes
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes) break
      this.#forget(oldest)
    }
    return kept
  }

  #forget(key: string): void {
    this.#bytes -= this.#kept.get(key)?.index.bytes ?? 0
    this.#kept.delete(key)
  }
}
