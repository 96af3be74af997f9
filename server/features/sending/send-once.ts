import type { SendResult } from '#contract/sending.ts'
import { Problem } from '#server/problem.ts'
import type { SendLease, Sends } from '#server/storage/sends.ts'

/** Sends each composition once, however often and from however many tabs it is asked for. */
export class SendOnce {
  readonly #sends: Sends
  readonly #underWay = new Map<string, { version: string | undefined; sending: Promise<SendResult> }>()

  constructor(sends: Sends) {
    this.#sends = sends
  }

  /**
   * Runs `send` unless this key has been sent before or is being sent now: then the answer of that one is given, but never to what
   * is asked for in another version.
   *
   * @throws Problem `already-sending` while another process sends it, or another version goes, `too-late` where that has gone,
   *   and whatever `send` throws
   */
  run(
    account: string,
    idempotencyKey: string,
    send: (lease: SendLease) => Promise<SendResult>,
    version?: string,
  ): Promise<SendResult> {
    const key = `${account}\0${idempotencyKey}`
    const known = this.#underWay.get(key)
    if (known) return known.version === version ? known.sending : Promise.reject(new Problem('already-sending'))
    const sending = this.#claimAndSend(account, idempotencyKey, send, version).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, { version, sending })
    return sending
  }

  async #claimAndSend(
    account: string,
    idempotencyKey: string,
    send: (lease: SendLease) => Promise<SendResult>,
    version: string | undefined,
  ): Promise<SendResult> {
    const claim = await this.#sends.claim(account, idempotencyKey, version)
    if (claim.state === 'done' && claim.isOtherVersion) throw new Problem('too-late')
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
