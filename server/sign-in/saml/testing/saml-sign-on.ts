import { execFileSync } from 'node:child_process'
import { sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { ConfigFile } from '#server/config.ts'
import { fromAnotherSite, postForm } from '#server/testing/navigate.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'
import type { OwnKey } from '../own-keys.ts'
import { assertionXml, at, responseXml, type Saying, signed } from './forged-xml.ts'

const issuer = 'https://login.example.gov/idp'
const base = 'http://localhost:8080/api/sign-in/staff'
const signOutAddress = `${base}/sign-out`

interface Begun {
  browser: TestBrowser
  requestId: string
  relayState: string
}

/** The server with a provider that says whatever a test wants: `staff`, `other` (the same once more), and `down`. */
export interface SamlSignOn {
  app: TestApp
  /** The provider's, one that it will sign by next, one of somebody else, and ours. */
  keys: Record<'now' | 'next' | 'foreign' | 'own', OwnKey>
  begin(browser?: TestBrowser, next?: string): Promise<Begun>
  /** What a right answer to this request says, unless it is changed. */
  say(begun: Begun, changes?: Partial<Saying>): Saying
  /** Posts an answer; gives where the browser is led. */
  post(begun: Begun, xml: string, id?: string): Promise<string | undefined>
  /** All of it, with a right answer unless it is changed. */
  signIn(changes?: Partial<Saying>, next?: string): Promise<Begun & { location: string | undefined; xml: string }>
  /** The query of a logout request, signed. */
  logoutQuery(xml: string, key?: OwnKey, hash?: string): string
  stop(): Promise<void>
}

let ids = 0
export const newId = () => `_id-${++ids}`

export async function startSamlSignOn(changes: object = {}): Promise<SamlSignOn> {
  const directory = mkdtempSync(join(tmpdir(), 'saml-'))
  const keys = { ...{ now: makeKey(directory, 'now'), next: makeKey(directory, 'next') } }
  const others = { foreign: makeKey(directory, 'foreign'), own: makeKey(directory, 'own') }
  const app = await startTestApp(config(directory, changes))
  const signOn: SamlSignOn = {
    app,
    keys: { ...keys, ...others },
    async begin(browser = app.browser(), next = '/') {
      const answer = await browser.ask('GET', `/api/sign-in/staff?next=${encodeURIComponent(next)}`)
      const asked = new URL(answer.headers.get('location') ?? '').searchParams
      const [, requestId = ''] = / ID="([^"]+)"/.exec(unpacked(asked.get('SAMLRequest') ?? '')) ?? []
      return { browser, requestId, relayState: asked.get('RelayState') ?? '' }
    },
    say: ({ requestId }, said = {}) => ({ ...rightSaying(said.inResponseTo ?? requestId), ...said }),
    async post({ browser, relayState }, xml, id = 'staff') {
      const form = new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState })
      return (await postForm(browser, `${app.url}/api/sign-in/${id}/answer`, form, fromAnotherSite)).location
    },
    async signIn(said = {}, next) {
      const begun = await signOn.begin(app.browser(), next)
      const saying = signOn.say(begun, said)
      const xml = responseXml(saying, signed(assertionXml(saying), keys.now))
      return { ...begun, xml, location: await signOn.post(begun, xml) }
    },
    logoutQuery(xml, key = keys.now, hash = 'sha256') {
      const algorithm = encodeURIComponent(`http://www.w3.org/2001/04/xmldsig-more#rsa-${hash}`)
      const packed = encodeURIComponent(deflateRawSync(xml).toString('base64'))
      const query = `SAMLRequest=${packed}&RelayState=theirs&SigAlg=${algorithm}`
      return `${query}&Signature=${encodeURIComponent(sign(hash, Buffer.from(query), key.key).toString('base64'))}`
    },
    async stop() {
      await app.stop()
      rmSync(directory, { recursive: true })
    },
  }
  return signOn
}

export const unpacked = (message: string) => inflateRawSync(Buffer.from(message, 'base64')).toString()

function config(directory: string, changes: object): Partial<ConfigFile> {
  const at = (name: string) => join(directory, name)
  const server = { host: '127.0.0.1', port: 1 }
  const provider = {
    ...{ issuer, entryPoint: 'https://login.example.gov/sso', logoutUrl: 'https://login.example.gov/slo' },
    certificateFiles: [at('now.pem'), at('next.pem')],
    ...{ signingKeyFile: at('own.key'), signingCertificateFile: at('own.pem') },
    ...{ decryptionKeyFile: at('own.key'), decryptionCertificateFile: at('own.pem') },
    ...changes,
  }
  return {
    mail: { imap: server, submission: server, tokens: { issuer: 'us', keyDirectory: 'keys', scope: 'mail' } },
    signIn: {
      saml: [
        { id: 'staff', name: 'Staff account', ...provider },
        { id: 'other', name: 'Other account', ...provider },
        { id: 'down', name: 'Out of order', metadataUrl: 'https://localhost:1/metadata' },
      ],
    },
  }
}

function rightSaying(requestId: string): Saying {
  return {
    ...{ issuer, audience: `${base}/metadata`, recipient: `${base}/answer`, destination: `${base}/answer` },
    ...{ inResponseTo: requestId, confirmed: requestId, notBefore: at(-5), notOnOrAfter: at(120) },
    status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
    ...{ nameId: 'person-1', mail: 'ada.lindqvist@example.gov', sessionIndex: '1', sessionEnd: '', id: newId() },
  }
}

/** A logout request as XML. */
export function logoutXml(
  changes: Partial<Record<'issuer' | 'destination' | 'issuedAt' | 'id' | 'name' | 'indexes', string>>,
) {
  const say = {
    issuer,
    destination: signOutAddress,
    issuedAt: at(0),
    id: newId(),
    name: 'person-1',
    indexes: '',
    ...changes,
  }
  const indexes = say.indexes.split(' ').filter((index) => index !== '')
  return `<p:LogoutRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" ID="${say.id}" Version="2.0" IssueInstant="${say.issuedAt}" Destination="${say.destination}"><a:Issuer>${say.issuer}</a:Issuer><a:NameID>${say.name}</a:NameID>${indexes.map((index) => `<p:SessionIndex>${index}</p:SessionIndex>`).join('')}</p:LogoutRequest>`
}

function makeKey(directory: string, name: string): OwnKey {
  const [key, certificate] = [join(directory, `${name}.key`), join(directory, `${name}.pem`)]
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', '2', '-subj', `/CN=${name}`],
      ...['-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  )
  return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') }
}
