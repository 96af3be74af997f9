import { isIP } from 'node:net'
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { NewPasskey, PasskeyProof, PasskeyRequest, PasskeyWish } from '#contract/passkeys.ts'
import type { OneUse } from '#server/storage/one-use.ts'
import type { Sealer } from '#server/storage/sealing.ts'

/** What is kept of a passkey: nothing by which anybody could sign in. */
export interface KeptPasskey {
  id: string
  /** COSE, base64url. */
  publicKey: string
  counter: number
  transports: NewPasskey['transports']
  name: string
  madeAtMs: number
  usedAtMs: number | null
  isDoubtful?: boolean
}

/** What a challenge was made for. Each is good for one person, one purpose, once, for five minutes. */
export type Purpose = 'new' | 'second-step' | 'alone'

interface Parts {
  publicUrl: string
  organisation: string
  /** Whether a passkey alone lets people in; then every new one has to know who uses it. */
  isEnough: boolean
  sealer: Sealer
  oneUse: OneUse
  now: () => number
}

const challengeMs = 5 * 60_000
/** ES256, EdDSA, RS256 (COSE): what the specification asks every site to take. */
const algorithms = [-7, -8, -257]

/** Makes challenges and judges what authenticators signed (WebAuthn level 3, sections 7.1 and 7.2). */
export class PasskeyChecks {
  /** False where the site is reached by a bare address: passkeys belong to names. */
  readonly areTaken: boolean
  readonly isEnough: boolean
  readonly #parts: Parts
  readonly #origin: string
  readonly #rpId: string

  constructor(parts: Parts) {
    const { origin, hostname } = new URL(parts.publicUrl)
    this.#parts = parts
    this.#origin = origin
    this.#rpId = hostname
    this.areTaken = isIP(hostname.replace(/^\[|\]$/g, '')) === 0
    this.isEnough = parts.isEnough && this.areTaken
  }

  wish({ user, address }: { user: string; address: string }, known: readonly KeptPasskey[]): PasskeyWish {
    const need = this.isEnough ? 'required' : 'preferred'
    return {
      challenge: this.#challenge('new', user),
      rp: { id: this.#rpId, name: this.#parts.organisation },
      user: { id: this.#handleOf(user), name: address, displayName: address },
      pubKeyCredParams: algorithms.map((alg) => ({ alg, type: 'public-key' })),
      timeout: challengeMs,
      excludeCredentials: known.map(described),
      authenticatorSelection: { residentKey: need, userVerification: need },
      attestation: 'none',
    }
  }

  /** `known`: what may sign; none named where it is yet to be seen who comes. */
  request(purpose: Purpose, user: string, known: readonly KeptPasskey[]): PasskeyRequest {
    return {
      challenge: this.#challenge(purpose, user),
      rpId: this.#rpId,
      timeout: challengeMs,
      userVerification: purpose === 'alone' ? 'required' : 'preferred',
      allowCredentials: known.map(described),
    }
  }

  /** What to keep of a new passkey, or null when it is not to be believed. */
  async readNew(
    user: string,
    { id, transports, ...answer }: NewPasskey,
  ): Promise<Pick<KeptPasskey, 'id' | 'publicKey' | 'counter' | 'transports'> | null> {
    const { verified, registrationInfo: info } = await verifyRegistrationResponse({
      response: { ...plain(id), response: { ...answer, transports } },
      expectedChallenge: (challenge) => this.#takes('new', user, challenge),
      expectedOrigin: this.#origin,
      expectedRPID: this.#rpId,
      requireUserVerification: this.isEnough,
      supportedAlgorithmIDs: algorithms,
    }).catch(disbelief)
    if (!verified || info.credential.id !== id) return null
    const { publicKey, counter } = info.credential
    return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports }
  }

  /** The counter after a right answer; null when it is not to be believed. Whether the counter rose is for the caller to see. */
  async read(
    purpose: Purpose,
    user: string,
    { id, publicKey }: KeptPasskey,
    proof: PasskeyProof,
  ): Promise<number | null> {
    const { userHandle, clientDataJSON, authenticatorData, signature } = proof
    if (userHandle !== undefined && userHandle !== this.#handleOf(user)) return null
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...plain(proof.id), response: { clientDataJSON, authenticatorData, signature } },
      expectedChallenge: (challenge) => this.#takes(purpose, purpose === 'alone' ? '' : user, challenge),
      expectedOrigin: this.#origin,
      expectedRPID: this.#rpId,
      requireUserVerification: purpose === 'alone',
      credential: { id, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter: 0 },
    }).catch(disbelief)
    return verified && proof.id === id ? authenticationInfo.newCounter : null
  }

  #challenge(purpose: Purpose, user: string): string {
    const endsAtMs = this.#parts.now() + challengeMs
    const sealed = this.#parts.sealer.seal(String(endsAtMs), sealedFor(purpose, user))
    return Buffer.from(sealed).toString('base64url')
  }

  /** Whether it was made here for this, is not over, and comes for the first time, whichever server it comes to. */
  async #takes(purpose: Purpose, user: string, challenge: string): Promise<boolean> {
    const sealed = Buffer.from(challenge, 'base64url').toString()
    const endsAtMs = Number(this.#parts.sealer.open(sealed, sealedFor(purpose, user)) ?? 0)
    if (endsAtMs <= this.#parts.now()) return false
    return this.#parts.oneUse.put(`passkey-challenge:${sealed}`, '', endsAtMs)
  }

  /** Tells the authenticator whose the passkey is, and nobody who reads it. */
  #handleOf(user: string): string {
    return this.#parts.sealer.fingerprint(`passkey-user:${user}`)
  }
}

const disbelief = () => ({ verified: false as const, registrationInfo: undefined, authenticationInfo: undefined })
const plain = (id: string) => ({ id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} })
const described = ({ id, transports }: KeptPasskey) => ({ id, type: 'public-key' as const, transports })
const sealedFor = (purpose: Purpose, user: string) => JSON.stringify(['passkey-challenge', purpose, user])
