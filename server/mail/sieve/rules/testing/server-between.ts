import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect, createServer, type TLSSocket } from 'node:tls'
import type { Platform } from '#platform/platform.ts'

/** Stands before the real ManageSieve server, by TLS of the same authority. */
export interface ServerBetween {
  port: number
  /** Whether the connection breaks instead of this command being passed on. */
  cuts: (command: string) => boolean
  /** What the client gets in place of what the server said. */
  tells: (said: string) => string
  /** How many connections to it there have been, and how many there are. */
  opened: number
  open(): number
  /** Breaks them off, as a server that begins anew does. */
  breakOff(): void
  stop(): void
}

export async function startServerBetween(platform: Platform): Promise<ServerBetween> {
  const tls = join(platform.stateDirectory, 'tls')
  const [cert, key, ca] = [join(tls, 'server.pem'), join(tls, 'server.key'), platform.caFile].map((file) =>
    readFileSync(file),
  )
  const sockets = new Set<TLSSocket>()
  const server = createServer({ cert, key }, (client) => {
    between.opened += 1
    const real = connect({ host: platform.host, port: platform.ports.manageSieve, ca })
    const end = () => [client, real].forEach((socket) => socket.destroy())
    for (const socket of [client, real]) {
      sockets.add(socket)
      socket.on('error', end).on('close', end)
      socket.once('close', () => sockets.delete(socket))
    }
    client.on('data', (bytes: Buffer) => {
      if (between.cuts(bytes.toString('latin1'))) end()
      else real.write(bytes)
    })
    real.on('data', (bytes: Buffer) => client.write(between.tells(bytes.toString('latin1')), 'latin1'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const between: ServerBetween = {
    port: (server.address() as AddressInfo).port,
    cuts: () => false,
    tells: (said) => said,
    opened: 0,
    open: () => sockets.size / 2,
    breakOff: () => sockets.forEach((socket) => socket.destroy()),
    stop() {
      between.breakOff()
      server.close()
    },
  }
  return between
}
