import type { FolderPath, MailChange } from '../mail-account.ts'

interface Counts {
  total: number
  unread: number
  uidNext?: number
}

export type CountsChange = Extract<MailChange, { type: 'arrived' | 'counts' }>

/** How many messages each folder has, as far as it was told or somebody has read it, so that only news is told. */
export class ToldCounts {
  readonly #folders = new Map<FolderPath, Counts>()
  readonly #changed = new Set<FolderPath>()

  get(folder: FolderPath): Readonly<Counts> | undefined {
    return this.#folders.get(folder)
  }

  /** As they are now; each folder has another object once something is known of it anew. */
  copy(): ReadonlyMap<FolderPath, Readonly<Counts>> {
    return new Map(this.#folders)
  }

  /** Gives what there is to tell: nothing where it was not known or is as it was. New mail is told by the next UID having grown. */
  note(folder: FolderPath, counts: Counts): CountsChange | null {
    const known = this.#folders.get(folder)
    this.#folders.set(folder, { ...known, ...counts })
    if (!known) return null
    const { total, unread, uidNext } = counts
    const grew = known.uidNext !== undefined && uidNext !== undefined && uidNext > known.uidNext
    if (!grew && known.total === total && known.unread === unread) return null
    this.#changed.add(folder)
    return grew ? { type: 'arrived', folder, total, unread, items: [] } : { type: 'counts', folder, total, unread }
  }

  noteTold({ folder, total, unread }: { folder: FolderPath } & Counts): void {
    this.note(folder, { total, unread })
    this.#changed.add(folder)
  }

  /** Every folder that once was another than now. */
  changed(): CountsChange[] {
    return [...this.#changed].flatMap((folder) => {
      const known = this.#folders.get(folder)
      return known ? [{ type: 'counts', folder, total: known.total, unread: known.unread }] : []
    })
  }

  /** Another folder may have the name by now, and by chance as many messages; the inbox stays (RFC 9051, 6.3.5). */
  forgetAllButInbox(): void {
    for (const folder of this.#folders.keys()) if (folder !== 'INBOX') this.#folders.delete(folder)
  }
}
