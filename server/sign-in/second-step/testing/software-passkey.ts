import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { NewPasskey, PasskeyProof, PasskeyRequest, PasskeyWish } from '#contract/passkeys.ts'

interface Signing {
  /** Where the page that asks is, as the browser saw it. */
  origin?: string
  rpId?: string
  counter?: number
  isVerified?: boolean
}

const hash = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest()
const base64url = (bytes: Buffer) => bytes.toString('base64url')
/** CBOR (RFC 8949) of what is needed here: byte strings and texts below 64 KiB. */
const bytesOf = (bytes: Buffer) => Buffer.concat([Buffer.from([0x59, bytes.length >> 8, bytes.length & 255]), bytes])
const text = (words: string) => Buffer.concat([Buffer.from([0x60 + words.length]), Buffer.from(words)])

/** An authenticator and its browser in software: says what it is told to, whatever a real one would refuse. */
export class SoftwarePasskey {
  readonly id = randomBytes(32)
  counter = 0
  userHandle: string | undefined
  readonly #origin: string
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  constructor(origin: string) {
    this.#origin = origin
  }

  make({ challenge, rp, user }: PasskeyWish, { origin = this.#origin, rpId = rp.id }: Signing = {}): NewPasskey {
    this.userHandle = user.id
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    // COSE key: kty EC2, alg ES256, crv P-256 (RFC 9053, section 7.1).
    const key = Buffer.concat([
      Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]),
      ...[Buffer.from(x, 'base64url'), Buffer.from([0x22, 0x58, 32]), Buffer.from(y, 'base64url')],
    ])
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key])
    const authData = Buffer.concat([this.#authData(rpId, 0x45), credential])
    const attestation = Buffer.concat([
      ...[Buffer.from([0xa3]), text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])],
      ...[text('authData'), bytesOf(authData)],
    ])
    return {
      id: base64url(this.id),
      clientDataJSON: base64url(clientData('webauthn.create', challenge, origin)),
      attestationObject: base64url(attestation),
      transports: ['internal'],
    }
  }

  sign({ challenge, rpId: asked }: PasskeyRequest, signing: Signing = {}): PasskeyProof {
    const { origin = this.#origin, rpId = asked, isVerified = true } = signing
    this.counter = signing.counter ?? this.counter + 1
    const data = clientData('webauthn.get', challenge, origin)
    const authData = this.#authData(rpId, isVerified ? 0x05 : 0x01)
    return {
      id: base64url(this.id),
      clientDataJSON: base64url(data),
      authenticatorData: base64url(authData),
      signature: base64url(sign('sha256', Buffer.concat([authData, hash(data)]), this.#keys.privateKey)),
      ...(this.userHandle !== undefined && { userHandle: this.userHandle }),
    }
  }

  #authData(rpId: string, flags: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([hash(rpId), Buffer.from([flags]), counter])
  }
}

const clientData = (type: string, challenge: string, origin: string) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
