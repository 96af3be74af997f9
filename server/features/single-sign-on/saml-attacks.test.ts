import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  assertionXml,
  at,
  encrypted,
  responseXml,
  type Saying,
  signed,
} from '#server/sign-in/saml/testing/forged-xml.ts'
import { newId, type SamlSignOn, startSamlSignOn } from '#server/sign-in/saml/testing/saml-sign-on.ts'

let signOn: SamlSignOn
beforeAll(async () => {
  signOn = await startSamlSignOn()
})
afterAll(() => signOn.stop())

const refused = '/sign-in?problem=provider-refused'
const over = '/sign-in?problem=sign-in-expired'

/** What the log said last of a provider. */
const reason = () =>
  signOn.app.log
    .map((line) => JSON.parse(line) as { event: string; outcome: string; service: string })
    .findLast(({ event }) => event === 'identity-provider')?.outcome

type Begun = Awaited<ReturnType<SamlSignOn['begin']>>

/** Posts a forged answer; nobody is signed in by it. */
async function attack(forge: (say: Saying) => string, changes: (begun: Begun) => Partial<Saying> = () => ({})) {
  const begun = await signOn.begin()
  const location = await signOn.post(begun, forge(signOn.say(begun, changes(begun))))
  expect((await begun.browser.ask('GET', '/api/session')).status).toBe(401)
  return location
}

const keys = () => signOn.keys
const right = (say: Saying) => responseXml(say, signed(assertionXml(say), signOn.keys.now))

describe('An answer that says something wrong is refused, and the log says why', () => {
  const wrong: [string, Partial<Saying>, RegExp][] = [
    ['another issuer', { issuer: 'https://evil.example/idp' }, /another issuer/],
    ['another audience', { audience: 'https://other.example/metadata' }, /another audience/],
    ['another recipient', { recipient: 'https://other.example/answer' }, /another recipient/],
    ['another destination', { destination: 'https://other.example/answer' }, /another address/],
    ['an answer to another request', { inResponseTo: '_other', confirmed: '_other' }, /another request/],
    ['a confirmation of another request', { confirmed: '_other' }, /another request/],
    ['a confirmation of no request', { confirmed: '' }, /another request/],
    ['expired', { notOnOrAfter: at(-61) }, /it is over/],
    ['not good yet', { notBefore: at(91), notOnOrAfter: at(300) }, /not good yet/],
    ['no end', { notOnOrAfter: '' }, /it is over/],
    ['a time that is none', { notOnOrAfter: 'tomorrow' }, /it is over/],
    ['a session that is over', { sessionEnd: at(-1) }, /session at the provider is over/],
    ['a failure', { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }, /did not sign anybody in/],
    ['for somebody with a key', { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' }, /whoever bears it/],
  ]
  for (const [what, changes, why] of wrong) {
    it(what, async () => {
      expect(await attack(right, () => changes)).toBe(refused)
      expect(reason()).toMatch(why)
    })
  }

  it('an answer to no request (unsolicited), with or without a browser that waits', async () => {
    expect(await attack((say) => right({ ...say, inResponseTo: '', confirmed: '' }))).toBe(refused)
    const stranger = { browser: signOn.app.browser(), requestId: '_none', relayState: '' }
    expect(await signOn.post(stranger, right(signOn.say(stranger)))).toBe(over)
    expect(reason()).toMatch(/no sign-in of this browser waits/)
  })
})

describe('An answer that was forged, changed or used before is refused', () => {
  const forged: [string, (say: Saying) => string, RegExp][] = [
    ['unsigned', (say) => responseXml(say, assertionXml(say)), /no Signature/],
    [
      'signed around the assertion only',
      (say) => signed(responseXml(say, assertionXml(say)), keys().now),
      /no Signature/,
    ],
    [
      'by another key',
      (say) => responseXml(say, signed(assertionXml(say), keys().foreign)),
      /none of the certificates/,
    ],
    [
      'the response by another key, the assertion by the right one',
      (say) => signed(responseXml(say, signed(assertionXml(say), keys().now)), keys().foreign),
      /none of the certificates/,
    ],
    ['a changed attribute', (say) => right(say).replace('ada.lindqvist', 'ben.okafor'), /none of the certificates/],
    ['a changed name', (say) => right(say).replace('>person-1<', '>person-2<'), /none of the certificates/],
    [
      'a signature by SHA-1',
      (say) => responseXml(say, signed(assertionXml(say), keys().now, { hash: 'sha1' })),
      /too weak/,
    ],
    [
      'a digest by SHA-1',
      (say) => responseXml(say, signed(assertionXml(say), keys().now, { digest: 'sha1' })),
      /too weak/,
    ],
    [
      'HMAC by the certificate',
      (say) => right(say).replace(/xmldsig-more#rsa-sha256/, 'xmldsig-more#hmac-sha256'),
      /too weak/,
    ],
    [
      'two assertions',
      (say) =>
        responseXml(
          say,
          signed(assertionXml(say), keys().now) + signed(assertionXml({ ...say, id: newId() }), keys().now),
        ),
      /two of a kind|exactly one/,
    ],
    ['a comment in the name', (say) => right(say).replace('>person-1<', '>person-1<!-- -->.evil.example<'), /comment/],
    [
      'a comment in the attribute, which the signature does not cover',
      (say) =>
        right({ ...say, mail: 'ada.lindqvist@example.gov.evil.example' }).replace('.gov.evil', '.gov<!-- -->.evil'),
      /comment/,
    ],
    ['a document type', (say) => `<!DOCTYPE x>${right(say)}`, /document type/],
    [
      'an entity',
      (say) => `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${right(say).replace('ada.lindqvist', '&e;')}`,
      /document type/,
    ],
    ['a processing instruction', (say) => right(say).replace('<a:Subject>', '<?x y?><a:Subject>'), /processing/],
    ['no XML', () => 'none', /XML/],
    ['deeply nested', (say) => responseXml(say, '<x>'.repeat(5_000) + '</x>'.repeat(5_000)), /nested/],
  ]
  for (const [what, forge, why] of forged) {
    it(what, async () => {
      expect(await attack(forge)).toBe(refused)
      expect(reason()).toMatch(why)
    })
  }

  it('encrypted: for another key, by a foreign hand, or unsigned inside', async () => {
    expect(
      await attack((say) => responseXml(say, encrypted(signed(assertionXml(say), keys().now), keys().foreign))),
    ).toBe(refused)
    expect(reason()).toMatch(/not encrypted for the key/)
    expect(
      await attack((say) => responseXml(say, encrypted(signed(assertionXml(say), keys().foreign), keys().own))),
    ).toBe(refused)
    expect(reason()).toMatch(/none of the certificates/)
    expect(await attack((say) => signed(responseXml(say, encrypted(assertionXml(say), keys().own)), keys().now))).toBe(
      refused,
    )
    expect(reason()).toMatch(/no Signature/)
    const weak = (say: Saying) => encrypted(signed(assertionXml(say), keys().now, { hash: 'sha1' }), keys().own)
    expect(await attack((say) => responseXml(say, weak(say)))).toBe(refused)
    expect(reason()).toMatch(/too weak/)
    const old = (xml: string) => xml.replace('xmlenc#rsa-oaep-mgf1p', 'xmlenc#rsa-1_5')
    expect(
      await attack((say) => responseXml(say, old(encrypted(signed(assertionXml(say), keys().now), keys().own)))),
    ).toBe(refused)
    expect(reason()).toMatch(/encrypted by an algorithm/)
  })

  it('the same answer again, in this browser or for another request', async () => {
    const first = await signOn.begin()
    const { cookie } = first.browser
    const xml = right(signOn.say(first))
    expect(await signOn.post(first, xml)).toMatch(/arrived/)
    first.browser.cookie = cookie
    expect(await signOn.post(first, xml)).toBe(over)
    const second = await signOn.begin()
    expect(await signOn.post(second, xml)).toBe(refused)
  })

  it('an answer for another browser: no sign-in is forced on anybody', async () => {
    const theirs = await signOn.begin()
    const xml = right(signOn.say(theirs))
    expect(await signOn.post({ ...theirs, browser: signOn.app.browser() }, xml)).toBe(over)
    const mine = await signOn.begin()
    expect(await signOn.post({ ...mine, relayState: theirs.relayState }, xml)).toBe(over)
    expect(await signOn.post(mine, xml)).toBe(refused)
  })

  it('an answer taken to another provider than was asked', async () => {
    const begun = await signOn.begin()
    expect(await signOn.post(begun, right(signOn.say(begun)), 'other')).toBe(refused)
    expect(reason()).toMatch(/began at another provider/)
  })

  it('somebody the directory does not know, or of whom nothing usable is said', async () => {
    const stranger = '/sign-in?problem=account-unknown'
    expect(await attack(right, () => ({ mail: 'nobody@example.gov' }))).toBe(stranger)
    expect(await attack(right, () => ({ mail: 'ada.lindqvist@example.gov ben.okafor@example.gov' }))).toBe(stranger)
    const twice = '</a:AttributeValue><a:AttributeValue>ada.lindqvist@example.gov'
    expect(await attack(right, () => ({ mail: `ben.okafor@example.gov${twice}` }))).toBe(stranger)
  })

  it('leaves nothing of what was in it in the log', async () => {
    await signOn.signIn()
    await attack(right, () => ({ audience: 'https://other.example/secret' }))
    const log = signOn.app.log.join('\n')
    for (const word of ['ada.lindqvist', 'person-1', 'person-2', 'other.example', 'evil.example', '_id-'])
      expect(log).not.toContain(word)
  })
})
