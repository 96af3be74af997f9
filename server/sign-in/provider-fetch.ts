import { readFileSync } from 'node:fs'
import { request } from 'node:https'

const mostBytes = 1024 * 1024

interface ProviderRequest {
  method?: string | undefined
  headers?: ConstructorParameters<typeof Headers>[0]
  body?: unknown
  signal?: AbortSignal | null | undefined
}

export type ProviderFetch = (url: string, options: ProviderRequest) => Promise<Response>

/**
 * Asks an identity provider by verified TLS: trusting the authorities of `caFile` alone, where one is given, which Node's own
 * `fetch` cannot. Follows no redirect and reads at most 1 MB.
 */
export function providerFetch(caFile: string | undefined): ProviderFetch {
  const ca = caFile === undefined ? {} : { ca: readFileSync(caFile) }
  return (url, { method = 'GET', headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        url,
        {
          ...ca,
          method,
          headers: { ...Object.fromEntries(new Headers(headers)), connection: 'close' },
          minVersion: 'TLSv1.2',
          ...(signal && { signal }),
        },
        (incoming) => {
          const chunks: Buffer[] = []
          let length = 0
          incoming.on('data', (chunk: Buffer) => {
            length += chunk.length
            if (length > mostBytes) incoming.destroy(new Error('The answer is too large'))
            else chunks.push(chunk)
          })
          incoming.on('error', reject)
          incoming.on('end', () => {
            const { statusCode: status = 502, headers: given } = incoming
            const answer = new Headers()
            for (const [name, value] of Object.entries(given)) if (value !== undefined) answer.set(name, String(value))
            const mayHaveBody = status !== 204 && status !== 304
            resolve(new Response(mayHaveBody ? Buffer.concat(chunks) : null, { status, headers: answer }))
          })
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body === undefined || body === null ? undefined : bodyText(body))
    })
}

/** What the library sends: a form or text. */
const bodyText = (body: unknown) => (body instanceof URLSearchParams ? body.toString() : (body as string))
