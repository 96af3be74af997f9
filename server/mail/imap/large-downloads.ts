import type { ImapFlow } from 'imapflow'
import { Problem } from '#server/problem.ts'
import type { MessageReference, PartDownload } from '../mail-account.ts'
import { downloadLarge, type LargeFile } from './download.ts'

const mostAtOnce = 3

/** The large downloads one account has going, each over a connection of its own. */
export class LargeDownloads {
  readonly #open: () => Promise<ImapFlow>
  readonly #clients = new Set<ImapFlow>()
  #closed = false

  constructor(open: () => Promise<ImapFlow>) {
    this.#open = open
  }

  async start(reference: MessageReference, file: LargeFile): Promise<PartDownload> {
    if (this.#clients.size >= mostAtOnce) throw new Problem('too-many-requests', { retryAfterSeconds: 5 })
    const client = await this.#open()
    this.#clients.add(client)
    client.once('close', () => this.#clients.delete(client))
    if (this.#closed) client.close()
    return downloadLarge(client, reference, file)
  }

  close(): void {
    this.#closed = true
    for (const client of this.#clients) client.close()
  }
}
