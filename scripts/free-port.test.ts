import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { freePort, isFree, parsePort } from './free-port.ts'

let server: Server | undefined
afterEach(() => server?.close())

const listen = (host: string) =>
  new Promise<number>((resolve) => {
    server = createServer().listen(0, host, function (this: Server) {
      resolve((this.address() as AddressInfo).port)
    })
  })

describe('a port', () => {
  it('is free when nobody listens', async () => {
    const port = await freePort()
    expect(port).toBeGreaterThan(1024)
    expect(await isFree(port)).toBe(true)
  })

  it('is in use when someone listens on this machine', async () => {
    expect(await isFree(await listen('127.0.0.1'))).toBe(false)
  })

  it('is in use when someone listens everywhere', async () => {
    expect(await isFree(await listen('0.0.0.0'))).toBe(false)
  })

  it('is read from what a person wrote, or refused with an example', () => {
    expect(parsePort('8081')).toBe(8081)
    for (const text of ['', '0', '65536', '80a', '-1', '8e3']) expect(() => parsePort(text)).toThrow('such as 8080')
  })
})
