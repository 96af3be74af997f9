import type { NewPasskey, PasskeyProof } from '#contract/passkeys.ts'
import type { SecondStepAsked } from '#contract/problem.ts'
import type { SecondStepOffer } from '#contract/second-step.ts'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import type { Sealer } from '#server/storage/sealing.ts'
import type { SignInAttempts } from '../password/attempts.ts'
import {
  addressOf,
  afterCode,
  digitsOf,
  keptText,
  type KeptSecondStep,
  newRecoveryCodes,
  newSecret,
  parseKept,
} from './kept-second-step.ts'
import type { PasskeyChecks } from './passkey-checks.ts'
import { Passkeys } from './passkeys.ts'

export type SecondStepMode = 'off' | 'offered' | 'required'

interface Parts {
  mode: SecondStepMode
  /** The name authenticator apps show. */
  organisation: string
  notes: PersonNotes
  sealer: Sealer
  attempts: SignInAttempts
  passkeyChecks: PasskeyChecks
  now?: (() => number) | undefined
}

/** Who it is, and where they are, by which wrong codes are counted. */
interface Asker {
  user: string
  /** As authenticator apps show it. */
  address: string
  network: string
}

interface Ticket {
  secret: string
  recovery: string[]
  endsAtMs: number
}

const kind = 'second-step'
const offerMs = 10 * 60_000

/** What may come besides the password. */
interface Given {
  code?: string | undefined
  ticket?: string | undefined
  passkey?: PasskeyProof | undefined
  newPasskey?: { name: string; passkey: NewPasskey } | undefined
}

/** What was set up while signing in. */
export type SetUp = 'app-set-up' | 'passkey-added'

/** The second step of signing in by password: a code of an authenticator app (TOTP, RFC 6238), a passkey, or a recovery code. */
export class SecondSteps {
  readonly mode: SecondStepMode
  readonly passkeys: Passkeys
  readonly #parts: Parts
  readonly #now: () => number

  constructor(parts: Parts) {
    this.mode = parts.mode
    this.#parts = parts
    this.#now = parts.now ?? Date.now
    const { passkeyChecks: checks, notes, attempts } = parts
    this.passkeys = new Passkeys({ checks, notes, attempts, hashesOf: this.#hashes, now: this.#now })
  }

  async read(user: string): Promise<KeptSecondStep | null> {
    return parseKept(await this.#parts.notes.read(user, kind))
  }

  /**
   * What signing in asks for once the password was right. Gives what was set up with it.
   *
   * @throws Problem `second-step` while a right code is missing; `too-many-attempts`
   */
  async pass(asker: Asker, given: Given): Promise<SetUp | null> {
    if (this.mode === 'off') return null
    const kept = await this.read(asker.user)
    if (kept) await this.#passKept(asker, kept, given)
    return kept || this.mode !== 'required' ? null : this.#begin(asker, given)
  }

  async #begin(asker: Asker, { code, ticket, newPasskey }: Given): Promise<SetUp> {
    if (newPasskey && ticket !== undefined) {
      const opened = this.#open(asker.user, ticket)
      if (!opened) throw asks(await this.#beginning(asker))
      await this.passkeys.add(asker.user, newPasskey.name, newPasskey.passkey, opened.recovery)
      return 'passkey-added'
    }
    if (code === undefined || ticket === undefined) throw asks(await this.#beginning(asker))
    const reason = await this.#take(asker, ticket, code)
    if (reason === 'code') throw asks({ isWrong: true })
    if (reason === 'ticket') throw asks(await this.#beginning(asker))
    return 'app-set-up'
  }

  /** An app or a passkey, whichever the person chooses. */
  async #beginning(asker: Asker): Promise<SecondStepAsked> {
    const newPasskey = this.passkeys.checks.areTaken ? await this.passkeys.wish(asker) : null
    return { isWrong: false, offer: this.offer(asker), ...(newPasskey && { newPasskey }) }
  }

  /**
   * What adding to a second step asks for besides the password, where there is one.
   *
   * @throws Problem `invalid-request` naming `code` or `proof`; `too-many-attempts`
   */
  async confirm(asker: Asker, { code, passkey }: Given): Promise<void> {
    if (!(await this.read(asker.user)) || (await this.#isShown(asker, { code, passkey }))) return
    throw refused(passkey ? 'proof' : 'code')
  }

  async #isShown(asker: Asker, { code, passkey }: Given): Promise<boolean> {
    if (passkey) return this.passkeys.proves('second-step', asker, passkey)
    return code !== undefined && this.#proves(asker, code)
  }

  async #passKept(asker: Asker, kept: KeptSecondStep, { code, passkey }: Given): Promise<void> {
    if (await this.#isShown(asker, { code, passkey })) return
    const request = this.passkeys.requestOf(asker.user, kept)
    const isWrong = passkey !== undefined || code !== undefined
    throw asks({ isWrong, hasApp: kept.secret !== null, ...(request && { passkey: request }) })
  }

  /** A secret for this person, kept nowhere but in its sealed ticket. */
  offer({ user, address }: Pick<Asker, 'user' | 'address'>): SecondStepOffer {
    const secret = newSecret()
    const recoveryCodes = newRecoveryCodes()
    const ticket: Ticket = { secret, recovery: this.#hashes(user, recoveryCodes), endsAtMs: this.#now() + offerMs }
    return {
      secret,
      address: addressOf(secret, { issuer: this.#parts.organisation, label: address }),
      recoveryCodes,
      ticket: this.#parts.sealer.seal(JSON.stringify(ticket), ticketOf(user)),
    }
  }

  /** @throws Problem `invalid-request` naming `code` or `ticket`; `too-many-attempts`; `not-allowed` where there is one already */
  async setUp(asker: Asker, ticket: string, code: string): Promise<void> {
    if ((await this.read(asker.user))?.secret) throw new Problem('not-allowed')
    const reason = await this.#take(asker, ticket, code)
    if (reason) throw refused(reason)
  }

  /** @throws Problem `invalid-request` naming `code`; `too-many-attempts` */
  async renewRecoveryCodes(asker: Asker, code: string): Promise<string[]> {
    const codes = newRecoveryCodes()
    const recovery = this.#hashes(asker.user, codes)
    if (!(await this.#proves(asker, code, (kept) => ({ ...kept, recovery })))) throw refused('code')
    return codes
  }

  /** The app goes, passkeys stay. @throws Problem `invalid-request` naming `code`; `too-many-attempts` */
  async remove(asker: Asker, code: string): Promise<void> {
    const isRight = await this.#proves(asker, code, (kept) => ({ ...kept, secret: null }))
    if (!isRight) throw refused('code')
  }

  /** Whether the code is right; if so it is used up, and the second step becomes what `then` says, all at once. */
  async #proves(
    { user, network }: Asker,
    code: string,
    then: (kept: KeptSecondStep) => KeptSecondStep = (kept) => kept,
  ): Promise<boolean> {
    const attempt = await this.#parts.attempts.begin(`${kind}\0${user}`, network)
    const isRight = await this.#parts.notes.change(user, kind, (text) => {
      const kept = parseKept(text)
      const after = kept && afterCode(kept, code, { now: this.#now(), hashOf: (digits) => this.#hash(user, digits) })
      return { text: after ? keptText(then(after)) : (text ?? 'null'), made: after !== null }
    })
    if (isRight) await attempt.succeeded()
    return isRight
  }

  /** Keeps what the ticket holds, if the code is one of it; else what was wrong. */
  async #take({ user, network }: Asker, sealed: string, code: string): Promise<'code' | 'ticket' | null> {
    const ticket = this.#open(user, sealed)
    if (!ticket) return 'ticket'
    const attempt = await this.#parts.attempts.begin(`${kind}\0${user}`, network)
    const { secret, recovery } = ticket
    // Only a code of the app shows that the app has the secret.
    const bare = { secret, recovery: [], lastPeriod: 0, setUpAtMs: this.#now(), passkeys: [] }
    const after = afterCode(bare, code, { now: this.#now(), hashOf: () => '' })
    if (!after) return 'code'
    const isKept = await this.#parts.notes.change(user, kind, (text) => {
      const kept = parseKept(text)
      if (kept?.secret) return { text: text ?? '', made: false }
      return { text: keptText({ ...after, recovery, passkeys: kept?.passkeys ?? [] }), made: true }
    })
    if (!isKept) return 'ticket'
    await attempt.succeeded()
    return null
  }

  /** What a ticket holds; null where it is none, somebody else's, or over. */
  #open(user: string, sealed: string): Ticket | null {
    const opened = this.#parts.sealer.open(sealed, ticketOf(user))
    const ticket = opened === null ? null : (JSON.parse(opened) as Ticket)
    return ticket && ticket.endsAtMs > this.#now() ? ticket : null
  }

  #hashes = (user: string, codes: readonly string[]) => codes.map((code) => this.#hash(user, digitsOf(code)))

  #hash = (user: string, digits: string) => this.#parts.sealer.fingerprint(`recovery-code:${user}:${digits}`)
}

const asks = (secondStep: SecondStepAsked) => new Problem('second-step', { secondStep })
const refused = (field: 'code' | 'proof' | 'ticket') =>
  new Problem('invalid-request', { fields: [{ field, code: field === 'ticket' ? 'wrong-form' : 'wrong-code' }] })
const ticketOf = (user: string) => `second-step-offer:${user}`
