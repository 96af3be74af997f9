import type { SecurityEventKind } from '#contract/security-events.ts'
import type { Directory } from '#server/mail/directory-port.ts'
import type { KnownDevices } from '#server/storage/known-devices.ts'
import type { OneUse } from '#server/storage/one-use.ts'
import type { SecurityLog } from '#server/storage/security-log.ts'
import { deviceNames } from './device-names.ts'

/** The browser something came from: what it says it is, its network address, and by what it is known again. */
interface Origin {
  device: { agent: string; network: string; idHash: string }
}

/** Notes what touched the security of somebody's account; `origin` is null where nobody's browser did it. Never throws, is not waited for. */
export type NoteSecurity = (user: string, kind: SecurityEventKind, origin: Origin | null, count?: number) => void

interface Parts {
  log: SecurityLog
  devices: KnownDevices
  oneUse: OneUse
  directory: Directory | null
  now: () => number
  onFailure: (error: unknown) => void
}

/** Failures on one account come as one entry in this time: guessing must not fill anybody's list, nor our disk. */
const failuresApartMs = 15 * 60_000

/** What is noted for the person whose account it is, beside the work: nobody waits, and a full disk stops no mail. */
export class SecurityNotes {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  note: NoteSecurity = (user, kind, origin, count = 0) => this.#beside(this.#add(user, kind, origin, count))

  /** Somebody has signed in: from a browser of theirs, or from a new one. */
  signedIn(user: string, origin: Origin): void {
    const { devices, now } = this.#parts
    const { network, idHash } = origin.device
    const met = { ...deviceNames(origin.device.agent), network, idHash }
    const work = devices
      .meet(user, met, now())
      .then((isNew) => this.#add(user, isNew ? 'new-device' : 'signed-in', origin, 0))
    this.#beside(work)
  }

  /** Somebody typed a name and did not come in. Nothing is kept of names under which nobody has ever come in. */
  failed(name: string, kind: 'sign-in-failed' | 'second-step-failed', origin: Origin): void {
    this.#beside(this.#addFailure(name, kind, origin))
  }

  async #addFailure(name: string, kind: SecurityEventKind, origin: Origin): Promise<void> {
    const { log, oneUse, directory, now } = this.#parts
    const entry = (await directory?.identify(name)) ?? null
    const user = entry?.userName ?? name.trim().toLowerCase()
    if (!(await log.has(user))) return
    // One that is over is swept away within minutes.
    const isFirst = await oneUse.put(JSON.stringify(['failure', kind, user]), '', now() + failuresApartMs)
    if (isFirst) await this.#add(user, kind, origin, 0)
  }

  async #add(user: string, kind: SecurityEventKind, origin: Origin | null, count: number): Promise<void> {
    const names = origin ? deviceNames(origin.device.agent) : { browser: null, system: null }
    const event = { kind, ...names, network: origin?.device.network ?? '', count }
    await this.#parts.log.add(user, event, this.#parts.now())
  }

  #beside(work: Promise<void>): void {
    void work.catch(this.#parts.onFailure)
  }
}
