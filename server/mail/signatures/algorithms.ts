import { constants, type VerifyKeyObjectInput, type X509Certificate } from 'node:crypto'
import { type AlgorithmIdentifier, RSASSAPSSParams } from 'pkijs'

/** A hash function that can be relied on, as OpenSSL names it, or why there is none. */
export type Hash = 'sha256' | 'sha384' | 'sha512' | 'weak' | 'unknown'

const hashes: Readonly<Record<string, Hash>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  // SHA-1, MD5, MD4, MD2
  '1.3.14.3.2.26': 'weak',
  '1.2.840.113549.2.5': 'weak',
  '1.2.840.113549.2.4': 'weak',
  '1.2.840.113549.2.2': 'weak',
}

/** Signature algorithms that name their hash function (RFC 5754, RFC 3370). */
const combined: Readonly<Record<string, Hash>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  // With RSA: SHA-1, MD5, MD4, MD2; with ECDSA and DSA: SHA-1
  '1.2.840.113549.1.1.5': 'weak',
  '1.2.840.113549.1.1.4': 'weak',
  '1.2.840.113549.1.1.3': 'weak',
  '1.2.840.113549.1.1.2': 'weak',
  '1.2.840.10045.4.1': 'weak',
  '1.2.840.10040.4.3': 'weak',
}
const rsaAlone = '1.2.840.113549.1.1.1'
const rsaPss = '1.2.840.113549.1.1.10'

export function digestHash({ algorithmId }: AlgorithmIdentifier): Hash {
  return hashes[algorithmId] ?? 'unknown'
}

export interface SignatureScheme {
  /** Null where the algorithm names none: RSA as such, in CMS. */
  hash: Hash | null
  padding?: Pick<VerifyKeyObjectInput, 'padding' | 'saltLength'>
}

export function signatureScheme(algorithm: AlgorithmIdentifier): SignatureScheme {
  const { algorithmId } = algorithm
  if (algorithmId === rsaAlone) return { hash: null }
  if (algorithmId !== rsaPss) return { hash: combined[algorithmId] ?? 'unknown' }
  const { hashAlgorithm, maskGenAlgorithm, saltLength } = new RSASSAPSSParams({ schema: algorithm.algorithmParams })
  // What is left out stands for SHA-1, and one hash function serves both purposes (RFC 4055, 3.1).
  const inMask = (maskGenAlgorithm.algorithmParams as { valueBlock?: { value?: unknown[] } } | undefined)?.valueBlock
  const [mask] = inMask?.value ?? []
  const hash = mask === undefined ? 'weak' : digestHash(hashAlgorithm)
  const isOne = String(mask).includes(hashAlgorithm.algorithmId)
  return {
    hash: isOne || hash === 'weak' ? hash : 'unknown',
    padding: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength },
  }
}

const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1'])

/** Whether a key can be relied on; `unknown` for one of another kind. */
export function keyStrength({ publicKey }: X509Certificate): 'strong' | 'weak' | 'unknown' {
  const { asymmetricKeyType, asymmetricKeyDetails } = publicKey
  if (asymmetricKeyType === 'ec') return curves.has(asymmetricKeyDetails?.namedCurve ?? '') ? 'strong' : 'unknown'
  if (asymmetricKeyType !== 'rsa' && asymmetricKeyType !== 'rsa-pss') return 'unknown'
  return (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 ? 'strong' : 'weak'
}
