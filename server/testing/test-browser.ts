import { importEvent, type ImportEvent } from '#contract/contacts.ts'
import { liveEvent, type LiveEvent } from '#contract/events.ts'
import type { Problem } from '#contract/problem.ts'
import { searchEvent, type SearchEvent } from '#contract/search.ts'

/** An HTTP answer with its JSON, where it has some. */
export interface Answer<T = unknown> {
  status: number
  headers: Headers
  text: string
  json: T
}

interface AskOptions {
  body?: unknown
  /** Sent instead of the JSON of `body`. */
  rawBody?: string | Uint8Array
  /** Put over the headers a browser on our own page would send; null leaves one out. */
  headers?: Record<string, string | null>
}

/** Speaks HTTP as our own page does in a browser: cookie kept, origin and site told, our header on every change. */
export class TestBrowser {
  readonly #url: string
  readonly #origin: string
  readonly #log: readonly string[]
  cookie: string | null = null
  /** By which this browser is known again. */
  deviceCookie: string | null = null
  lastSetCookie = ''

  /** `log`: what the server writes, of which the end is told with a connection that it cut. */
  constructor(url: string, origin: string, log: readonly string[] = []) {
    this.#url = url
    this.#origin = origin
    this.#log = log
  }

  async ask<T = never>(method: string, path: string, options: AskOptions = {}): Promise<Answer<T>> {
    const response = await this.#send(method, path, options)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson ? JSON.parse(text) : undefined) as T,
    }
  }

  /** Asks for a file. */
  async askBytes(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const response = await this.#send('GET', path, { headers })
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
  }

  /** Asks for a file and reads none of it, so that it comes no further than the buffers in between reach. */
  async askUnread(path: string): Promise<AbortController> {
    const abort = new AbortController()
    await this.#send('GET', path, {}, abort.signal)
    return abort
  }

  /** Asks for what is refused. */
  problem(method: string, path: string, options: AskOptions = {}): Promise<Answer<Problem>> {
    return this.ask<Problem>(method, path, options)
  }

  async signIn(name: string, password: string): Promise<Answer> {
    return this.ask('POST', '/api/session', { body: { name, password } })
  }

  /** Opens the event stream and gathers what comes. */
  async openEvents(): Promise<EventRecorder<LiveEvent>> {
    const abort = new AbortController()
    const response = await this.#send('GET', '/api/events', {}, abort.signal)
    return new EventRecorder(response, abort, (data) => liveEvent.parse(data))
  }

  /** Searches and gathers what comes; the answer may also be a problem. */
  async openSearch(query: unknown): Promise<EventRecorder<SearchEvent>> {
    const abort = new AbortController()
    const response = await this.#send('POST', '/api/search', { body: query }, abort.signal)
    return new EventRecorder(response, abort, (data) => searchEvent.parse(data))
  }

  /** Brings a file of contacts and gathers what comes. */
  async openImport(file: string): Promise<EventRecorder<ImportEvent>> {
    const abort = new AbortController()
    const options = { rawBody: file, headers: { 'content-type': 'application/octet-stream' } }
    const response = await this.#send('POST', '/api/contacts/import?preview=false', options, abort.signal)
    return new EventRecorder(response, abort, (data) => importEvent.parse(data))
  }

  async #send(method: string, path: string, { body, rawBody, headers = {} }: AskOptions, signal?: AbortSignal) {
    const isChange = method !== 'GET'
    const hasBody = body !== undefined || rawBody !== undefined
    const all: Record<string, string | null> = {
      ...this.#cookies(),
      'sec-fetch-site': 'same-origin',
      ...(isChange ? { origin: this.#origin, 'x-curbcut': '1' } : {}),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...headers,
    }
    const response = await fetch(this.#url + path, {
      method,
      redirect: 'manual',
      headers: Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null)),
      ...(hasBody ? { body: rawBody ?? JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      throw new Error(`${method} ${path} has no answer. ${this.#log.slice(-5).join('\n')}`, { cause: error })
    })
    for (const setCookie of response.headers.getSetCookie()) {
      const pair = setCookie.split(';')[0] ?? null
      if (setCookie.startsWith('__Host-curbcut-device=')) this.deviceCookie = pair
      else {
        this.lastSetCookie = setCookie
        this.cookie = pair
      }
    }
    return response
  }

  #cookies(): { cookie?: string } {
    const all = [this.cookie, this.deviceCookie].filter((pair) => pair !== null)
    return all.length > 0 ? { cookie: all.join('; ') } : {}
  }
}

/** What has come over one event stream. */
export class EventRecorder<E extends { type: string }> {
  readonly status: number
  readonly headers: Headers
  readonly events: E[] = []
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>
  readonly #abort: AbortController
  readonly #parse: (data: unknown) => E
  readonly #waiting = new Set<() => void>()

  /** `parse`: events are checked against the contract as they come. */
  constructor(response: Response, abort: AbortController, parse: (data: unknown) => E) {
    this.status = response.status
    this.headers = response.headers
    this.#abort = abort
    this.#parse = parse
    this.ended = this.#read(response)
  }

  /** The first event that fits, now or later. */
  async next<T extends E['type']>(
    type: T,
    fits: (event: Extract<E, { type: T }>) => boolean = () => true,
  ): Promise<Extract<E, { type: T }>> {
    for (;;) {
      const found = this.events.find(
        (event): event is Extract<E, { type: T }> => event.type === type && fits(event as Extract<E, { type: T }>),
      )
      if (found) return found
      await new Promise<void>((resolve) => this.#waiting.add(resolve))
    }
  }

  close(): void {
    this.#abort.abort()
  }

  async #read({ body }: Response): Promise<void> {
    let text = ''
    try {
      for await (const chunk of (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
        const blocks = (text + chunk).split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) this.#take(block)
      }
    } catch {
      // Closed by the test.
    }
  }

  #take(block: string): void {
    const data = block.split('\n').find((line) => line.startsWith('data: '))
    if (data === undefined) return
    this.events.push(this.#parse(JSON.parse(data.slice(6))))
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
  }
}
