import { readFileSync } from 'node:fs'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Platform } from '#platform/platform.ts'

/** Stands before the server of address books, by TLS of the same authority, and breaks what a test says. */
export interface FaultyProxy {
  url: string
  /** Decides what becomes of a request: passed on, answered with this status, or with half an answer. */
  fault: (request: { method: string; path: string; body: string }) => number | 'half' | null
  stop(): void
}

export async function startFaultyProxy(platform: Platform): Promise<FaultyProxy> {
  const tls = join(platform.stateDirectory, 'tls')
  const [cert, key, ca] = [join(tls, 'server.pem'), join(tls, 'server.key'), platform.caFile].map((file) =>
    readFileSync(file),
  )
  const server = createServer({ cert, key }, (incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming
      const body = Buffer.concat(chunks)
      const fault = proxy.fault({ method, path: url, body: body.toString() })
      if (typeof fault === 'number') {
        outgoing.writeHead(fault, fault < 400 ? { location: 'https://192.0.2.1/elsewhere' } : {}).end()
        return
      }
      const target = `https://${platform.host}:${platform.ports.carddav}${url}`
      const passed = request(target, { method, headers, ca, agent: false }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (chunk: Buffer) => parts.push(chunk))
        answer.on('end', () => {
          const whole = Buffer.concat(parts)
          outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'content-length': whole.length })
          if (fault === 'half') outgoing.write(whole.subarray(0, whole.length / 2), () => outgoing.destroy())
          else outgoing.end(whole)
        })
      })
      passed.once('error', () => outgoing.destroy())
      passed.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: FaultyProxy = {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    fault: () => null,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
  return proxy
}
