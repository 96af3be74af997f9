import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { letGo } from '#server/mail/message-bytes.ts'

/** Keys in the order they were made; the last seals, every one opens. Adding one and restarting rolls over. */
const keyRing = z.array(z.strictObject({ id: z.string().regex(/^[\w-]{1,32}$/), key: z.base64() })).min(1)

const version = 'v1'

/**
 * Seals values before they touch the disk: AES-256-GCM under keys that live in a file of their own, so that the database
 * alone tells nothing. Each seal is bound to a `purpose` (such as the row's key): moved elsewhere it does not open.
 */
export class Sealer {
  /** Made once: from bytes a key would be made at each use, which takes ten times as long as what it is used for. */
  readonly #keys: Map<string, KeyObject>
  readonly #current: { id: string; key: KeyObject }
  readonly #fingerprintKey: KeyObject

  constructor(keys: readonly { id: string; key: Buffer }[]) {
    if (keys.some(({ key }) => key.length !== 32)) throw new Error('A sealing key must have 32 bytes')
    const made = keys.map(({ id, key }) => ({ id, key: createSecretKey(key) }))
    const [oldest, current] = [made[0], made.at(-1)]
    if (!current || !oldest) throw new Error('There must be a sealing key')
    this.#keys = new Map(made.map(({ id, key }) => [id, key]))
    this.#current = current
    // The oldest, because fingerprints must stay the same when a key is added.
    this.#fingerprintKey = oldest.key
  }

  seal(text: string, purpose: string): string {
    return `${version}.${this.#current.id}.${this.#encrypt(Buffer.from(text), purpose).toString('base64url')}`
  }

  /** The text, or null when the seal is broken, made for something else, or by a key no longer kept. */
  open(sealed: string, purpose: string): string | null {
    const [seenVersion, keyId = '', encoded = ''] = sealed.split('.')
    if (seenVersion !== version) return null
    return this.#decrypt(keyId, Buffer.from(encoded, 'base64url'), purpose)?.toString('utf8') ?? null
  }

  /** The same for bytes, which need no letters: less to hold for what is large. */
  sealBytes(bytes: Buffer, purpose: string): Buffer {
    return this.#encrypt(bytes, purpose, Buffer.from(`${version}.${this.#current.id}.`))
  }

  openBytes(sealed: Uint8Array, purpose: string): Buffer | null {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
    const [first, second] = [bytes.indexOf('.'), bytes.indexOf('.', bytes.indexOf('.') + 1)]
    if (bytes.toString('latin1', 0, Math.max(first, 0)) !== version || second < 0) return null
    return this.#decrypt(bytes.toString('latin1', first + 1, second), bytes.subarray(second + 1), purpose)
  }

  #encrypt(bytes: Buffer, purpose: string, before = Buffer.alloc(0)): Buffer {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#current.key, nonce).setAAD(Buffer.from(purpose))
    const hidden = cipher.update(bytes)
    const sealed = Buffer.concat([before, nonce, hidden, cipher.final(), cipher.getAuthTag()])
    letGo(hidden)
    return sealed
  }

  #decrypt(keyId: string, bytes: Buffer, purpose: string): Buffer | null {
    const key = this.#keys.get(keyId)
    if (!key || bytes.length < 28) return null
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(purpose))
      decipher.setAuthTag(bytes.subarray(-16))
      const opened = decipher.update(bytes.subarray(12, -16))
      decipher.final()
      return opened
    } catch {
      return null
    }
  }

  /** A keyed fingerprint for look-ups of values that must not be readable in the database, such as account names. */
  fingerprint(text: string): string {
    return createHmac('sha256', this.#fingerprintKey).update(text).digest('base64url')
  }

  /** Secret for signing the session cookie, derived so that no second file is needed. */
  cookieSecrets(): string[] {
    return [...this.#keys.values()]
      .reverse()
      .map((key) => createHmac('sha256', key).update('cookie').digest('base64url'))
  }
}

/** Reads `keys.json` in the storage directory, or makes it (mode 0600) on the first start. */
export function openSealer(directory: string): Sealer {
  const file = join(directory, 'keys.json')
  if (!existsSync(file)) {
    const fresh = [{ id: `k${Date.now().toString(36)}`, key: randomBytes(32).toString('base64') }]
    // Of two servers that start at one moment one makes the keys: a link is refused where there is a file.
    const made = `${file}.${randomBytes(8).toString('hex')}`
    writeFileSync(made, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 })
    try {
      linkSync(made, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      unlinkSync(made)
    }
  }
  chmodSync(file, 0o600)
  const keys = keyRing.parse(JSON.parse(readFileSync(file, 'utf8')))
  return new Sealer(keys.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') })))
}
