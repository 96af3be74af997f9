import { createCipheriv, constants, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import type { OwnKey } from '../own-keys.ts'

/** What a test says in an answer; everything has a right value where it is not given. */
export interface Saying {
  issuer: string
  audience: string
  recipient: string
  destination: string
  /** The request it answers; an empty text leaves that out everywhere. */
  inResponseTo: string
  /** Of the confirmation alone, where that is to differ. */
  confirmed: string
  notBefore: string
  notOnOrAfter: string
  status: string
  method: string
  /** As XML. */
  nameId: string
  /** As XML. */
  mail: string
  sessionIndex: string
  /** When the session is to be over; empty leaves it out. */
  sessionEnd: string
  id: string
}

export const at = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()

const namespaces =
  'xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="http://www.w3.org/2001/XMLSchema"'

const answering = (id: string) => (id === '' ? '' : ` InResponseTo="${id}"`)

export function assertionXml(say: Saying): string {
  return `<a:Assertion ${namespaces} ID="${say.id}" Version="2.0" IssueInstant="${at(0)}"><a:Issuer>${say.issuer}</a:Issuer><a:Subject><a:NameID>${say.nameId}</a:NameID><a:SubjectConfirmation Method="${say.method}"><a:SubjectConfirmationData Recipient="${say.recipient}" NotOnOrAfter="${say.notOnOrAfter}"${answering(say.confirmed)}/></a:SubjectConfirmation></a:Subject><a:Conditions NotBefore="${say.notBefore}" NotOnOrAfter="${say.notOnOrAfter}"><a:AudienceRestriction><a:Audience>${say.audience}</a:Audience></a:AudienceRestriction></a:Conditions><a:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="${say.sessionIndex}"${say.sessionEnd === '' ? '' : ` SessionNotOnOrAfter="${say.sessionEnd}"`}><a:AuthnContext><a:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</a:AuthnContextClassRef></a:AuthnContext></a:AuthnStatement><a:AttributeStatement><a:Attribute Name="mail"><a:AttributeValue>${say.mail}</a:AttributeValue></a:Attribute></a:AttributeStatement></a:Assertion>`
}

export function responseXml(say: Saying, content: string): string {
  return `<p:Response ${namespaces} ID="${say.id}-response" Version="2.0" IssueInstant="${at(0)}" Destination="${say.destination}"${answering(say.inResponseTo)}><a:Issuer>${say.issuer}</a:Issuer><p:Status><p:StatusCode Value="${say.status}"/></p:Status>${content}</p:Response>`
}

interface Signing {
  hash?: 'sha1' | 'sha256'
  digest?: 'sha1' | 'sha256'
}

const signatureNames = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
}
const digestNames = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
}

/** Puts a signature over the root of this XML after its Issuer. */
export function signed(
  xml: string,
  { key }: Pick<OwnKey, 'key'>,
  { hash = 'sha256', digest = 'sha256' }: Signing = {},
) {
  const signature = new SignedXml({
    privateKey: key,
    signatureAlgorithm: signatureNames[hash],
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  })
  signature.addReference({
    xpath: '/*',
    digestAlgorithm: digestNames[digest],
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  })
  const location = { reference: "/*/*[local-name()='Issuer']", action: 'after' as const }
  signature.computeSignature(xml, { location, prefix: 'd' })
  return signature.getSignedXml()
}

/** An assertion for the owner of that certificate alone (AES-256-GCM by a key under RSA-OAEP). */
export function encrypted(xml: string, { certificate }: Pick<OwnKey, 'certificate'>): string {
  const [key, start] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', key, start)
  const content = Buffer.concat([start, cipher.update(xml), cipher.final(), cipher.getAuthTag()])
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const wrapped = publicEncrypt({ key: new X509Certificate(certificate).publicKey, padding }, key)
  const e = 'xmlns:e="http://www.w3.org/2001/04/xmlenc#"'
  return `<a:EncryptedAssertion ${namespaces}><e:EncryptedData ${e} Type="http://www.w3.org/2001/04/xmlenc#Element"><e:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><d:KeyInfo xmlns:d="http://www.w3.org/2000/09/xmldsig#"><e:EncryptedKey><e:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/><e:CipherData><e:CipherValue>${wrapped.toString('base64')}</e:CipherValue></e:CipherData></e:EncryptedKey></d:KeyInfo><e:CipherData><e:CipherValue>${content.toString('base64')}</e:CipherValue></e:CipherData></e:EncryptedData></a:EncryptedAssertion>`
}
