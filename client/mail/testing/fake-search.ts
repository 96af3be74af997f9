import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web'
import { vi } from 'vitest'
import { type MessageSummary } from '#contract/messages.ts'
import { type SearchEvent, type SearchHit, type SearchQuery } from '#contract/search.ts'

/** The searching side of the fake server: events are sent by hand, as they would come from the mail server. */
export interface FakeSearch {
  /** What was searched for, in order. */
  readonly queries: SearchQuery[]
  /** Everything found, for reading further rows. */
  kept: SearchHit[]
  /** True once the reader has left. */
  readonly isLeft: () => boolean
  send(...events: SearchEvent[]): void
  end(): void
}

export const hit = (row: MessageSummary, match: SearchHit['match'] = null): SearchHit => ({ ...row, match })

export const started = (total: number): SearchEvent => ({ type: 'started', searchId: 's1', total })
export const done = (found: number, complete = true): SearchEvent => ({ type: 'done', searchId: 's1', found, complete })

export function startFakeSearch(): FakeSearch {
  const queries: SearchQuery[] = []
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let isLeft = false
  const before = globalThis.fetch
  const search: FakeSearch = {
    queries,
    kept: [],
    isLeft: () => isLeft,
    send(...events) {
      const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
      controller?.enqueue(new TextEncoder().encode(text))
    },
    end: () => controller?.close(),
  }
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    if (pathname.startsWith('/api/searches/')) return Response.json(stretch(search.kept, searchParams))
    if (pathname !== '/api/search') return before(url, init)
    queries.push(JSON.parse(init.body as string) as SearchQuery)
    isLeft = false
    const body = new ReadableStream<Uint8Array>({
      start(own) {
        controller = own
        init.signal?.addEventListener('abort', () => {
          isLeft = true
          own.error(new DOMException('aborted', 'AbortError'))
        })
      },
    })
    return new Response(body as BodyInit, { headers: { 'Content-Type': 'text/event-stream' } })
  })
  return search
}

function stretch(kept: readonly SearchHit[], query: URLSearchParams) {
  const offset = Number(query.get('offset'))
  const items = kept.slice(offset, offset + Number(query.get('limit')))
  return { searchId: 's1', offset, total: kept.length, items }
}
