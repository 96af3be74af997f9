import type { SearchMatch } from '#contract/search.ts'
import type { ProblemType } from '#contract/problem.ts'
import type { FolderPath, Summary } from './mail-account.ts'

/** What is looked for; everything given must hold. Texts come checked by the contract. */
export interface MailQuery {
  words: readonly string[]
  from?: string | undefined
  to?: string | undefined
  subject?: string | undefined
  hasAttachment?: boolean | undefined
  unread?: boolean | undefined
  flagged?: boolean | undefined
  label?: string | undefined
  /** The mark of somebody a message is assigned to; null for messages that are nobody's. */
  assigned?: string | null | undefined
  done?: boolean | undefined
  sinceMs?: number | undefined
  beforeMs?: number | undefined
  largerThanBytes?: number | undefined
  /** Only this folder, else all. */
  folder?: FolderPath | undefined
  includeBody: boolean
}

export interface Found {
  summary: Summary
  match: SearchMatch | null
}

export type SearchStage = 'headers' | 'text'

/** News of a running search, as the contract's `searchEvent` has them. */
export type SearchNews =
  | { type: 'hits'; items: Found[] }
  | { type: 'progress'; stage: SearchStage; searched: number; total: number; found: number }
  | { type: 'done'; found: number; complete: boolean }
  | { type: 'failed'; found: number; problem: ProblemType }

export interface RunningSearch {
  readonly searchId: string
  /** How many messages the folders to be searched have together. */
  readonly total: number
  /** Searches until it is done, failed or stopped, and tells. Called once; never rejects. */
  run(tell: (news: SearchNews) => void): Promise<void>
  /** Ends it at once, with the connection it runs on; what was found is kept. */
  stop(): void
}

export interface FoundWindow {
  searchId: string
  offset: number
  total: number
  items: Found[]
}

/** Searching a person's mail. */
export interface MailSearch {
  /** Throws Problem `folder-gone`, and `too-many-requests` when two run already. */
  start(query: MailQuery): Promise<RunningSearch>
  /** A stretch of a kept result, in the order of finding. Throws Problem `search-gone`. */
  window(searchId: string, offset: number, limit: number): Promise<FoundWindow>
}

/** So many rows are told with all that is shown of them; of more, only how many. */
export const mostToldRows = 500
export const mostSearchesAtOnce = 2
