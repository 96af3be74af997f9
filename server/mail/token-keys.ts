import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The keys of tokens (P-256) in a directory: `private/<id>.pem` for us, `public/default/ES256/<id>` where Dovecot looks for
 * the key of a token without `azp`, and `current`, which names the one that signs. It is read for each token, so that another one signs
 * without a restart.
 */
export class TokenKeys {
  readonly #directory: string
  readonly #known = new Map<string, KeyObject>()

  constructor(directory: string) {
    this.#directory = directory
  }

  /** @throws Error when there is none yet, or its file cannot be read */
  current(): { id: string; key: KeyObject } {
    const id = this.currentId()
    if (id === null) throw new Error(`${this.#directory} has no key that signs`)
    return this.read(id)
  }

  read(id: string): { id: string; key: KeyObject } {
    const key = this.#known.get(id) ?? createPrivateKey(readFileSync(this.#privateFile(id)))
    this.#known.set(id, key)
    return { id, key }
  }

  currentId(): string | null {
    const file = this.#currentFile()
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
  }

  /** In the order in which they were made. */
  ids(): string[] {
    const directory = join(this.#directory, 'private')
    return existsSync(directory)
      ? readdirSync(directory)
          .map((name) => name.replace(/\.pem$/, ''))
          .sort()
      : []
  }

  /** Makes a key that does not sign yet. */
  add(now = new Date()): string {
    const time = now.toISOString().replace(/[-:]|\.\d+/g, '')
    const id = `${time}-${randomBytes(3).toString('hex')}`
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    mkdirSync(join(this.#directory, 'private'), { recursive: true, mode: 0o700 })
    mkdirSync(join(this.#directory, 'public/default/ES256'), { recursive: true, mode: 0o755 })
    // The public one first: what signs must already be known where it is checked.
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' })
    writeFileSync(this.publicFile(id), spki, { mode: 0o644 })
    writeFileSync(this.#privateFile(id), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
    return id
  }

  /** From now on this one signs. @throws Error when it is not there */
  use(id: string): void {
    this.#mustHave(id)
    const file = this.#currentFile()
    // In one step, so that whoever reads it meanwhile finds one name or the other.
    writeFileSync(`${file}.new`, `${id}\n`, { mode: 0o644 })
    renameSync(`${file}.new`, file)
  }

  /** @throws Error when it is not there, or is the one that signs */
  remove(id: string): void {
    this.#mustHave(id)
    if (this.currentId() === id) throw new Error(`${id} signs now. Let another one sign first: rotate, or use ID.`)
    rmSync(this.publicFile(id), { force: true })
    rmSync(this.#privateFile(id))
  }

  publicFile(id: string): string {
    return join(this.#directory, 'public/default/ES256', id)
  }

  #mustHave(id: string): void {
    if (!this.ids().includes(id)) throw new Error(`There is no key ${id} in ${this.#directory}.`)
  }

  #currentFile(): string {
    return join(this.#directory, 'current')
  }

  #privateFile(id: string): string {
    return join(this.#directory, 'private', `${id}.pem`)
  }
}
