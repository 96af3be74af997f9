import { AltName, BasicConstraints, type Certificate, ExtKeyUsage, type RelativeDistinguishedNames } from 'pkijs'
import type { SignatureCheck } from '#contract/signatures.ts'

const most = 200

/** What a certificate says of whom it is for, in plain text. */
export function signerOf(certificate: Certificate): NonNullable<SignatureCheck['signer']> {
  const { subject, issuer, notBefore, notAfter } = certificate
  const addresses = addressesOf(certificate)
  return {
    name: nameIn(subject) || (addresses[0] ?? ''),
    addresses,
    issuer: nameIn(issuer),
    validFromMs: notBefore.value.getTime(),
    validUntilMs: notAfter.value.getTime(),
  }
}

/** Common name, else organisation, else unit. */
function nameIn(names: RelativeDistinguishedNames): string {
  const [found] = ['2.5.4.3', '2.5.4.10', '2.5.4.11'].flatMap((type) => valuesIn(names, type))
  return plain(found ?? '')
}

function valuesIn({ typesAndValues }: RelativeDistinguishedNames, wanted: string): string[] {
  return typesAndValues
    .filter(({ type }) => type === wanted)
    .map(({ value: { valueBlock } }) =>
      'value' in valueBlock && typeof valueBlock.value === 'string' ? valueBlock.value : '',
    )
}

const plain = (text: string) =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, most)

const mostAddresses = 20
const address = /^[\x21-\x3f\x41-\x7e]{1,64}@[\x21-\x3f\x41-\x7e]{1,255}$/

/** Its addresses: alternative names, else that of the subject, as older ones have it (RFC 8550, 3). */
function addressesOf(certificate: Certificate): string[] {
  const alternatives = alternativeAddresses(certificate)
  const all = alternatives.length > 0 ? alternatives : valuesIn(certificate.subject, '1.2.840.113549.1.9.1')
  return all
    .filter((each) => address.test(each))
    .slice(0, mostAddresses)
    .map((each) => each.slice(0, most))
}

export function alternativeAddresses(certificate: Certificate): string[] {
  const names = extension(certificate, '2.5.29.17')
  const rfc822Name = 1
  return names instanceof AltName
    ? names.altNames.filter(({ type }) => type === rfc822Name).map(({ value }) => String(value))
    : []
}

function extension({ extensions = [] }: Certificate, id: string): unknown {
  return extensions.find(({ extnID }) => extnID === id)?.parsedValue
}

export const hasExtension = ({ extensions = [] }: Certificate, id: string) =>
  extensions.some(({ extnID }) => extnID === id)

const understood = new Set([
  ...['2.5.29.14', '2.5.29.15', '2.5.29.17', '2.5.29.18', '2.5.29.19', '2.5.29.30', '2.5.29.31', '2.5.29.32'],
  ...['2.5.29.33', '2.5.29.35', '2.5.29.36', '2.5.29.37', '2.5.29.54', '1.3.6.1.5.5.7.1.1'],
])

/** Nothing in it has to be understood that is not, and nothing stands there twice (RFC 5280, 4.2). */
export function isUnderstood({ extensions = [], signature, signatureAlgorithm }: Certificate): boolean {
  const ids = new Set(extensions.map(({ extnID }) => extnID))
  return (
    ids.size === extensions.length &&
    signature.algorithmId === signatureAlgorithm.algorithmId &&
    extensions.every(({ extnID, critical, parsedValue }) =>
      understood.has(extnID)
        ? (parsedValue as { parsingError?: string } | undefined)?.parsingError === undefined &&
          parsedValue !== undefined
        : !critical,
    )
  )
}

const forMail = new Set(['1.3.6.1.5.5.7.3.4', '2.5.29.37.0'])

/** Its purposes, where it names any, have mail among them. */
export function mayBeForMail(certificate: Certificate): boolean {
  if (!hasExtension(certificate, '2.5.29.37')) return true
  const purposes = extension(certificate, '2.5.29.37')
  return purposes instanceof ExtKeyUsage && purposes.keyPurposes.some((purpose) => forMail.has(purpose))
}

/** Made to sign messages (RFC 8550, 4.4.2 and 4.4.4), and not to vouch for others. */
export function isForSigning(certificate: Certificate): boolean {
  return mayBeForMail(certificate) && usage(certificate, 0xc0) && !constraintsOf(certificate)?.cA
}

/** Made to vouch for others, with so many authorities between it and the signer. */
export function isForAuthority(certificate: Certificate, between: number): boolean {
  const constraints = constraintsOf(certificate)
  const limit = constraints?.pathLenConstraint
  return (
    constraints?.cA === true &&
    usage(certificate, 0x04) &&
    (limit === undefined || (typeof limit === 'number' && limit >= between))
  )
}

function constraintsOf(certificate: Certificate): BasicConstraints | null {
  const found = extension(certificate, '2.5.29.19')
  return found instanceof BasicConstraints ? found : null
}

/** One of these bits of its key usage is set, or it names none at all. */
function usage(certificate: Certificate, bits: number): boolean {
  if (!hasExtension(certificate, '2.5.29.15')) return true
  const found = extension(certificate, '2.5.29.15') as { valueBlock?: { valueHexView?: Uint8Array } } | undefined
  return ((found?.valueBlock?.valueHexView?.[0] ?? 0) & bits) !== 0
}

export function isValidAt({ notBefore, notAfter }: Certificate, atMs: number): boolean {
  return notBefore.value.getTime() <= atMs && atMs <= notAfter.value.getTime()
}
