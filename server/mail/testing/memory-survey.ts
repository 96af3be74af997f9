import { smallMessageBytes, type MailSurvey, type MessageWeight } from '../mail-survey.ts'
import type { StoredLetter } from './memory-folder.ts'
import type { MemoryMailbox } from './memory-mailbox.ts'

/** Weighs what is in memory. */
export class MemorySurvey implements MailSurvey {
  readonly #box: () => Promise<MemoryMailbox>

  constructor(box: () => Promise<MemoryMailbox>) {
    this.#box = box
  }

  async contentOf(path: string): Promise<string> {
    const { validity, letters } = (await this.#box()).folder(path)
    return `${validity} ${letters.at(-1)?.uid ?? 0} ${letters.length}`
  }

  async weigh(path: string, take: (lot: readonly MessageWeight[]) => void, isOver: () => boolean): Promise<void> {
    const { letters } = (await this.#box()).folder(path)
    if (!isOver()) take(letters.map(weightOf))
  }
}

function weightOf({ sizeBytes, receivedAtMs, from, parts }: StoredLetter): MessageWeight {
  const files = parts.map(({ type, bytes }) => ({ type, sizeBytes: bytes.length }))
  return { sizeBytes, receivedAtMs, from: from[0] ?? null, files: sizeBytes < smallMessageBytes ? [] : files }
}
