import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { StepFailed } from './steps.mjs'

/** Below the ports of test platforms (from 20000) and of outgoing connections (from 32768, ip(7)). */
const first = 12_000
const last = 19_999

/** A port nobody listens on, chosen by chance so that two runs at once rarely ask for the same. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(first, last + 1)
    if (await isFree(port)) return port
  }
  throw new Error(`No free port was found between ${first} and ${last}.`)
}

/** Whether a server could listen there on this machine's own addresses. */
export async function isFree(port: number): Promise<boolean> {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => canListen(host, port)))
  return answers.every(Boolean)
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    // A machine without IPv6 has no ::1 that could be taken.
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'),
    )
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/**
 * A port as a person wrote it.
 * @throws {StepFailed} when it is not a number a server can have
 */
export function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port
  throw new StepFailed(`The port must be a number from 1 to 65535, such as 8080; this is "${text}".`, { exitCode: 2 })
}
