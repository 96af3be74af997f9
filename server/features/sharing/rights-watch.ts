import { asGroup, type Grantee } from '#server/mail/mail-sharing.ts'
import { RegularLook } from '#server/regular-look.ts'
import type { RightsChanges } from '#server/storage/rights-changes.ts'

/** How late a change that another server made is noticed. */
const checkEveryMs = 5_000
/** How late somebody who was put into a group, or taken out of one, is noticed. */
const groupsEveryMs = 20_000

interface Options {
  changes: RightsChanges
  /** Whom this process holds connections for. */
  people: () => Iterable<string>
  /** Gives up the connections of somebody, since mail servers remember rights for as long as these last. */
  forgetRights: (user: string) => Promise<void>
  /** Ids of the groups somebody is in; null where mail servers know none. */
  groupsOf: ((user: string) => Promise<string[]>) | null
  now: () => number
  onFailure: (error: unknown) => void
}

interface Watched {
  groups: readonly string[]
  askedAtMs: number
}

/** Sees to it that nobody works with rights that have ended: by a share, at any of our servers, or by leaving a group. */
export class RightsWatch extends RegularLook {
  readonly #options: Options
  readonly #listeners: ((user: string) => void)[] = []
  readonly #watched = new Map<string, Watched>()
  #seen = new Set<string>()

  constructor(options: Options) {
    super(checkEveryMs, options.onFailure)
    this.#options = options
  }

  /** Who else remembers what somebody may do is told when that is others. */
  listen(listener: (user: string) => void): void {
    this.#listeners.push(listener)
  }

  /** Takes note of a change, here at once and for the other servers; never rejects. */
  async changed(grantee: Grantee): Promise<void> {
    const { changes, now, onFailure } = this.#options
    await changes.note(grantee, now()).catch(onFailure)
    await this.check()
  }

  protected async look(): Promise<void> {
    const { people, changes, now, forgetRights } = this.#options
    const users = new Set(people())
    for (const user of this.#watched.keys()) if (!users.has(user)) this.#watched.delete(user)
    const recent = await changes.recent(now())
    const fresh = new Set(recent.filter(({ stamp }) => !this.#seen.has(stamp)).map((change) => change.grantee_hash))
    this.#seen = new Set(recent.map(({ stamp }) => stamp))
    for (const user of users) {
      const before = this.#watched.get(user)?.groups ?? []
      const hasOtherGroups = await this.#compareGroups(user)
      const names = [user, ...[...before, ...(this.#watched.get(user)?.groups ?? [])].map(asGroup)]
      if (!hasOtherGroups && !names.some((name) => fresh.has(changes.hashOf(name)))) continue
      for (const listener of this.#listeners) listener(user)
      await forgetRights(user)
    }
  }

  /** While the directory cannot say, somebody's groups are those they were. */
  async #compareGroups(user: string): Promise<boolean> {
    const { groupsOf, now, onFailure } = this.#options
    const known = this.#watched.get(user)
    if (!groupsOf || (known && known.askedAtMs > now() - groupsEveryMs)) return false
    try {
      const groups = await groupsOf(user)
      this.#watched.set(user, { groups, askedAtMs: now() })
      return known !== undefined && groups.join() !== known.groups.join()
    } catch (error) {
      onFailure(error)
      return false
    }
  }
}
