import { expect, it } from 'vitest'
import { CardServerFault } from '../card-server-port.ts'
import { readMultiStatus } from './multi-status.ts'
import { asXml, dav, textOf } from './xml.ts'

const wrapped = (inside: string) => `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:">${inside}</D:multistatus>`

it('reads what a server says of each address, whatever prefix it writes, and only what it has', () => {
  const { resources, token } = readMultiStatus(
    wrapped(
      `<D:response><D:href> /a.vcf </D:href>
         <D:propstat><D:prop><D:getetag>"1&amp;2"</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
         <D:propstat><D:prop><D:displayname/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
       </D:response>
       <D:response><D:href>/b.vcf</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
       <D:sync-token>urn:3</D:sync-token>`,
    ),
  )
  expect(resources.map(({ href, status }) => [href, status])).toEqual([
    ['/a.vcf', 200],
    ['/b.vcf', 404],
  ])
  expect(textOf(resources[0]?.property(dav, 'getetag'))).toBe('"1&2"')
  expect(resources[0]?.property(dav, 'displayname')).toBeNull()
  expect(token).toBe('urn:3')
})

it.each([
  ['no XML', 'Hello'],
  ['half of it', wrapped('').slice(0, 50)],
  ['something else', '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
  ['entities', `<!DOCTYPE x [<!ENTITY a "aaaa">]>${wrapped('<D:sync-token>&a;</D:sync-token>')}`],
])('refuses %s', (_what, text) => {
  expect(() => readMultiStatus(text)).toThrow(CardServerFault)
})

it('writes what stands in XML so that it stays text', () => {
  expect(asXml('/a"<b>&c')).toBe('/a&quot;&lt;b&gt;&amp;c')
})
