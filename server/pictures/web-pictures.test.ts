import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PictureRefused } from './picture-source.ts'
import { onePixel, type PictureSite, startPictureSite } from '#platform/picture-site.ts'
import { png } from './testing/sample-pictures.ts'
import { WebPictures } from './web-pictures.ts'

const somewhere = '93.184.216.34'
const redirectTo = (location: string, status = 302) => ({ headers: { location }, status })
const megabyte = Buffer.alloc(1_000_000)

/** What the site answers, by path. */
const redirects: Record<string, { headers: Record<string, string>; status: number }> = {
  '/to-loopback': redirectTo('http://127.0.0.1/secret'),
  '/to-loopback-v6': redirectTo('http://[::1]/secret'),
  '/to-mapped': redirectTo('http://[::ffff:127.0.0.1]/secret'),
  '/to-number': redirectTo('http://2130706433/secret', 301),
  '/to-metadata': redirectTo('//169.254.169.254/latest/meta-data/', 307),
  '/to-inside': redirectTo('http://inside.example/secret', 308),
  '/to-port': redirectTo('http://a.example:6379/', 303),
  '/to-file': redirectTo('file:///etc/passwd'),
  '/to-nowhere': { headers: {}, status: 302 },
  '/hop-4': redirectTo('/hop-3'),
  '/hop-3': redirectTo('/hop-2'),
  '/hop-2': redirectTo('http://b.example/hop-1'),
  '/hop-1': redirectTo('/picture.png'),
}

let site: PictureSite
let resolve: ReturnType<typeof vi.fn<(name: string) => Promise<string[]>>>
let pictures: WebPictures

beforeEach(async () => {
  site = await startPictureSite({
    ...Object.fromEntries(
      Object.entries(redirects).map(([path, { headers, status }]) => [
        path,
        (_request: IncomingMessage, response: ServerResponse) => void response.writeHead(status, headers).end(),
      ]),
    ),
    '/page': (_request, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end('<html>'),
    '/svg': (_request, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end('<svg/>'),
    '/mislabelled': (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end(png(1, 1)),
    '/gone': (_request, response) => void response.writeHead(404).end(png(1, 1)),
    '/packed': (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(png(1, 1)),
    '/huge': (_request, response) => void response.writeHead(200).end(png(10_000, 5_001)),
    '/long-by-header': (_request, response) => {
      response.writeHead(200, { 'content-length': 10_000_001 }).flushHeaders()
    },
    '/long': (_request, response) => {
      response.writeHead(200)
      response.write(png(1, 1))
      for (let count = 0; count < 12; count += 1) response.write(megabyte)
      response.end()
    },
    '/silent': () => undefined,
    '/slow': (_request, response) => {
      response.writeHead(200)
      response.write(png(1, 1))
      const drip = setInterval(() => response.write('.'), 20)
      response.once('close', () => clearInterval(drip))
    },
    '/broken': (_request, response) => {
      response.writeHead(200, { 'content-length': 500 })
      response.write(png(1, 1), () => response.destroy())
    },
  })
  resolve = vi.fn((name: string) => Promise.resolve(name.startsWith('inside') ? ['10.0.0.5'] : [somewhere]))
  pictures = new WebPictures({ resolve, dial: () => ({ host: '127.0.0.1', port: site.port }), withinMs: 2_000 })
})
afterEach(() => site.stop())

async function refusalOf(address: string, source = pictures): Promise<string> {
  const error: unknown = await source.fetch(address).then(
    () => null,
    (failure: unknown) => failure,
  )
  return error instanceof PictureRefused ? error.reason : 'fetched'
}

describe('A picture from the web', () => {
  it('comes with the type its content has', async () => {
    expect(await pictures.fetch('http://a.example/picture.png?x=1')).toEqual({ type: 'image/png', bytes: onePixel })
    expect(await pictures.fetch('http://a.example/mislabelled')).toEqual({ type: 'image/png', bytes: png(1, 1) })
  })

  it('is asked for with nothing of the reader', async () => {
    await pictures.fetch('http://a.example/picture.png?x=1')
    expect(site.asked).toHaveLength(1)
    const [{ path, raw } = { path: '', raw: [] }] = site.asked
    expect(path).toBe('/picture.png?x=1')
    const names = raw.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
    expect(names.sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
    expect(site.asked[0]?.host).toBe('a.example')
  })

  it('is followed over three redirects and no more', async () => {
    expect((await pictures.fetch('http://a.example/hop-3')).type).toBe('image/png')
    expect(resolve.mock.calls.map(([name]) => name)).toEqual(['a.example', 'a.example', 'b.example', 'b.example'])
    expect(await refusalOf('http://a.example/hop-4')).toBe('redirects')
  })
})

describe('Nothing but the public Internet', () => {
  it.each([
    ['http://127.0.0.1/', 'network'],
    ['http://[::1]/', 'network'],
    ['http://[::ffff:8.8.8.8]/', 'network'],
    ['http://0x7f000001/', 'network'],
    ['http://169.254.169.254/latest/meta-data/', 'network'],
    ['http://inside.example/', 'network'],
    ['http://localhost/', 'address'],
    ['http://a.example:8080/', 'address'],
    ['ftp://a.example/', 'address'],
  ])('is asked: not %s', async (address, reason) => {
    expect(await refusalOf(address)).toBe(reason)
    expect(site.asked).toEqual([])
  })

  it.each([
    ['/to-loopback', 'network'],
    ['/to-loopback-v6', 'network'],
    ['/to-mapped', 'network'],
    ['/to-number', 'network'],
    ['/to-metadata', 'network'],
    ['/to-inside', 'network'],
    ['/to-port', 'address'],
    ['/to-file', 'address'],
  ])('is asked after a redirect %s', async (path, reason) => {
    expect(await refusalOf(`http://a.example${path}`)).toBe(reason)
    expect(site.asked.map((each) => each.path)).toEqual([path])
  })

  it.each<[string[]]>([
    [[somewhere, '10.0.0.1']],
    [['10.0.0.1', somewhere]],
    [[somewhere, '::1']],
    [[somewhere, 'fe80::1']],
    [[somewhere, '64:ff9b::a00:1']],
    [['2606:4700::1', '2002:7f00:1::']],
  ])('is asked when a name has several addresses: not for %s', async (found) => {
    resolve.mockResolvedValue(found)
    expect(await refusalOf('http://a.example/')).toBe('network')
    expect(site.asked).toEqual([])
  })

  it('is asked by the address that was checked, whatever the name means a moment later', async () => {
    resolve.mockResolvedValueOnce([somewhere]).mockResolvedValue(['127.0.0.1'])
    const dialled: string[] = []
    const dial = (address: string) => {
      dialled.push(address)
      return { host: '127.0.0.1', port: site.port }
    }
    await new WebPictures({ resolve, dial }).fetch('http://a.example/picture.png')
    expect(resolve).toHaveBeenCalledTimes(1)
    expect(dialled).toEqual([somewhere])
    // After a redirect the name is another question, and this time it leads inside.
    expect(await refusalOf('http://a.example/picture.png', new WebPictures({ resolve, dial }))).toBe('network')
    expect(dialled).toEqual([somewhere])
  })

  it('is asked when a name is not known: not at all', async () => {
    resolve.mockResolvedValue([])
    expect(await refusalOf('http://a.example/')).toBe('name')
    resolve.mockRejectedValue(new Error('no answer'))
    expect(await refusalOf('http://a.example/')).toBe('connection')
    expect(site.asked).toEqual([])
  })
})

describe('What is no picture worth passing on', () => {
  it.each([
    ['/page', 'kind'],
    ['/svg', 'kind'],
    ['/huge', 'kind'],
    ['/gone', 'status'],
    ['/to-nowhere', 'redirects'],
    ['/packed', 'encoding'],
    ['/long-by-header', 'size'],
    ['/long', 'size'],
    ['/broken', 'connection'],
  ])('is refused: %s', async (path, reason) => {
    expect(await refusalOf(`http://a.example${path}`)).toBe(reason)
  })

  it.each(['/silent', '/slow'])('is given up after its time: %s', async (path) => {
    const impatient = new WebPictures({ resolve, dial: () => ({ host: '127.0.0.1', port: site.port }), withinMs: 150 })
    expect(await refusalOf(`http://a.example${path}`, impatient)).toBe('time')
  })
})
