import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureServerCertificate } from '#platform/ca.ts'
import { png } from './testing/sample-pictures.ts'
import { WebPictures } from './web-pictures.ts'

const directory = mkdtempSync(join(tmpdir(), 'curbcut-pictures-'))
const serverNames: unknown[] = []
let site: Server
let ca: string

beforeAll(async () => {
  const { authority, server } = await ensureServerCertificate(directory)
  ca = readFileSync(authority.certificate, 'utf8')
  const pair = { cert: readFileSync(server.certificate), key: readFileSync(server.key) }
  site = createServer(pair, (request, response) => {
    serverNames.push('servername' in request.socket && request.socket.servername)
    response.writeHead(200).end(png(2, 2))
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  site.close()
  rmSync(directory, { recursive: true })
})

const pictures = (trusted?: string) =>
  new WebPictures({
    resolve: () => Promise.resolve(['93.184.216.34']),
    dial: () => ({ host: '127.0.0.1', port: (site.address() as AddressInfo).port, ...(trusted && { ca: trusted }) }),
  })

it('A picture by https is taken only from a server that proves the name in the address', async () => {
  expect((await pictures(ca).fetch('https://mail.example.gov/x.png')).type).toBe('image/png')
  expect(serverNames).toEqual(['mail.example.gov'])
  await expect(pictures(ca).fetch('https://other.example.org/x.png')).rejects.toMatchObject({ reason: 'connection' })
  await expect(pictures().fetch('https://mail.example.gov/x.png')).rejects.toMatchObject({ reason: 'connection' })
  expect(serverNames).toEqual(['mail.example.gov'])
})
