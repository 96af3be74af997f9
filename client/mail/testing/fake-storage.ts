import { ReadableStream } from 'node:stream/web'
import { type StorageReport, type StorageState } from '#contract/storage.ts'
import { type FolderId } from '#contract/ids.ts'
import { vi } from 'vitest'
import { answerAlso } from './whole-message.ts'

/** A mailbox of 1 GB that is so full, in bytes left; the operator warns at 80 and 95 %. */
export const leaving = (freeBytes: number): StorageState => ({
  quota: { usedBytes: 1e9 - freeBytes, limitBytes: 1e9 },
  warnAtPercent: [80, 95],
  full: freeBytes < 20_000 ? { sinceMs: Date.UTC(2026, 2, 4, 12), untilMs: null } : null,
})

export const someReport: StorageReport = {
  ...{ messages: 1_250, bytes: 400_000_000, complete: true },
  folders: [
    { folderId: 'inbox' as FolderId, messages: 250, bytes: 300_000_000 },
    { folderId: 'archive' as FolderId, messages: 1_000, bytes: 100_000_000 },
  ],
  years: [
    { year: 2026, messages: 1_000, bytes: 100_000_000 },
    { year: 2019, messages: 250, bytes: 300_000_000 },
  ],
  senders: Array.from({ length: 12 }, (_, at) => ({
    ...{ address: `n${at}@example.org`, name: at === 0 ? 'Nora Fields' : '' },
    ...{ messages: 20, bytes: 20_000_000 - at },
  })),
  sizes: [
    { fromBytes: 5_000_000, messages: 10, bytes: 90_000_000 },
    { fromBytes: 1_000_000, messages: 100, bytes: 200_000_000 },
    { fromBytes: 0, messages: 1_140, bytes: 110_000_000 },
  ],
  files: [{ kind: 'document', files: 120, bytes: 250_000_000 }],
}

/** A server that keeps so much, which may be changed as mail comes and goes. */
export function keepsMail(first: StorageState): { state: StorageState } {
  const kept = { state: first }
  answerAlso('/api/storage', () => [200, kept.state])
  return kept
}

/** Answers the survey by these events; what stands there while it is held waits for the release. */
export function surveys(events: readonly object[], held: Promise<void> = Promise.resolve()): void {
  const before = globalThis.fetch
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (!url.startsWith('/api/storage/survey')) return before(url, init)
    const lines = events.map((event) => `data: ${JSON.stringify(event)}\n\n`)
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        init.signal?.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError')))
        controller.enqueue(new TextEncoder().encode(lines[0]))
        await held
        if (init.signal?.aborted) return
        for (const line of lines.slice(1)) controller.enqueue(new TextEncoder().encode(line))
        controller.close()
      },
    })
    return new Response(body as BodyInit)
  })
}
