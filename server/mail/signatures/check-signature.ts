import { createHash, verify } from 'node:crypto'
import type { SignedData, SignerInfo } from 'pkijs'
import type { SignatureCheck, SignatureVerdict } from '#contract/signatures.ts'
import type { SignedPart } from '../mail-account.ts'
import { digestHash, keyStrength, signatureScheme } from './algorithms.ts'
import type { Authorities } from './authorities.ts'
import { isForSigning, isUnderstood, isValidAt, signerOf } from './certificate-facts.ts'
import {
  contentWithin,
  isDetached,
  isPlain,
  type KnownCertificate,
  readCms,
  type SignedCms,
  signedFacts,
  type SignedFacts,
  signerCertificate,
} from './cms.ts'

const dayMs = 86_400_000

const unproved = (verdict: SignatureVerdict): SignatureCheck => ({
  verdict,
  signer: null,
  signedAtMs: null,
  asOfSigning: false,
})

/**
 * Checks an S/MIME signature (RFC 8551, RFC 8550). Whatever is odd is never `valid`: several signers, no signed attributes, content
 * both beside and inside, certificates that could be meant twice. Whether a certificate was revoked is not asked.
 */
export async function checkSignedPart(part: SignedPart, by: Authorities, nowMs: number): Promise<SignatureCheck> {
  try {
    const cms = readCms(part.signature)
    if (cms.kind !== 'signed') return unproved(cms.kind === 'encrypted' ? 'encrypted' : 'damaged')
    if (cms.data.signerInfos.length === 0) return unproved('certificates')
    return await checkSigned(part, cms, by, nowMs)
  } catch {
    return unproved('damaged')
  }
}

async function checkSigned(part: SignedPart, cms: SignedCms, by: Authorities, nowMs: number): Promise<SignatureCheck> {
  const [info, ...otherSigners] = cms.data.signerInfos
  const content = contentOf(part, cms.data)
  const signer = info && signerCertificate(info, cms.certificates)
  const facts = info && signedFacts(info)
  if (!info || !signer || !facts || !content) return unproved('damaged')
  if (otherSigners.length > 0 || !isPlain(cms.data, info)) return unproved('damaged')
  const fault = signatureFault(info, facts, content, signer)
  if (fault) return unproved(fault)
  const signedAtMs = facts.signedAt?.getTime() ?? null
  // Nobody can have signed tomorrow.
  if (!isUnderstood(signer.parsed) || (signedAtMs !== null && !(signedAtMs <= nowMs + dayMs)))
    return unproved('damaged')
  const others = cms.certificates.filter((each) => each !== signer)
  const judged = await judge({ signer, others, by, nowMs, signedAtMs }, part)
  return { signer: signerOf(signer.parsed), signedAtMs, ...judged }
}

/** What is signed: beside the signature or inside it, never both. */
function contentOf({ content }: SignedPart, data: SignedData): Buffer | null {
  if (content === 'missing') return null
  if (content === null) return contentWithin(data)
  return isDetached(data) ? content : null
}

/** Why the signature proves nothing; null where it was made by the certificate's key over exactly this content. */
function signatureFault(
  { digestAlgorithm, signatureAlgorithm, signature }: SignerInfo,
  facts: SignedFacts,
  content: Buffer,
  { native }: KnownCertificate,
): SignatureVerdict | null {
  const hash = digestHash(digestAlgorithm)
  const scheme = signatureScheme(signatureAlgorithm)
  const strength = keyStrength(native)
  if (hash === 'weak' || scheme.hash === 'weak' || strength === 'weak') return 'weak'
  if (hash === 'unknown' || strength === 'unknown') return 'unknown-algorithm'
  if (scheme.hash !== null && scheme.hash !== hash) return 'unknown-algorithm'
  if (!createHash(hash).update(content).digest().equals(facts.digest)) return 'changed'
  const value = Buffer.from(signature.getValue())
  const holds = verify(hash, Buffer.from(facts.bytes), { key: native.publicKey, ...scheme.padding }, value)
  return holds ? null : 'changed'
}

interface Question {
  signer: KnownCertificate
  others: readonly KnownCertificate[]
  by: Authorities
  nowMs: number
  signedAtMs: number | null
}

/** Who it was, as far as can be told, of a signature that holds. */
async function judge(
  { signer, others, by, nowMs, signedAtMs }: Question,
  { from }: SignedPart,
): Promise<Pick<SignatureCheck, 'verdict' | 'asOfSigning'>> {
  const plainly = (verdict: SignatureVerdict) => ({ verdict, asOfSigning: false })
  const { notBefore } = signer.parsed
  const moments = [nowMs, ...(signedAtMs === null ? [] : [signedAtMs])].filter((at) => isValidAt(signer.parsed, at))
  const claimed = signedAtMs ?? nowMs
  if (!isForSigning(signer.parsed)) return plainly('wrong-purpose')
  if (claimed < notBefore.value.getTime()) return plainly('not-yet-valid')
  // Signed after its end, or nobody says when.
  if (!isValidAt(signer.parsed, claimed)) return plainly('expired')
  if (by.isEmpty) return plainly('no-authorities')
  for (const at of moments) {
    if (!(await by.vouchFor(signer, others, at))) continue
    const asOfSigning = at !== nowMs
    return { verdict: isFrom(signer, from) ? 'valid' : 'other-address', asOfSigning }
  }
  return plainly('issuer-unknown')
}

/** The certificate is for the one address the message says it is from. */
function isFrom({ parsed }: KnownCertificate, from: SignedPart['from']): boolean {
  const [sender, ...others] = from
  const address = sender?.address.toLowerCase() ?? ''
  return (
    others.length === 0 && address !== '' && signerOf(parsed).addresses.some((own) => own.toLowerCase() === address)
  )
}
