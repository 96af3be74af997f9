import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PictureSite, startPictureSite } from '#platform/picture-site.ts'
import { PictureRefused } from './picture-source.ts'
import { png } from './testing/sample-pictures.ts'
import { WebProcess } from './web-process.ts'

const testing = (name: string) => fileURLToPath(new URL(`testing/${name}`, import.meta.url))

let site: PictureSite
let web: WebProcess

beforeEach(async () => {
  site = await startPictureSite({
    '/large.png': (_request, response) =>
      void response.writeHead(200).end(Buffer.concat([png(10, 10), Buffer.alloc(9_000_000, 7)])),
    '/page': (_request, response) => void response.writeHead(200).end('<html>'),
    '/gone': (_request, response) => void response.writeHead(404).end(),
  })
  web = processWith('web-program.ts')
})
afterEach(() => site.stop())

function processWith(program: string, refusedNetworks: string[] = []): WebProcess {
  return new WebProcess({ program: testing(program), programArguments: [String(site.port)], refusedNetworks })
}

async function refusalOf(address: string, source = web): Promise<string> {
  const error: unknown = await source.fetch(address).then(
    () => null,
    (failure: unknown) => failure,
  )
  return error instanceof PictureRefused ? error.reason : 'fetched'
}

describe('The process that goes out to the web', () => {
  it('hands a picture over as it came, however large it may be', async () => {
    const { type, bytes } = await web.fetch('http://a.example/large.png')
    expect(type).toBe('image/png')
    expect(bytes.length).toBe(png(10, 10).length + 9_000_000)
    expect(bytes.at(-1)).toBe(7)
  })

  it('says why it refuses one', async () => {
    expect(await refusalOf('http://inside.example/a.png')).toBe('network')
    expect(await refusalOf('http://a.example/page')).toBe('kind')
    expect(await refusalOf('http://a.example/gone')).toBe('status')
    expect(await refusalOf('file:///etc/passwd')).toBe('address')
  })

  it('refuses the networks of the configuration', async () => {
    expect(await refusalOf('http://a.example/large.png', processWith('web-program.ts', ['93.184.0.0/16']))).toBe(
      'network',
    )
  })

  it('answers many at once, each with its own', async () => {
    const asked = ['/large.png', '/page', '/gone', '/large.png'].map((path) => refusalOf(`http://a.example${path}`))
    expect(await Promise.all(asked)).toEqual(['fetched', 'kind', 'status', 'fetched'])
  })

  it('begins anew after it was ended, and what it was asked then is refused', async () => {
    const ending = processWith('ending-program.ts')
    expect(await refusalOf('http://a.example/ends', ending)).toBe('connection')
    expect(await refusalOf('http://a.example/ends', ending)).toBe('connection')
    expect(await ending.leave('https://a.example/list')).toBe(false)
  })

  it('is ended when it gives no answer, so that nobody waits for ever', async () => {
    const stuck = new WebProcess({ program: testing('stuck-program.ts'), patienceMs: 1_000 })
    expect(await refusalOf('http://a.example/1.png', stuck)).toBe('connection')
    expect(await refusalOf('http://a.example/2.png', stuck)).toBe('connection')
  })

  it('knows nothing of the server: no environment, no files, no programs', async () => {
    process.env['A_SECRET_OF_THE_SERVER'] = 'x'
    const told = processWith('telling-program.ts')
    const { bytes } = await told.fetch('anything')
    delete process.env['A_SECRET_OF_THE_SERVER']
    expect(JSON.parse(bytes.toString())).toEqual({
      secret: null,
      reads: 'ERR_ACCESS_DENIED',
      writes: 'ERR_ACCESS_DENIED',
      starts: 'ERR_ACCESS_DENIED',
    })
  })
})
