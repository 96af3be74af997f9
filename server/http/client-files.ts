import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'

interface ClientFile {
  type: string
  etag: string
  cacheControl: string
  plain: Buffer
  br: Buffer | null
  gzip: Buffer | null
  policy: string | null
}

/**
 * Serves the built client from memory: files with a hash in their name for ever, the page itself asked for each time. Paths
 * without a file get the page, since the app has routes of its own. Read once, because a new build takes the old files away
 * under people who have the old page open; sirv, which streams them, ends the process then. `fill` completes the page's HTML.
 */
export function clientFiles(directory: string, fill: (html: string) => string = (html) => html): RequestHandler {
  const answer = existsSync(join(directory, 'index.html')) ? fromMemory(directory, fill) : notBuilt
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') answer(request, response, next)
    else next()
  }
}

const notBuilt: RequestHandler = (_request, response) => {
  response.status(503).type('text/plain').send('The client has not been built yet. Run: npm run build\n')
}

function fromMemory(directory: string, fill: (html: string) => string): RequestHandler {
  const files = readClient(directory)
  const page = filled(files.get('/index.html'), fill)
  return (request, response, next) => {
    const isPage = extname(request.path) === ''
    const file = files.get(request.path) ?? (isPage ? page : undefined)
    if (!file) {
      next()
      return
    }
    sendFile(request, response, file)
  }
}

function sendFile(request: Request, response: Response, file: ClientFile): void {
  const encoding = (['br', 'gzip'] as const).find((one) => file[one] && request.acceptsEncodings(one))
  const body = (encoding && file[encoding]) ?? file.plain
  response.set({
    'Content-Type': file.type,
    ETag: file.etag,
    'Cache-Control': file.cacheControl,
    Vary: 'Accept-Encoding',
  })
  if (encoding) response.set('Content-Encoding', encoding)
  if (file.policy) response.set('Content-Security-Policy', file.policy)
  if (request.fresh) {
    response.status(304).end()
    return
  }
  response.set('Content-Length', String(body.length))
  response.end(request.method === 'HEAD' ? undefined : body)
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** A worker lives by the policy it is delivered with. The one that takes PDF files apart asks nobody for anything. */
const workerPolicy = "default-src 'none'; script-src 'self'"

function readClient(directory: string): Map<string, ClientFile> {
  const files = new Map<string, ClientFile>()
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)]
    if (!entry.isFile() || !type) continue
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(directory, file).split(sep).join('/')}`
    const plain = readFileSync(file)
    files.set(path, {
      type,
      etag: etagOf(plain),
      cacheControl: path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      plain,
      br: compressed(`${file}.br`),
      gzip: compressed(`${file}.gz`),
      policy: path.startsWith('/assets/pdf/') ? workerPolicy : null,
    })
  }
  return files
}

const etagOf = (plain: Buffer) => `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`

function filled(page: ClientFile | undefined, fill: (html: string) => string): ClientFile | undefined {
  if (!page) return undefined
  const plain = Buffer.from(fill(page.plain.toString()))
  return { ...page, plain, etag: etagOf(plain), br: brotliCompressSync(plain), gzip: gzipSync(plain) }
}

const compressed = (file: string) => (existsSync(file) ? readFileSync(file) : null)
