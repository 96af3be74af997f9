import type { IncomingMessage } from 'node:http'
import { readPictureAddress, textOfAddress } from './picture-address.ts'
import { pictureKindOf } from './picture-kind.ts'
import { type FetchedPicture, PictureRefused, type PictureSource, type RefusalReason } from './picture-source.ts'
import { PinnedWeb, type WebOptions, WebRefused } from './pinned-web.ts'

const mostRedirects = 3
const mostBytes = 10_000_000
const withinMs = 10_000
const redirects = new Set([301, 302, 303, 307, 308])

/** The same for everybody: nothing of the reader's language, browser or way here. */
const headers = {
  'user-agent': 'Mozilla/5.0 (compatible; Curbcut)',
  accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
  'accept-encoding': 'identity',
}

interface Options extends WebOptions {
  /** How long one picture may take with its redirects, in milliseconds; 10,000 unless a test has less patience. */
  withinMs?: number
}

/** Pictures from the web, fetched so that mail can reach nothing but the public Internet (security.md 30 and 31). */
export class WebPictures implements PictureSource {
  readonly #web: PinnedWeb
  readonly #withinMs: number

  constructor({ withinMs: patience = withinMs, ...web }: Options = {}) {
    this.#web = new PinnedWeb(web)
    this.#withinMs = patience
  }

  async fetch(text: string): Promise<FetchedPicture> {
    const signal = AbortSignal.timeout(this.#withinMs)
    try {
      return await this.#follow(text, signal)
    } catch (error) {
      if (error instanceof PictureRefused && !signal.aborted) throw error
      const why = error instanceof WebRefused ? error.reason : 'connection'
      throw new PictureRefused(signal.aborted ? 'time' : why, { cause: error })
    }
  }

  async #follow(text: string, signal: AbortSignal): Promise<FetchedPicture> {
    let address = readPictureAddress(text) ?? refuse('address')
    for (let count = 0; count <= mostRedirects; count += 1) {
      const response = await this.#web.ask(address, { headers }, signal)
      const { statusCode = 0 } = response
      if (!redirects.has(statusCode)) return pictureIn(response)
      response.destroy()
      const { location } = response.headers
      if (!location) return refuse('redirects')
      address = readPictureAddress(location, textOfAddress(address)) ?? refuse('address')
    }
    return refuse('redirects')
  }
}

function refuse(reason: RefusalReason): never {
  throw new PictureRefused(reason)
}

async function pictureIn(response: IncomingMessage): Promise<FetchedPicture> {
  try {
    const { statusCode, headers: said } = response
    if (statusCode !== 200) return refuse('status')
    if ((said['content-encoding'] ?? 'identity') !== 'identity') return refuse('encoding')
    if (Number(said['content-length'] ?? 0) > mostBytes) return refuse('size')
    const bytes = await read(response)
    const { type } = pictureKindOf(bytes) ?? refuse('kind')
    return { type, bytes }
  } finally {
    response.destroy()
  }
}

async function read(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > mostBytes) return refuse('size')
    chunks.push(chunk)
  }
  // A connection that broke off leaves half a picture.
  return response.complete ? Buffer.concat(chunks) : refuse('connection')
}
