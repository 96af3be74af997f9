import { isProblem } from '#server/problem.ts'
import type { FolderPath, MailAccount, MessageReference, Outcome } from './mail-account.ts'

interface MoveOutcome {
  outcome: Outcome
  moved: MessageReference | null
}

/** The folders of years inside an archive, for one request or job: what it has found or made it need not look for again. */
export class YearFolders {
  readonly #mail: MailAccount
  readonly #known = new Map<string, Promise<FolderPath>>()

  constructor(mail: MailAccount) {
    this.#mail = mail
  }

  /**
   * Moves each message into the folder of the year in which it arrived, as that time zone counts. A folder that is missing is
   * made inside `archive`; where the server or the owner allows none, messages go into `archive` itself. Throws as `move`.
   */
  async move(references: readonly MessageReference[], archive: FolderPath, timeZone: string): Promise<MoveOutcome[]> {
    const arrivals = await this.#mail.receivedAt(references)
    const yearOf = yearIn(timeZone)
    const results = new Map<MessageReference, MoveOutcome>()
    const present = references.flatMap((reference, index) => {
      const receivedAtMs = arrivals[index] ?? null
      return receivedAtMs === null ? [] : [{ reference, year: yearOf(receivedAtMs) }]
    })
    for (const [year, some] of Map.groupBy(present, (one) => one.year)) {
      const ofYear = some.map(({ reference }) => reference)
      const outcomes = await this.#mail.move(ofYear, await this.#folderFor(archive, year))
      for (const [index, reference] of ofYear.entries()) {
        const outcome = outcomes[index]
        if (outcome) results.set(reference, outcome)
      }
    }
    return references.map((reference) => results.get(reference) ?? { outcome: 'gone', moved: null })
  }

  #folderFor(archive: FolderPath, year: string): Promise<FolderPath> {
    const key = `${year} ${archive}`
    const known = this.#known.get(key) ?? this.#findOrMake(archive, year)
    this.#known.set(key, known)
    // What failed once may be possible later.
    known.catch(() => this.#known.delete(key))
    return known
  }

  async #findOrMake(archive: FolderPath, year: string): Promise<FolderPath> {
    const found = await this.#find(archive, year)
    if (found !== null) return found
    try {
      return (await this.#mail.folderChanges.create(archive, year)).path
    } catch (error) {
      if (isProblem(error, 'not-allowed')) return archive
      // Made by another tab or program in the same moment; or a folder of that name that holds no messages.
      if (isProblem(error, 'folder-exists')) return (await this.#find(archive, year)) ?? archive
      throw error
    }
  }

  async #find(archive: FolderPath, year: string): Promise<FolderPath | null> {
    const folders = await this.#mail.folders()
    const isOfYear = (folder: (typeof folders)[number]) => folder.parentPath === archive && folder.name === year
    return folders.find((folder) => isOfYear(folder) && folder.holdsMessages)?.path ?? null
  }
}

/** Years by the calendar of mail, whatever calendar the person's region has. */
function yearIn(timeZone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { year: 'numeric', timeZone })
  return (ms) => format.format(ms)
}
