import { createRequire } from 'node:module'
import { expect, it } from 'vitest'

const ours = createRequire(import.meta.url)
const theirs = createRequire(ours.resolve('@node-saml/node-saml'))

it('What checks the shape of an answer and what checks its signature read XML by the same library', () => {
  for (const name of ['@xmldom/xmldom', 'xml-encryption', 'xml-crypto'])
    expect(theirs.resolve(name)).toBe(ours.resolve(name))
  expect(createRequire(ours.resolve('xml-crypto')).resolve('@xmldom/xmldom')).toBe(ours.resolve('@xmldom/xmldom'))
})

it('No library for SAML is older than the version in which its known flaws were mended', () => {
  const isAtLeast = (name: string, wanted: string) => {
    const { version } = ours(`${name}/package.json`) as { version: string }
    return version.localeCompare(wanted, 'en', { numeric: true }) >= 0
  }
  // CVE-2025-54369 and CVE-2025-54419; CVE-2025-29774 and CVE-2025-29775.
  expect(isAtLeast('@node-saml/node-saml', '5.1.0')).toBe(true)
  expect(isAtLeast('xml-crypto', '6.0.1')).toBe(true)
})
