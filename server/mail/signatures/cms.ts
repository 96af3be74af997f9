import { X509Certificate } from 'node:crypto'
import { type BaseBlock, fromBER, GeneralizedTime, Null, ObjectIdentifier, OctetString, UTCTime } from 'asn1js'
import {
  type Attribute,
  Certificate,
  ContentInfo,
  IssuerAndSerialNumber,
  RelativeDistinguishedNames,
  SignedData,
  type SignerInfo,
} from 'pkijs'
import { isWellFormed } from './ber.ts'

/** A certificate as both libraries read it: what one of them does not take counts for nothing. */
export interface KnownCertificate {
  parsed: Certificate
  native: X509Certificate
}

export interface SignedCms {
  kind: 'signed'
  data: SignedData
  certificates: KnownCertificate[]
}

export interface CompressedCms {
  kind: 'compressed'
  /** What was compressed, still in the form of ZLIB (RFC 1950). */
  content: Buffer
}

/** What a CMS structure holds (RFC 5652, RFC 5083, RFC 3274); `unknown` also where it cannot be read. */
export type Cms = SignedCms | CompressedCms | { kind: 'encrypted' | 'unknown' }

const encrypted = new Set(['1.2.840.113549.1.7.3', '1.2.840.113549.1.9.16.1.23', '1.2.840.113549.1.7.6'])
const idSignedData = '1.2.840.113549.1.7.2'
const idCompressedData = '1.2.840.113549.1.9.16.1.9'
const idZlib = '1.2.840.113549.1.9.16.3.8'
const idData = '1.2.840.113549.1.7.1'
const mostCertificates = 30

/** Outlook cuts what is signed into pieces of 1,000 bytes, each an element of its own. */
const limits = { maxDepth: 60, maxNodes: 40_000, maxContentLength: 32_000_000, parseEmbedded: false }

export function readCms(bytes: Buffer): Cms {
  try {
    if (!isWellFormed(bytes)) return { kind: 'unknown' }
    const { result } = fromBER(new Uint8Array(bytes), limits)
    const certificates = certificatesIn(result)
    const info = new ContentInfo({ schema: result })
    if (info.contentType === idSignedData) {
      return { kind: 'signed', data: new SignedData({ schema: info.content as unknown }), certificates }
    }
    if (info.contentType === idCompressedData) return compressedIn(result)
    return { kind: encrypted.has(info.contentType) ? 'encrypted' : 'unknown' }
  } catch {
    return { kind: 'unknown' }
  }
}

/** `CompressedData` (RFC 3274, 1.1): the version, the algorithm, and the content with its type, which is a message or nothing to us. */
function compressedIn(contentInfo: BaseBlock): Cms {
  const [, algorithm, encapsulated] = childrenOf(childrenOf(childrenOf(contentInfo)[1])[0])
  const [type, explicit] = childrenOf(encapsulated)
  const [content] = childrenOf(explicit)
  const isKnown = isNamed(childrenOf(algorithm)[0], idZlib) && isNamed(type, idData)
  if (!isKnown || !(content instanceof OctetString)) return { kind: 'unknown' }
  return { kind: 'compressed', content: Buffer.from(content.getValue()) }
}

const isNamed = (block: BaseBlock | undefined, id: string) =>
  block instanceof ObjectIdentifier && block.getValue() === id

/** The certificates byte for byte, as they were signed; the library would write them anew. */
function certificatesIn(contentInfo: BaseBlock): KnownCertificate[] {
  const signedData = childrenOf(childrenOf(contentInfo)[1])[0]
  const set = childrenOf(signedData).find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 0)
  const isCertificate = ({ idBlock }: BaseBlock) => idBlock.tagClass === 1 && idBlock.tagNumber === 16
  const found = childrenOf(set).filter(isCertificate)
  if (found.length > mostCertificates) return []
  return found.flatMap(({ valueBeforeDecodeView }) => {
    try {
      return [knownCertificate(Buffer.from(valueBeforeDecodeView))]
    } catch {
      return []
    }
  })
}

function childrenOf(block: BaseBlock | undefined): BaseBlock[] {
  const { value } = (block?.valueBlock ?? {}) as { value?: unknown }
  return Array.isArray(value) ? (value as BaseBlock[]) : []
}

/** Throws where one of the libraries cannot read it. */
export function knownCertificate(der: Buffer): KnownCertificate {
  return { parsed: Certificate.fromBER(new Uint8Array(der)), native: new X509Certificate(der) }
}

/**
 * Written as RFC 5652 (5.1, 5.3) wants it, in the parts that are not signed: what nobody vouches for says nothing else than what
 * is signed.
 */
export function isPlain({ version, digestAlgorithms }: SignedData, info: SignerInfo): boolean {
  const byName = info.sid instanceof IssuerAndSerialNumber
  const [algorithm, ...others] = digestAlgorithms
  return (
    info.version === (byName ? 1 : 3) &&
    version === info.version &&
    others.length === 0 &&
    algorithm?.algorithmId === info.digestAlgorithm.algorithmId &&
    [algorithm, info.digestAlgorithm].every(({ algorithmParams }) => isNull(algorithmParams))
  )
}

const isNull = (parameters: unknown) => parameters === undefined || parameters instanceof Null

/** The content that stands inside the signature; null where there is none, or one that is no message (RFC 8551, 3.4). */
export function contentWithin({ encapContentInfo: { eContent, eContentType } }: SignedData): Buffer | null {
  return eContentType === idData && eContent instanceof OctetString ? Buffer.from(eContent.getValue()) : null
}

/** Whether nothing but a signature is in it, of a content that stands elsewhere. */
export function isDetached({ encapContentInfo: { eContent, eContentType } }: SignedData): boolean {
  return eContentType === idData && eContent === undefined
}

/** The one certificate that the signer is named by; null where there is none, or where it is not certain which. */
export function signerCertificate(
  { sid }: SignerInfo,
  certificates: readonly KnownCertificate[],
): KnownCertificate | null {
  const isIt =
    sid instanceof IssuerAndSerialNumber
      ? ({ parsed: { issuer, serialNumber } }: KnownCertificate) =>
          written(issuer).equals(written(sid.issuer)) && written(serialNumber).equals(written(sid.serialNumber))
      : ({ parsed }: KnownCertificate) => keyIdOf(parsed)?.equals(idBytes(sid as BaseBlock)) === true
  const [found, ...others] = certificates.filter(isIt)
  return found && others.every(({ native }) => native.raw.equals(found.native.raw)) ? found : null
}

function written(value: RelativeDistinguishedNames | BaseBlock): Buffer {
  return Buffer.from((value instanceof RelativeDistinguishedNames ? value.toSchema() : value).toBER(false))
}

const view = (block: { valueBlock?: unknown } | undefined) =>
  (block?.valueBlock as { valueHexView?: Uint8Array } | undefined)?.valueHexView ?? new Uint8Array()

/** `[0] SubjectKeyIdentifier`, which some write with a tag of its own inside. */
function idBytes(sid: { valueBlock?: unknown }): Buffer {
  const { value } = sid.valueBlock as { value?: { valueBlock?: unknown }[] }
  return Buffer.from(view(value?.[0] ?? sid))
}

function keyIdOf({ extensions = [] }: Certificate): Buffer | null {
  const found = extensions.find(({ extnID }) => extnID === '2.5.29.14')
  return found ? Buffer.from(view(found.parsedValue as { valueBlock?: unknown })) : null
}

/** What the signer has signed besides the content itself (RFC 5652, 11). */
export interface SignedFacts {
  digest: Buffer
  signedAt: Date | null
  /** As it was signed. */
  bytes: ArrayBuffer
}

/**
 * The signed attributes. Null where any is missing that has to be there, or stands there twice, or says something else: without
 * them what is signed could be taken for something else (RFC 8551, 2.5; RFC 5652, 5.4).
 */
export function signedFacts({ signedAttrs }: SignerInfo): SignedFacts | null {
  if (!signedAttrs) return null
  const one = (type: string): unknown => {
    const [attribute, ...others] = signedAttrs.attributes.filter((each: Attribute) => each.type === type)
    return attribute?.values.length === 1 && others.length === 0 ? (attribute.values as unknown[])[0] : null
  }
  const contentType = one('1.2.840.113549.1.9.3')
  const digest = one('1.2.840.113549.1.9.4')
  if (!(contentType instanceof ObjectIdentifier) || contentType.getValue() !== idData) return null
  if (!(digest instanceof OctetString) || digest.idBlock.isConstructed) return null
  const timeType = '1.2.840.113549.1.9.5'
  const time = one(timeType)
  const saysWhen = signedAttrs.attributes.some(({ type }: Attribute) => type === timeType)
  if (saysWhen && !(time instanceof UTCTime || time instanceof GeneralizedTime)) return null
  const signedAt = time instanceof UTCTime || time instanceof GeneralizedTime ? time.toDate() : null
  return { digest: Buffer.from(digest.getValue()), signedAt, bytes: signedAttrs.encodedValue }
}
