import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ensureServerCertificate } from '#platform/ca.ts'
import { WebOneClick } from './one-click.ts'

const directory = mkdtempSync(join(tmpdir(), 'curbcut-one-click-'))
const asked: { method: string | undefined; path: string | undefined; body: string; headers: string[] }[] = []
let site: Server
let ca: string

beforeAll(async () => {
  const { authority, server } = await ensureServerCertificate(directory)
  ca = readFileSync(authority.certificate, 'utf8')
  const pair = { cert: readFileSync(server.certificate), key: readFileSync(server.key) }
  site = createServer(pair, (request, response) => {
    void text(request).then((body) => {
      asked.push({ method: request.method, path: request.url, body, headers: Object.keys(request.headers) })
      const status = Number(/status=(\d+)/.exec(request.url ?? '')?.[1] ?? 200)
      response.writeHead(status, status === 302 ? { location: 'https://mail.example.gov/second' } : {}).end('Goodbye')
    })
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
})
beforeEach(() => void asked.splice(0))
afterAll(() => {
  site.close()
  rmSync(directory, { recursive: true })
})

const leave = (address: string, found = ['93.184.216.34']) =>
  new WebOneClick({
    resolve: () => Promise.resolve(found),
    dial: () => ({ host: '127.0.0.1', port: (site.address() as AddressInfo).port, ca }),
  }).leave(address)

describe('Leaving a list by one press', () => {
  it('is one POST that says so, with nothing of the person (RFC 8058, 3.1)', async () => {
    expect(await leave('https://mail.example.gov/off?id=1')).toBe(true)
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/off?id=1',
        body: 'List-Unsubscribe=One-Click',
        headers: ['host', 'user-agent', 'content-type', 'content-length', 'connection'],
      },
    ])
  })

  it.each(['404', '500', '302'])(
    'has not worked where the list answers %s, and nothing else is asked',
    async (status) => {
      expect(await leave(`https://mail.example.gov/off?status=${status}`)).toBe(false)
      expect(asked).toHaveLength(1)
    },
  )

  it.each([
    'http://mail.example.gov/off',
    'https://mail.example.gov:8443/off',
    'https://me:word@mail.example.gov/off',
    'https://127.0.0.1/off',
    'https://[::1]/off',
    'https://0x7f.1/off',
    'https://localhost/off',
    'ftp://mail.example.gov/off',
    'no address',
  ])('asks nobody at %s', async (address) => {
    expect([await leave(address), asked.length]).toEqual([false, 0])
  })

  it('asks nobody whose name leads inside, in part or whole', async () => {
    for (const found of [['10.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['::ffff:192.168.1.1'], []]) {
      expect([await leave('https://mail.example.gov/off', found), asked.length]).toEqual([false, 0])
    }
  })
})
