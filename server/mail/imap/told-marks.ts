import type { FolderPath, MailChange } from '../mail-account.ts'

type MarksChange = Extract<MailChange, { type: 'flags' }>

/** Longer than from a page's reading of a list to its beginning to listen. */
const keptMs = 30_000
const mostMarks = 500

/** The changes of marks that were told lately. */
export class ToldMarks {
  #kept: { change: MarksChange; untilMs: number }[] = []

  note(change: MarksChange): void {
    let marks = 0
    const newestFirst = [{ change, untilMs: Date.now() + keptMs }, ...this.#kept]
    this.#kept = newestFirst.filter((kept) => (marks += kept.change.items.length) <= mostMarks)
  }

  /** What is read of a folder now is newer than all that was told of it; where nobody listens, nothing is told. */
  forget(folder?: FolderPath): void {
    this.#kept = this.#kept.filter(({ change }) => folder !== undefined && change.folder !== folder)
  }

  /** The oldest first. */
  lately(): MarksChange[] {
    const nowMs = Date.now()
    return this.#kept.flatMap(({ change, untilMs }) => (untilMs > nowMs ? [change] : [])).toReversed()
  }
}
