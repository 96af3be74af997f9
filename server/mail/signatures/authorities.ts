import { type Certificate, CertificateChainValidationEngine } from 'pkijs'
import { keyStrength, signatureScheme } from './algorithms.ts'
import {
  alternativeAddresses,
  hasExtension,
  isForAuthority,
  isUnderstood,
  isValidAt,
  mayBeForMail,
} from './certificate-facts.ts'
import { knownCertificate, type KnownCertificate } from './cms.ts'

const longestPath = 6
/** A message can bring certificates that vouch for each other in circles. */
const mostSteps = 200

/** Those whose certificates the operator trusts for S/MIME. */
export class Authorities {
  readonly #anchors: readonly KnownCertificate[]

  /** @param certificates each in DER */
  constructor(certificates: readonly Buffer[]) {
    this.#anchors = certificates.map(knownCertificate)
  }

  get isEmpty(): boolean {
    return this.#anchors.length === 0
  }

  /** Whether one of them vouches for this certificate, directly or by way of some of the others, as of a moment. */
  async vouchFor(signer: KnownCertificate, others: readonly KnownCertificate[], atMs: number): Promise<boolean> {
    for (const path of this.#pathsFrom(signer, others)) {
      if (isSound(path, atMs) && (await isWithinConstraints(path, atMs))) return true
    }
    return false
  }

  /** Ways from the signer to an authority, every signature on them verified. */
  *#pathsFrom(signer: KnownCertificate, others: readonly KnownCertificate[]): Generator<KnownCertificate[]> {
    const open = [[signer]]
    let steps = 0
    for (let path = open.shift(); path; path = open.shift()) {
      const last = path.at(-1) as KnownCertificate
      for (const anchor of this.#anchors) if (hasIssued(anchor, last)) yield [...path, anchor]
      if (path.length >= longestPath - 1) continue
      for (const other of others) {
        steps += 1
        if (steps > mostSteps) return
        if (!path.includes(other) && hasIssued(other, last)) open.push([...path, other])
      }
    }
  }
}

function hasIssued({ native: issuer }: KnownCertificate, { native }: KnownCertificate): boolean {
  try {
    return issuer.ca && native.checkIssued(issuer) && native.verify(issuer.publicKey)
  } catch {
    return false
  }
}

/** Each certificate may do what it does there, at that moment, by means that can be relied on (RFC 5280, 6.1). */
function isSound(path: readonly KnownCertificate[], atMs: number): boolean {
  const [signer, ...issuers] = path
  return (
    signer !== undefined &&
    path.every(({ parsed }) => isValidAt(parsed, atMs) && isUnderstood(parsed) && mayBeForMail(parsed)) &&
    path.slice(0, -1).every(({ parsed }) => isStrong(parsed)) &&
    issuers.every(({ native }) => keyStrength(native) === 'strong') &&
    issuers.every(({ parsed }, between) => isForAuthority(parsed, between)) &&
    // Constraints on addresses look at alternative names alone.
    (alternativeAddresses(signer.parsed).length > 0 || !issuers.some(({ parsed }) => hasExtension(parsed, '2.5.29.30')))
  )
}

function isStrong({ signatureAlgorithm }: Certificate): boolean {
  const { hash } = signatureScheme(signatureAlgorithm)
  return hash !== null && hash !== 'weak' && hash !== 'unknown'
}

/** What authorities allow each other: names and policies. The way is given, so that none is looked for without end. */
async function isWithinConstraints(path: readonly KnownCertificate[], atMs: number): Promise<boolean> {
  const certificates = path.map(({ parsed }) => parsed)
  const anchor = certificates.at(-1) as Certificate
  const engine = new CertificateChainValidationEngine({
    trustedCerts: [anchor],
    // The last one is taken for the signer's.
    certs: certificates.slice(0, -1).toReversed(),
    checkDate: new Date(atMs),
    findIssuer: (certificate) => {
      const next = certificates[certificates.indexOf(certificate) + 1]
      return Promise.resolve(next ? [next] : [])
    },
  })
  try {
    return (await engine.verify({ passedWhenNotRevValues: true })).result
  } catch {
    return false
  }
}
