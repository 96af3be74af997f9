import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSelfSignedCertificate, createSigningKey } from '#platform/ca.ts'
import type { SamlSettings } from '#server/config-sign-in.ts'
import { samlFaults } from './config-faults.ts'
import { knownProvider } from './known-provider.ts'
import { readMetadata } from './metadata.ts'

let directory: string
let certificate: string
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'metadata-'))
  certificate = readFileSync((await createSigningKey(directory, 'one')).certificate, 'utf8')
})
afterAll(() => rmSync(directory, { recursive: true }))

const body = (pem: string) => pem.replace(/-----[A-Z ]+-----|\s/g, '')
const redirect = 'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"'

interface Said {
  issuer?: string
  certificates?: string[]
  attributes?: string
  logout?: string
  entryPoint?: string
}

const entity = (said: Said = {}) => {
  const { issuer = 'urn:idp', certificates = [certificate], attributes = '', logout = '' } = said
  const { entryPoint = 'https://idp.example/sso' } = said
  const keys = certificates.map(
    (pem) =>
      `<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${body(pem)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`,
  )
  return `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${issuer}" ${attributes}><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys.join('')}${logout}<SingleSignOnService ${redirect} Location="${entryPoint}"/></IDPSSODescriptor></EntityDescriptor>`
}

describe('The metadata of a provider', () => {
  it('says where to go, by whose signature it is known, and where to sign out', () => {
    const logout = `<SingleLogoutService ${redirect} Location="https://idp.example/slo" ResponseLocation="https://idp.example/done"/>`
    expect(readMetadata(entity({ logout }), undefined)).toEqual({
      ...{ issuer: 'urn:idp', entryPoint: 'https://idp.example/sso', wantsSignedRequests: false },
      ...{ logoutUrl: 'https://idp.example/slo', logoutAnswerUrl: 'https://idp.example/done' },
      certificates: [certificate],
    })
  })

  it('may name a certificate that is of no use beside one that is', () => {
    expect(
      readMetadata(entity({ certificates: [shortKey(), certificate, certificate] }), undefined).certificates,
    ).toEqual([certificate])
  })

  it('of a federation is that of the issuer who is named', () => {
    const all = `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${entity()}${entity({ issuer: 'urn:other' })}</EntitiesDescriptor>`
    expect(readMetadata(all, 'urn:other').issuer).toBe('urn:other')
    expect(() => readMetadata(all, undefined)).toThrow('there are several providers in it')
    expect(() => readMetadata(all, 'urn:nobody')).toThrow('it knows no issuer urn:nobody')
  })

  const refused: [string, () => string, RegExp][] = [
    ['no XML', () => 'nothing', /XML/],
    ['a document type', () => `<!DOCTYPE x>${entity()}`, /document type/],
    ['other XML', () => '<x/>', /no metadata/],
    ['over', () => entity({ attributes: 'validUntil="2020-01-01T00:00:00Z"' }), /validUntil is over/],
    ['without TLS', () => entity({ entryPoint: 'http://idp.example/sso' }), /does not begin with https/],
    ['without a certificate', () => entity({ certificates: [] }), /no certificate/],
    [
      'with a certificate that is none',
      () => entity({ certificates: ['AAAA'] }),
      /no certificate in it that can be read/,
    ],
    ['with a key that is too short', () => entity({ certificates: [shortKey()] }), /2048 bits/],
  ]
  for (const [what, text, why] of refused)
    it(`is refused: ${what}`, () => expect(() => readMetadata(text(), undefined)).toThrow(why))

  it('that wants signed requests wants a key of ours, and one that fits its certificate', async () => {
    const { key, certificate: own } = await createSigningKey(directory, 'own')
    const file = join(directory, 'one.pem')
    const faults = (changes: Partial<SamlSettings>) => samlFaults({ ...settings, certificateFiles: [file], ...changes })
    const metadataFile = join(directory, 'metadata.xml')
    writeFileSync(
      metadataFile,
      entity().replace('<IDPSSODescriptor ', '<IDPSSODescriptor WantAuthnRequestsSigned="true" '),
    )
    expect(samlFaults({ ...settings, metadataFile })).toEqual([
      ['metadataFile', 'the provider wants signed requests: give signingKeyFile and signingCertificateFile'],
    ])
    expect(faults({ signingKeyFile: key, signingCertificateFile: own })).toEqual([])
    expect(faults({ signingKeyFile: key, signingCertificateFile: file })).toEqual([
      ['signingKeyFile', 'must be an RSA key, and its certificate one of this key'],
    ])
    expect(faults({ decryptionKeyFile: own, decryptionCertificateFile: own })).toEqual([
      ['decryptionKeyFile', 'the file has no key, or no certificate, that can be read'],
    ])
  })

  function shortKey(): string {
    const at = (name: string) => join(directory, name)
    const size = ['req', '-x509', '-newkey', 'rsa:1024', '-nodes', '-days', '2', '-subj', '/CN=short']
    execFileSync('openssl', [...size, '-keyout', at('short.key'), '-out', at('short.pem')], { stdio: 'ignore' })
    return readFileSync(at('short.pem'), 'utf8')
  }
})

const settings: SamlSettings = {
  ...{ id: 'staff', name: 'Staff', attribute: 'mail', clockSkewSeconds: 30, signOut: true },
}

describe('Metadata that is fetched', () => {
  let server: Server
  let answer: { status: number; text: string }
  let asked = 0
  let metadata: SamlSettings
  beforeAll(async () => {
    const pair = await createSelfSignedCertificate(directory, 'tls')
    const tls = { cert: readFileSync(pair.certificate), key: readFileSync(pair.key) }
    server = createServer(tls, (_request, response) => {
      asked += 1
      response.writeHead(answer.status).end(answer.text)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const metadataUrl = `https://localhost:${(server.address() as AddressInfo).port}/`
    metadata = { ...settings, metadataUrl, caFile: pair.certificate }
  })
  afterAll(() => server.close())

  it('is asked once in an hour, by all together, and then anew; what was known goes on for a day when it cannot be had', async () => {
    let nowMs = 0
    const hourMs = 3_600_000
    const known = knownProvider(metadata, () => nowMs)
    answer = { status: 200, text: entity() }
    await Promise.all([known(), known()])
    await known()
    expect(asked).toBe(1)
    nowMs += hourMs
    answer = { status: 200, text: entity({ entryPoint: 'https://idp.example/new' }) }
    expect((await known()).entryPoint).toBe('https://idp.example/new')
    nowMs += hourMs
    answer = { status: 503, text: '' }
    expect((await known()).entryPoint).toBe('https://idp.example/new')
    nowMs += 25 * hourMs
    await expect(known()).rejects.toMatchObject({ type: 'provider-unavailable' })
  })

  it('is not believed of somebody whom the authority did not vouch for, nor when it is broken', async () => {
    answer = { status: 200, text: entity() }
    const { caFile: _, ...unknown } = metadata
    await expect(knownProvider(unknown)()).rejects.toMatchObject({ type: 'provider-unavailable' })
    answer = { status: 200, text: '<h1>Maintenance' }
    await expect(knownProvider(metadata)()).rejects.toMatchObject({ type: 'provider-unavailable' })
  })
})
