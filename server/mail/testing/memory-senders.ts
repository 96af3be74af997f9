import type { Writing } from '#contract/sharing.ts'
import type { SenderRights } from '../sender-rights-port.ts'

/** Who may write from whose address, in memory. */
export class MemorySenders implements SenderRights {
  /** `owner writer` to the right. */
  readonly rights = new Map<string, Writing>()
  /** When set, every change fails with it. */
  refusal: Error | null = null

  of(owner: string, writer: string): Promise<Writing> {
    return Promise.resolve(this.rights.get(`${owner} ${writer}`) ?? 'none')
  }

  set(owner: string, writer: string, right: Writing): Promise<void> {
    if (this.refusal) return Promise.reject(this.refusal)
    this.rights.set(`${owner} ${writer}`, right)
    return Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
