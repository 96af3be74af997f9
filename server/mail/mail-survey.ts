import type { Address } from '#contract/messages.ts'
import type { FolderPath } from './mail-account.ts'

/** A message by what it takes and where that comes from. */
export interface MessageWeight {
  sizeBytes: number
  receivedAtMs: number
  from: Address | null
  /** Files it carries; of a small message none are told. */
  files: { type: string; sizeBytes: number }[]
}

/** Smaller than this, no message carries a file worth asking for. */
export const smallMessageBytes = 20_000

/** Looks at what messages take, folder by folder. Methods throw `folder-gone`. */
export interface MailSurvey {
  /** A word that is another whenever a folder holds other messages; flags make no difference. */
  contentOf(folder: FolderPath): Promise<string>
  /** Every message of a folder, some hundred at a time, so that others get their turn; ends early once `isOver`. */
  weigh(folder: FolderPath, take: (lot: readonly MessageWeight[]) => void, isOver: () => boolean): Promise<void>
}
