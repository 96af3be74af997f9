import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A picture of one pixel (PNG). */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export interface PictureSite {
  port: number
  /** Every request that arrived, the first one first. */
  asked: { host: string; path: string; headers: IncomingHttpHeaders; raw: readonly string[] }[]
  /** The most requests that were open at once. */
  mostAtOnce: number
  stop(): void
}

/** A web server on loopback that stands for the sites mail takes its pictures from. Answers one pixel unless told otherwise. */
export async function startPictureSite(answers: Record<string, RequestListener> = {}): Promise<PictureSite> {
  let open = 0
  const server = createServer((request, response) => {
    const { url = '', headers, rawHeaders } = request
    open += 1
    response.once('close', () => (open -= 1))
    found.mostAtOnce = Math.max(found.mostAtOnce, open)
    found.asked.push({ host: headers.host ?? '', path: url, headers, raw: rawHeaders })
    const answer = answers[url]
    if (answer) answer(request, response)
    else response.writeHead(200, { 'content-type': 'image/png' }).end(onePixel)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const found: PictureSite = {
    port: (server.address() as AddressInfo).port,
    asked: [],
    mostAtOnce: 0,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
  return found
}
