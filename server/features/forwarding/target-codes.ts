import type { ForwardingState } from '#contract/forwarding.ts'
import type { OwnForwarding } from '#server/mail/own-rules.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { ForwardingCodes } from '#server/storage/forwarding-codes.ts'
import type { ConfirmedTargets } from './confirmed-targets.ts'

export interface TargetCodeServices {
  rules: OwnForwarding
  codes: ForwardingCodes
  confirmed: ConfirmedTargets
  /** Hands the message with the code over. @throws Problem as `Submission.submit` does */
  mail: (person: SignedIn, address: string, code: string) => Promise<void>
  onFailure: (error: unknown) => void
}

/** Has whoever reads at an address outside show by a code that a person's mail may go there. */
export class TargetCodes {
  readonly #services: TargetCodeServices

  constructor(services: TargetCodeServices) {
    this.#services = services
  }

  waitingOf({ user }: SignedIn, waiting: readonly string[]): Promise<ForwardingState['waiting']> {
    const { codes } = this.#services
    return Promise.all(waiting.map(async (address) => ({ address, sentAtMs: await codes.sentAtMs(user, address) })))
  }

  /** To each that waits and has none that counts. Where that fails, or too many were sent, the person can ask for it. */
  async sendFirst(person: SignedIn): Promise<void> {
    const { rules, codes, onFailure } = this.#services
    const { waiting } = await rules.readForwarding(person)
    for (const address of waiting) {
      if ((await codes.sentAtMs(person.user, address)) !== null) continue
      await this.#mailNew(person, address).catch(onFailure)
    }
  }

  /** @throws Problem as of the endpoint `send-forwarding-code` */
  async sendAgain(person: SignedIn, address: string): Promise<void> {
    await this.#mailNew(person, await this.#waitingOne(person, address))
  }

  /** @throws Problem as of the endpoint `confirm-forwarding` */
  async confirm(person: SignedIn, address: string, code: string): Promise<void> {
    const { rules, codes, confirmed } = this.#services
    const target = await this.#waitingOne(person, address)
    const verdict = await codes.check(person.user, target, code)
    if (verdict !== 'right') {
      const reason = verdict === 'over' ? ('too-many' as const) : ('wrong-code' as const)
      throw new Problem('invalid-request', { fields: [{ field: 'code', code: reason }] })
    }
    await confirmed.add(person.user, target)
    await rules.letThrough(person)
  }

  /** @throws Problem as of the endpoint `take-back-forwarding` */
  async takeBack(person: SignedIn, address: string): Promise<void> {
    const { rules, codes } = this.#services
    const target = await this.#waitingOne(person, address)
    await codes.drop(person.user, target)
    await rules.takeBack(person, target)
  }

  async #mailNew(person: SignedIn, address: string): Promise<void> {
    const { codes, mail } = this.#services
    const made = await codes.make(person.user, address)
    if ('retryAfterMs' in made) {
      throw new Problem('too-many-requests', { retryAfterSeconds: Math.ceil(made.retryAfterMs / 1000) })
    }
    try {
      await mail(person, address, made.code)
    } catch (error) {
      await codes.drop(person.user, address)
      throw error
    }
  }

  async #waitingOne(person: SignedIn, address: string): Promise<string> {
    const { waiting } = await this.#services.rules.readForwarding(person)
    const found = waiting.find((each) => each === address.toLowerCase())
    if (found === undefined) throw new Problem('not-found')
    return found
  }
}
