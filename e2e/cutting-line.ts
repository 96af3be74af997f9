import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between browsers and a server, and breaks a connection off in the middle of what comes over it. */
export interface CuttingLine {
  port: number
  /** After so many bytes of the next long answer its connection is cut, once. */
  cutOnceAfter(bytes: number): void
  /** How often it was cut. */
  cuts: number
  /** The stretches of files that were asked for. */
  ranges: string[]
  stop(): void
}

export async function startCuttingLine(serverPort: number): Promise<CuttingLine> {
  const sockets = new Set<Socket>()
  let leftBytes = Infinity
  let turn = 0
  const server = createServer((browser) => {
    const upstream = connect(serverPort, 'localhost')
    let [ownTurn, came] = [turn, 0]
    for (const socket of [browser, upstream]) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket)).on('error', () => undefined)
    }
    upstream.on('data', (bytes) => {
      // What came over the same connection before does not count.
      if (ownTurn !== turn) [ownTurn, came] = [turn, 0]
      came += bytes.length
      if (came > leftBytes) {
        leftBytes = Infinity
        line.cuts += 1
        // What came before it arrives, then nothing more.
        browser.end(() => browser.destroy())
        upstream.destroy()
      } else if (!browser.destroyed) browser.write(bytes)
    })
    browser.on('data', (bytes) => {
      line.ranges.push(...(/^range: .+$/im.exec(bytes.toString('latin1')) ?? []))
      upstream.write(bytes)
    })
    browser.once('close', () => upstream.destroy())
    upstream.once('close', () => browser.end())
  })
  server.listen(0)
  await once(server, 'listening')
  const line: CuttingLine = {
    port: (server.address() as AddressInfo).port,
    cuts: 0,
    ranges: [],
    cutOnceAfter(bytes) {
      leftBytes = bytes
      turn += 1
    },
    stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
  return line
}
