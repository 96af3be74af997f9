import type { Writing } from '#contract/sharing.ts'

/**
 * Changes in the directory who may write from whose address, which submission servers go by. Every method throws Problem
 * `directory-unavailable`; people are meant by their user names.
 */
export interface SenderRights {
  /** What somebody may do with the owner's addresses; nothing where the directory does not know one of them. */
  of(owner: string, writer: string): Promise<Writing>
  /** Exactly this from now on. Throws Problem `not-found`, and `not-allowed` where the directory does not permit the change. */
  set(owner: string, writer: string, right: Writing): Promise<void>
  close(): Promise<void>
}
