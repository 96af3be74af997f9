import { Problem } from '#server/problem.ts'
import type { MailboxNotes } from '../mailbox-notes.ts'
import type { MemoryMailbox } from './memory-mailbox.ts'

/** Notes in memory. */
export class MemoryNotes implements MailboxNotes {
  readonly #box: () => Promise<MemoryMailbox>

  constructor(box: () => Promise<MemoryMailbox>) {
    this.#box = box
  }

  async areKept(): Promise<boolean> {
    return (await this.#box()).keepsNotes
  }

  async rightsIn(path: string): Promise<string> {
    return (await this.#box()).folder(path).rights ?? 'lrswipkxtea'
  }

  async read(path: string, name: string): Promise<string | null> {
    const box = await this.#box()
    return box.keepsNotes ? (box.folder(path).notes.get(name) ?? null) : null
  }

  async write(path: string, name: string, value: string): Promise<void> {
    const box = await this.#box()
    if (!box.keepsNotes) throw new Problem('not-allowed')
    box.folder(path).notes.set(name, value)
  }
}
