import type { Address } from '#contract/messages.ts'
import type { FolderPath, MessageReference, Summary } from './mail-account.ts'

/** The messages of one folder that belong together, as the contract's `conversation` has them. */
export interface ConversationRow {
  name: MessageReference
  newest: Summary
  /** The newest of its messages in this folder, oldest first, at most `mostRowMessages`. */
  messages: { reference: MessageReference; unread: boolean; flagged: boolean }[]
  count: number
  unread: number
  flagged: boolean
  hasAttachment: boolean
  people: Address[]
}

/** How far a folder's messages are in conversations: the `grouped` newest of `messages` are in `total`. */
export interface Grouping {
  total: number
  grouped: number
  messages: number
}

export interface ConversationWindow extends Grouping {
  folder: FolderPath
  offset: number
  unread: number
  items: ConversationRow[]
}

export interface WholeConversation {
  /** Oldest first, from every folder, at most `mostReadMessages`. */
  items: Summary[]
  /** All of the folder asked about, oldest first, at most `mostMessageIds`. */
  messages: MessageReference[]
}

export const mostRowMessages = 100
export const mostReadMessages = 200
export const mostMessageIds = 5_000
export const mostPeople = 5

/**
 * Messages with their answers, folder by folder, in the order of each conversation's newest message. Every method throws
 * Problem `grouping-unavailable` where the server cannot tell what belongs together.
 */
export interface MailConversations {
  /** Whether the server can group messages. */
  isPossible(): Promise<boolean>
  /** Throws `folder-gone`. */
  window(folder: FolderPath, offset: number, limit: number): Promise<ConversationWindow>
  /** Where the conversation of a message stands; null when it is gone or not grouped yet. Throws `folder-gone`. */
  positionOf(reference: MessageReference): Promise<number | null>
  /** Where the first conversation stands that nobody wrote to after this date; null when there is none. Throws `folder-gone`. */
  positionAt(folder: FolderPath, dateMs: number): Promise<number | null>
  /** The whole conversation of any message of it. Throws `message-gone`. */
  read(reference: MessageReference): Promise<WholeConversation>
}
