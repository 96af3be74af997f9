import type { NewPasskey, PasskeyProof, PasskeyRequest, PasskeyWish } from '#contract/passkeys.ts'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import type { SignInAttempts } from '../password/attempts.ts'
import { keptText, type KeptSecondStep, newRecoveryCodes, parseKept } from './kept-second-step.ts'
import type { KeptPasskey, PasskeyChecks, Purpose } from './passkey-checks.ts'

interface Parts {
  checks: PasskeyChecks
  notes: PersonNotes
  attempts: SignInAttempts
  hashesOf: (user: string, recoveryCodes: readonly string[]) => string[]
  now: () => number
}

const kind = 'second-step'
const most = 20

/** The passkeys of people: part of their second step, and where the operator says so, enough by themselves. */
export class Passkeys {
  readonly checks: PasskeyChecks
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.checks = parts.checks
    this.#parts = parts
  }

  /** @throws Problem `not-allowed` where they cannot be used */
  async wish(person: { user: string; address: string }): Promise<PasskeyWish> {
    if (!this.checks.areTaken) throw new Problem('not-allowed')
    return this.checks.wish(person, (await this.#read(person.user))?.passkeys ?? [])
  }

  /**
   * Keeps a new one; gives the recovery codes of a second step that had none. With `recovery`, the hashes of codes that the person was given, only as
   * the beginning of a second step.
   *
   * @throws Problem `invalid-request` naming `passkey`
   */
  async add(user: string, name: string, answer: NewPasskey, recovery?: readonly string[]): Promise<string[]> {
    const read = await this.checks.readNew(user, answer)
    // Another person's, or one taken over from them, is nobody's second.
    if (!read || (await this.ownerOf(read.id)) !== null) throw refused()
    const fresh = newRecoveryCodes()
    const made = await this.#parts.notes.change(user, kind, (text) => {
      const kept = parseKept(text)
      if (kept && recovery) return { text: text ?? 'null', made: undefined }
      const passkeys = kept?.passkeys ?? []
      if (passkeys.length >= most) return { text: text ?? 'null', made: null }
      const one: KeptPasskey = { ...read, name, madeAtMs: this.#parts.now(), usedAtMs: null }
      const before = kept ?? {
        ...{
          secret: null,
          lastPeriod: 0,
          setUpAtMs: 0,
          recovery: [...(recovery ?? this.#parts.hashesOf(user, fresh))],
        },
      }
      return { text: keptText({ ...before, passkeys: [...passkeys, one] }), made: kept ? [] : fresh }
    })
    if (made === undefined) throw refused()
    if (made === null) throw new Problem('invalid-request', { fields: [{ field: 'passkey', code: 'too-many' }] })
    await this.#parts.notes.write(read.id, 'passkey-owner', user)
    return made
  }

  /** Whether it was there. */
  async remove(user: string, id: string): Promise<boolean> {
    const wasThere = await this.#parts.notes.change(user, kind, (text) => {
      const kept = parseKept(text)
      const passkeys = kept?.passkeys.filter((one) => one.id !== id) ?? []
      const made = kept !== null && passkeys.length < kept.passkeys.length
      return { text: made ? keptText({ ...kept, passkeys }) : (text ?? 'null'), made }
    })
    if (wasThere) await this.#parts.notes.write(id, 'passkey-owner', '')
    return wasThere
  }

  /** What somebody's passkeys may sign; none where they have none that is taken. */
  requestOf(user: string, { passkeys }: KeptSecondStep): PasskeyRequest | undefined {
    const sound = passkeys.filter(({ isDoubtful }) => !isDoubtful)
    return sound.length > 0 && this.checks.areTaken ? this.checks.request('second-step', user, sound) : undefined
  }

  /** Whose passkey this is. */
  async ownerOf(id: string): Promise<string | null> {
    const user = await this.#parts.notes.read(id, 'passkey-owner')
    return user === '' ? null : user
  }

  /**
   * Whether one of this person's passkeys has signed what it was asked to, and is no copy.
   *
   * @throws Problem `too-many-attempts`
   */
  async proves(purpose: Purpose, { user, network }: { user: string; network: string }, proof: PasskeyProof) {
    const attempt = await this.#parts.attempts.begin(`${kind}\0${user}`, network)
    const found = (await this.#read(user))?.passkeys.find(({ id }) => id === proof.id)
    const counter = found ? await this.checks.read(purpose, user, found, proof) : null
    const isRight = counter !== null && (await this.#use(user, proof.id, counter))
    if (isRight) await attempt.succeeded()
    return isRight
  }

  /** A counter that does not rise is that of a copy, or the copy's has risen (section 6.1.1); those that count nothing stay at 0. */
  #use(user: string, id: string, counter: number): Promise<boolean> {
    const usedAtMs = this.#parts.now()
    return this.#parts.notes.change(user, kind, (text) => {
      const kept = parseKept(text)
      const one = kept?.passkeys.find((passkey) => passkey.id === id)
      if (!kept || !one || one.isDoubtful) return { text: text ?? 'null', made: false }
      const made = counter > one.counter || (counter === 0 && one.counter === 0)
      const after: KeptPasskey = made ? { ...one, counter, usedAtMs } : { ...one, isDoubtful: true }
      const passkeys = kept.passkeys.map((passkey) => (passkey === one ? after : passkey))
      return { text: keptText({ ...kept, passkeys }), made }
    })
  }

  async #read(user: string): Promise<KeptSecondStep | null> {
    return parseKept(await this.#parts.notes.read(user, kind))
  }
}

const refused = () => new Problem('invalid-request', { fields: [{ field: 'passkey', code: 'wrong-code' }] })
