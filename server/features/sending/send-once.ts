import type { SendResult } from '#contract/sending.ts'
import { Problem } from '#server/problem.ts'
import type { SendLease, Sends } from '#server/storage/sends.ts'

/** Sends each composition once, however often and from however many tabs it is asked for. */
export class SendOnce {
  readonly #sends: Sends
  readonly #underWay = new Map<string, Promise<SendResult>>()

  constructor(sends: Sends) {
    this.#sends = sends
  }

  /**
   * Runs `send` unless this key has been sent before or is being sent now: then the answer of that one is given.
   *
   * @throws Problem `already-sending` while another process sends it, and whatever `send` throws
   */
  run(account: string, idempotencyKey: string, send: (lease: SendLease) => Promise<SendResult>): Promise<SendResult> {
    const key = `${account}\0${idempotencyKey}`
    const known = this.#underWay.get(key)
    if (known) return known
    const sending = this.#claimAndSend(account, idempotencyKey, send).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, sending)
    return sending
  }

  async #claimAndSend(
    account: string,
    idempotencyKey: string,
    send: (lease: SendLease) => Promise<SendResult>,
  ): Promise<SendResult> {
    const claim = await this.#sends.claim(account, idempotencyKey)
    if (claim.state === 'done') return claim.result
    if (claim.state === 'elsewhere') throw new Problem('already-sending')
    try {
      return await send(claim.lease)
    } catch (error) {
      await claim.lease.release()
      throw error
    }
  }
}
