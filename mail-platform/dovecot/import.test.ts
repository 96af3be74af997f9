import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ensureServerCertificate } from '../ca.ts'
import type { Platform } from '../platform.ts'
import { ensureTokenIssuer } from '../tokens.ts'
import { importMessages } from './import.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'curbcut-import-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true })
})

/** Says OK to each command; the lines of a message have no tag. */
function agree(socket: TLSSocket): void {
  socket.on('data', (data: Buffer) => {
    for (const [, tag] of data.toString().matchAll(/^(a\d+) /gm)) socket.write(`${tag} OK\r\n`)
  })
}

it('signs in again when the server breaks off its first connection', async () => {
  const { authority, server } = await ensureServerCertificate(directory)
  let connections = 0
  const listener = createServer({ cert: readFileSync(server.certificate), key: readFileSync(server.key) }, (socket) => {
    connections += 1
    socket.on('error', () => undefined)
    socket.write('* OK ready\r\n')
    if (connections > 1) agree(socket)
    else socket.once('data', () => wire?.write('no TLS at all'))
  })
  let wire: Socket | undefined
  listener.on('connection', (socket: Socket) => (wire = socket))
  await once(listener.listen(0, '127.0.0.1'), 'listening')
  const { port: imaps } = listener.address() as { port: number }
  const platform = {
    host: '127.0.0.1',
    ports: { imaps },
    caFile: authority.certificate,
    tokens: ensureTokenIssuer(join(directory, 'tokens')),
  } as unknown as Platform

  const stored: number[] = []
  const message = { raw: Buffer.from('Subject: x\r\n\r\n'), flags: [], internalDate: new Date() }
  await importMessages(platform, 'ada', 'INBOX', [message], (count) => stored.push(count))
  listener.close()
  expect(stored).toEqual([1])
  expect(connections).toBe(2)
})
