import { createPublicKey, verify } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { Disbelief, type LogoutNotice } from '../identity-provider.ts'
import { instant, nameIdIn } from './assertion.ts'
import { signatureHashes } from './names.ts'
import { attributeOf, childrenOf, isNamed, parseXml, requireChild, textOf, type XmlElement } from './xml.ts'

/** A request older than this is refused, so its id need not be remembered longer. */
const lifeMs = 5 * 60_000
const mostBytes = 64 * 1024

interface Expected {
  issuer: string
  certificates: readonly string[]
  /** Our address that logout requests come to. */
  destination: string
  skewMs: number
  nowMs: number
}

/**
 * Reads a logout request that came by HTTP-Redirect (SAML bindings, section 3.4.4.1): the signature is over the query as it was
 * written, so `query` must be that. It counts only with a signature.
 *
 * @throws Disbelief
 */
export function readLogoutRequest(query: string, expected: Expected): LogoutNotice {
  const parts = partsOf(query)
  checkQuerySignature(parts, expected.certificates)
  const request = parseXml(inflated(valueOf(parts, 'SAMLRequest') ?? ''))
  if (!isNamed(request, 'protocol', 'LogoutRequest')) throw new Disbelief('it is not a logout request')
  const { issuer, destination, skewMs, nowMs } = expected
  if (attributeOf(request, 'Version') !== '2.0') throw new Disbelief('it is not SAML 2.0')
  if (textOf(requireChild(request, 'assertion', 'Issuer')) !== issuer) throw new Disbelief('it is of another issuer')
  if (attributeOf(request, 'Destination') !== destination) throw new Disbelief('it is for another address')
  const ageMs = nowMs - instant(attributeOf(request, 'IssueInstant') ?? '')
  const endsAt = attributeOf(request, 'NotOnOrAfter')
  if (!(ageMs < lifeMs && ageMs >= -skewMs) || (endsAt !== null && !(instant(endsAt) + skewMs > nowMs)))
    throw new Disbelief('it is over, or not good yet')
  const id = attributeOf(request, 'ID')
  if (!id) throw new Disbelief('it has no id')
  return { id, lifeMs: lifeMs + skewMs, named: namedBy(request) }
}

/** One session for each index, or everything of the person where there is none (SAML core, section 3.7.3.2). */
function namedBy(request: XmlElement): LogoutNotice['named'] {
  const { value } = nameIdIn(request)
  const indexes = childrenOf(request, 'protocol', 'SessionIndex').map(textOf)
  return indexes.length === 0 ? [{ subject: value }] : indexes.map((index) => ({ sid: sessionName(value, index) }))
}

/** An index is one among those of a person: many providers give everybody a "1". */
export const sessionName = (nameId: string, index: string): string => JSON.stringify([nameId, index])

type Part = [name: string, value: string, asWritten: string]

function partsOf(query: string): Part[] {
  return query.split('&').map((text): Part => {
    const [name = '', value = ''] = text.split('=', 2)
    return [name, value, text]
  })
}

function valueOf(parts: readonly Part[], name: string): string | null {
  const found = parts.filter(([own]) => own === name)
  if (found.length > 1) throw new Disbelief(`it has several ${name}`)
  try {
    return found[0] ? decodeURIComponent(found[0][1].replaceAll('+', ' ')) : null
  } catch {
    throw new Disbelief(`its ${name} cannot be read`)
  }
}

function checkQuerySignature(parts: readonly Part[], certificates: readonly string[]): void {
  const signature = valueOf(parts, 'Signature')
  const algorithm = valueOf(parts, 'SigAlg')
  if (signature === null || algorithm === null) throw new Disbelief('it is not signed')
  const hash = Object.hasOwn(signatureHashes, algorithm) ? signatureHashes[algorithm] : undefined
  if (hash === undefined) throw new Disbelief('it is signed by an algorithm that is too weak or not known')
  const signed = ['SAMLRequest', 'RelayState', 'SigAlg']
    .flatMap((name) => parts.filter(([own]) => own === name).map(([, , asWritten]) => asWritten))
    .join('&')
  const bytes = Buffer.from(signature, 'base64')
  if (!certificates.some((pem) => verify(hash, Buffer.from(signed), createPublicKey(pem), bytes)))
    throw new Disbelief('its signature is by none of the certificates of the provider')
}

function inflated(text: string): string {
  try {
    return inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: mostBytes }).toString('utf8')
  } catch {
    throw new Disbelief('it is not packed as HTTP-Redirect wants it')
  }
}
