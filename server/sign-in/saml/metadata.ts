import { X509Certificate } from 'node:crypto'
import { Disbelief } from '../identity-provider.ts'
import { instant } from './assertion.ts'
import { redirectBinding } from './names.ts'
import { allNamed, attributeOf, childrenOf, isNamed, parseXml, requireChild, textOf, type XmlElement } from './xml.ts'

/** What has to be known of a provider to ask it and to believe it. */
export interface KnownProvider {
  /** Its entity id. */
  issuer: string
  /** Where people are sent to sign in, and to sign out; null where it signs nobody out. */
  entryPoint: string
  logoutUrl: string | null
  /** Where it is answered that somebody has been signed out here. */
  logoutAnswerUrl: string | null
  /** As PEM; a signature by any of them is believed. */
  certificates: string[]
  wantsSignedRequests: boolean
}

/**
 * Reads a provider's metadata (SAML metadata, section 2.4.3); `issuer` chooses where there are several in it.
 *
 * @throws Disbelief saying what is wrong with it
 */
export function readMetadata(text: string, issuer: string | undefined, nowMs = Date.now()): KnownProvider {
  const root = parseXml(text)
  const entities = allNamed(root, 'EntityDescriptor').filter(
    (found) =>
      isNamed(found, 'metadata', 'EntityDescriptor') &&
      (issuer === undefined || attributeOf(found, 'entityID') === issuer),
  )
  const [entity] = entities
  if (!entity) throw new Disbelief(issuer === undefined ? 'it is no metadata of SAML' : `it knows no issuer ${issuer}`)
  if (entities.length > 1) throw new Disbelief('there are several providers in it: name one by issuer')
  const role = requireChild(entity, 'metadata', 'IDPSSODescriptor')
  for (const element of [root, entity, role]) {
    const until = attributeOf(element, 'validUntil')
    if (until !== null && !(instant(until) > nowMs)) throw new Disbelief('its validUntil is over')
  }
  const logout = serviceIn(role, 'SingleLogoutService')
  const entryPoint = serviceIn(role, 'SingleSignOnService')?.location
  if (entryPoint === undefined) throw new Disbelief('it has no SingleSignOnService by HTTP-Redirect')
  return {
    issuer: attributeOf(entity, 'entityID') ?? '',
    entryPoint,
    logoutUrl: logout?.location ?? null,
    logoutAnswerUrl: logout?.responseLocation ?? null,
    certificates: certificatesIn(role),
    wantsSignedRequests: ['true', '1'].includes(attributeOf(role, 'WantAuthnRequestsSigned') ?? ''),
  }
}

function serviceIn(role: XmlElement, name: string): { location: string; responseLocation: string } | undefined {
  const service = childrenOf(role, 'metadata', name).find((found) => attributeOf(found, 'Binding') === redirectBinding)
  if (!service) return undefined
  const location = attributeOf(service, 'Location') ?? ''
  const responseLocation = attributeOf(service, 'ResponseLocation') ?? location
  for (const address of [location, responseLocation])
    if (!URL.canParse(address) || new URL(address).protocol !== 'https:')
      throw new Disbelief(`its ${name} has an address that does not begin with https://`)
  return { location, responseLocation }
}

function certificatesIn(role: XmlElement): string[] {
  const texts = childrenOf(role, 'metadata', 'KeyDescriptor')
    .filter((key) => attributeOf(key, 'use') !== 'encryption')
    .flatMap((key) => childrenOf(key, 'signature', 'KeyInfo'))
    .flatMap((info) => childrenOf(info, 'signature', 'X509Data'))
    .flatMap((data) => childrenOf(data, 'signature', 'X509Certificate'))
    .map(textOf)
  if (texts.length === 0) throw new Disbelief('it has no certificate for signing')
  const found = texts.map((text) => usable(Buffer.from(text, 'base64')))
  const certificates = found.filter((one) => typeof one === 'string')
  // A provider may name others beside one that can be used.
  const [fault] = found.filter((one) => one instanceof Disbelief)
  if (certificates.length === 0 && fault) throw fault
  return [...new Set(certificates)]
}

function usable(bytes: Buffer): string | Disbelief {
  try {
    return signingCertificate(bytes)
  } catch (error) {
    if (error instanceof Disbelief) return error
    throw error
  }
}

/**
 * A certificate as PEM. Its dates do not count: it is believed because it is named, as everywhere with SAML.
 *
 * @throws Disbelief when it is none, or its key is none that signatures are believed of
 */
export function signingCertificate(bytes: Buffer): string {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(bytes)
  } catch {
    throw new Disbelief('there is no certificate in it that can be read')
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    throw new Disbelief('its certificate must be of an RSA key of 2048 bits or more')
  return certificate.toString()
}
