import { type AddressInfo, createServer } from 'node:net'

export interface Canary {
  port: number
  /** Hosts of mail that were connected to, by what the connection began with: the name of a TLS greeting, or a Host header. */
  asked(): string[]
  stop(): void
}

/** Stands for every other machine of the network, and answers nobody. The browser's own errands are not counted. */
export async function startCanary(): Promise<Canary> {
  const asked: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (start) => {
      const host = /[\w.-]+\.example\b/.exec(start.toString('latin1'))?.[0]
      if (host !== undefined) asked.push(host)
      socket.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, asked: () => asked, stop: () => void server.close() }
}
