import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type SignOn, startSignOn } from '#server/sign-in/oidc/testing/sign-on.ts'
import { navigate } from '#server/testing/navigate.ts'
import { waysInWithoutScripts } from './ways-in-without-scripts.ts'

const page = readFileSync(join(import.meta.dirname, '../../client/index.html'), 'utf8')
let signOn: SignOn | undefined
afterEach(async () => {
  await signOn?.stop()
  signOn = undefined
})

it('A browser that runs no scripts gets as far as the provider', async () => {
  const clientDirectory = mkdtempSync(join(tmpdir(), 'curbcut-client-'))
  writeFileSync(join(clientDirectory, 'index.html'), page)
  signOn = await startSignOn({}, { http: { port: 8080, publicUrl: 'http://localhost:8080', clientDirectory } })
  rmSync(clientDirectory, { recursive: true })
  const browser = signOn.app.browser()
  const { text } = await browser.ask('GET', '/sign-in', { headers: { 'accept-encoding': 'gzip' } })
  const [noscript = ''] = /<noscript>.*<\/noscript>/s.exec(text) ?? []
  const links = [...noscript.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)].map(([, href, name]) => [href, name])
  expect(links[0]).toEqual(['/api/sign-in/staff', 'Sign in with Staff account'])
  expect(links).toHaveLength(3)
  const { status, location } = await navigate(browser, `${signOn.app.url}${links[0]?.[0] ?? ''}`, {})
  expect([status, location]).toEqual([303, expect.stringContaining(signOn.provider.issuer)])
})

it('A page without providers has no link to any, and a name is never markup', () => {
  expect(waysInWithoutScripts(page, [])).not.toMatch(/data-provider|\$id|\$name/)
  const filled = waysInWithoutScripts(page, [{ id: 'a', name: '<b>"R&D" $& $1' }])
  expect(filled).toContain('<a href="/api/sign-in/a">Sign in with &lt;b&gt;&quot;R&amp;D&quot; $&amp; $1</a>')
})
