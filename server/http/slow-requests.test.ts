import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bounds } from '#server/server.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { TestBrowser } from '#server/testing/test-browser.ts'

const manySockets = 300

describe('Three hundred who never finish their request', { timeout: 60_000 }, () => {
  let app: TestApp
  let port: number
  const ends: (() => void)[] = []
  beforeAll(async () => {
    app = await startTestApp()
    const server = createServer(bounds, app.app.express)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
    ends.push(
      () => server.closeAllConnections(),
      () => void server.close(),
    )
  })
  afterAll(async () => {
    for (const end of ends) end()
    await app.stop()
  })

  /** Half of a request, and then nothing. */
  async function begin(): Promise<{ ended: Promise<unknown> }> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.on('error', () => undefined).resume()
    const ended = once(socket, 'close')
    socket.write('POST /api/session HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
    return { ended }
  }

  it('keep nobody else waiting, and are sent away', async () => {
    const slow = await Promise.all(Array.from({ length: manySockets }, begin))
    const browser = new TestBrowser(`http://127.0.0.1:${port}`, 'http://localhost:8080')
    expect((await browser.signIn('ada', 'ada-demo-pass')).status).toBe(200)
    expect((await browser.ask('GET', '/api/folders')).status).toBe(200)
    await Promise.all(slow.map(({ ended }) => ended))
    expect((await browser.ask('GET', '/api/folders')).status).toBe(200)
  })
})
