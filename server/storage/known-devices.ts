import type { PersonNotes } from './person-notes.ts'

/** A browser somebody has signed in with. */
export interface KnownDevice {
  /** Of the cookie by which it is known again, as a hash. */
  idHash: string
  browser: string | null
  system: string | null
  network: string
  firstAtMs: number
  lastAtMs: number
  /** False until the person has said in another browser that it was them. */
  isSeen: boolean
}

type Met = Pick<KnownDevice, 'idHash' | 'browser' | 'system' | 'network'>

const kind = 'known-devices'
/** Of more, the ones used longest ago are forgotten, and would be new once more. */
const mostKept = 50

/** The browsers each person has signed in with, so that a new one is told to the others. */
export class KnownDevices {
  readonly #notes: PersonNotes

  constructor(notes: PersonNotes) {
    this.#notes = notes
  }

  /**
   * Notes a sign-in; whether it was the first from this browser. Somebody's very first browser is new to nobody, nor is one of the
   * same kind at the same address as one that the person knows: many forget their cookies each evening.
   */
  meet(user: string, met: Met, atMs: number): Promise<boolean> {
    return this.#notes.change(user, kind, (text) => {
      const known = parse(text)
      const before = known.find(({ idHash }) => idHash === met.idHash)
      const same = before ?? known.find((one) => one.isSeen && isAlike(one, met))
      const isNew = !same && known.length > 0
      const { firstAtMs = atMs, isSeen = !isNew } = same ?? {}
      const others = known.filter((one) => one !== before)
      const kept = [{ ...met, firstAtMs, isSeen, lastAtMs: atMs }, ...others].slice(0, mostKept)
      return { text: JSON.stringify(kept), made: isNew }
    })
  }

  /** Browsers that came after this one and that nobody has vouched for; what a new browser is told of those before it would help an intruder. */
  async unseenBy(user: string, idHash: string): Promise<KnownDevice[]> {
    const known = parse(await this.#notes.read(user, kind))
    const mine = known.find((one) => one.idHash === idHash)
    if (!mine) return []
    return known.filter(({ isSeen, firstAtMs }) => !isSeen && firstAtMs > mine.firstAtMs)
  }

  /** The person knows of those that `unseenBy` tells this browser of, up to this time. */
  async see(user: string, idHash: string, upToMs: number): Promise<void> {
    const told = (await this.unseenBy(user, idHash)).filter(({ firstAtMs }) => firstAtMs <= upToMs)
    const ids = new Set(told.map((one) => one.idHash))
    await this.#notes.change(user, kind, (text) => ({
      text: JSON.stringify(parse(text).map((one) => (ids.has(one.idHash) ? { ...one, isSeen: true } : one))),
      made: undefined,
    }))
  }
}

const isAlike = (one: Met, other: Met) =>
  one.browser !== null && one.browser === other.browser && one.system === other.system && one.network === other.network

const parse = (text: string | null): KnownDevice[] => (text === null ? [] : (JSON.parse(text) as KnownDevice[]))
