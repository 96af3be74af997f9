import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'

/** TCP ports on 127.0.0.1. `manageSieve` is also bound on 127.0.0.2, where it starts with STARTTLS. */
export interface Ports {
  imaps: number
  /** Implicit TLS. */
  submission: number
  manageSieve: number
  ldaps: number
  /** Address books, by HTTPS. */
  carddav: number
  /** Mail from other organisations arrives here (STARTTLS required). */
  incoming: number
  /** Mail that Sieve scripts send: forwards and automatic answers (STARTTLS required). */
  sieveOutgoing: number
  /** The outside world (STARTTLS required). */
  sink: number
}

export const demoPorts: Ports = {
  imaps: 10993,
  submission: 10465,
  manageSieve: 14190,
  ldaps: 10636,
  carddav: 10843,
  incoming: 10025,
  sieveOutgoing: 10026,
  sink: 10027,
}

export const loopback = '127.0.0.1'
/**
 * Dovecot takes a client with the server's own address for a secure one, without TLS. The listener that begins in
 * clear text has this address, so clients (127.0.0.1) are refused before STARTTLS as they would be from elsewhere.
 */
export const startTlsLoopback = '127.0.0.2'

const names = Object.keys(demoPorts) as (keyof Ports)[]

class PortInUse extends Error {
  constructor(name: keyof Ports, port: number) {
    super(
      `Port ${port} (${name}) is already in use. Choose another with --port-${toOption(name)} NUMBER or ` +
        `CURBCUT_PORT_${toVariable(name)}=NUMBER.`,
    )
  }
}

/** `manageSieve` → `manage-sieve` */
export function toOption(name: keyof Ports): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function toVariable(name: keyof Ports): string {
  return toOption(name).replaceAll('-', '_').toUpperCase()
}

/** Fixed ports: the demo's, overridden by the environment (`CURBCUT_PORT_IMAPS`, …) and then by the caller. */
export async function fixedPorts(chosen: Partial<Ports>): Promise<Ports> {
  const ports = { ...demoPorts }
  for (const name of names) {
    const wished = chosen[name] ?? process.env[`CURBCUT_PORT_${toVariable(name)}`]
    if (wished !== undefined) ports[name] = parsePort(name, wished)
    if (!(await isFree(ports[name]))) throw new PortInUse(name, ports[name])
  }
  return ports
}

/** Ports somewhere nobody listens, and the guard that keeps other platforms from choosing them at the same time. */
export interface FreePorts {
  ports: Ports
  guard: Server
}

/** Below the range from which Linux gives ports to outgoing connections (32768 on, ip(7)). */
const firstBlock = 20_000
const blockSize = names.length + 1
const blockCount = Math.floor((32_000 - firstBlock) / blockSize)

/** Chooses a block of neighbouring ports; `wished` (the ports of the last start) is taken again when still free. */
export async function freePorts(wished?: Ports): Promise<FreePorts> {
  const first = wished ? [wished.imaps] : []
  for (let tries = 0; tries < 200; tries++) {
    const start = first.pop() ?? firstBlock + randomInt(blockCount) * blockSize
    const guard = await listen(start + blockSize - 1)
    if (!guard) continue
    const ports = Object.fromEntries(names.map((name, place) => [name, start + place])) as unknown as Ports
    const free = await Promise.all(names.map((name) => isFree(ports[name])))
    if (free.every(Boolean)) return { ports, guard: guard.unref() }
    guard.close()
  }
  throw new Error('No free block of ports was found between 20000 and 32000.')
}

function parsePort(name: keyof Ports, value: number | string): number {
  const port = Number(value)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Error(`The port for ${name} must be a number from 1 to 65535, for example ${demoPorts[name]}.`)
}

async function isFree(port: number): Promise<boolean> {
  const server = await listen(port)
  if (!server) return false
  await new Promise((resolve) => server.close(resolve))
  return true
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ host: loopback, port, exclusive: true }, () => resolve(server))
  })
}
