import type { Colleague } from '#contract/teamwork.ts'
import { assignedKeyword } from '#server/mail/assigned-keyword.ts'
import type { Directory } from '#server/mail/directory-port.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { type Grantee, groupIdOf } from '#server/mail/mail-sharing.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'

interface Options {
  directory: Directory | null
  ownerNames: OwnerNames
  /** Whether an access list that names a group lets its members in. */
  knowsGroups: boolean
  /** The mail of whose mailbox it is, to be closed afterwards; null where it cannot be opened. */
  openMail: (owner: string) => MailAccount | null
  now: () => number
}

/** How long an answer stays good. */
const freshForMs = 30_000
const mostColleagues = 200

/**
 * Who works in a mailbox. An access list is shown to the owner alone (RFC 4314, 3.3), so it is read as the owner, and only for
 * somebody who has the mailbox among their folders: the caller has looked.
 */
export class Colleagues {
  readonly #options: Options
  readonly #known = new Map<string, { users: Promise<string[]>; untilMs: number }>()

  constructor(options: Options) {
    this.#options = options
  }

  /** The person first, then by name; the owner among them, unless that is a role: nobody signs in to it to do what it was given. */
  async of(owner: string, me: string): Promise<Colleague[]> {
    // Whoever has just shared their mailbox, or ended that, is told how it is now.
    if (me === owner) this.#known.delete(owner)
    const users = [...new Set([me, ...(await this.#usersOf(owner))])].slice(0, mostColleagues)
    const names = await this.#options.ownerNames.of(users)
    return users
      .map((user): Colleague => {
        const { name, address } = names.get(user) ?? { name: user, address: null }
        return { keyword: assignedKeyword(user), name, address, isMe: user === me }
      })
      .sort((one, other) => Number(other.isMe) - Number(one.isMe) || one.name.localeCompare(other.name))
  }

  #usersOf(owner: string): Promise<string[]> {
    const { now } = this.#options
    const known = this.#known.get(owner)
    if (known && known.untilMs > now()) return known.users
    for (const [key, { untilMs }] of this.#known) if (untilMs <= now()) this.#known.delete(key)
    const users = Promise.all([this.#ownerOf(owner), this.#readers(owner), this.#writers(owner)]).then((all) =>
      all.flat(),
    )
    this.#known.set(owner, { users, untilMs: now() + freshForMs })
    return users
  }

  /** Those who may read its inbox. */
  async #readers(owner: string): Promise<string[]> {
    const mail = this.#options.openMail(owner)
    try {
      const access = (await mail?.sharing.access(['INBOX']))?.get('INBOX') ?? new Map<string, string>()
      const readers = [...access].flatMap(([grantee, rights]) => (rights.includes('r') ? grantee : []))
      return (await Promise.all(readers.map((grantee) => this.#usersNamed(grantee)))).flat()
    } catch {
      return []
    } finally {
      mail?.close()
    }
  }

  async #usersNamed(grantee: Grantee): Promise<string[]> {
    const group = groupIdOf(grantee)
    if (group === null) return [grantee.toLowerCase()]
    const { directory, knowsGroups } = this.#options
    return knowsGroups ? ((await directory?.usersIn(group).catch(() => [])) ?? []) : []
  }

  async #ownerOf(owner: string): Promise<string[]> {
    const isRole = (await this.#options.directory?.isRole(owner).catch(() => false)) ?? false
    return isRole ? [] : [owner]
  }

  /** Those who may write from its address. */
  async #writers(owner: string): Promise<string[]> {
    const { directory } = this.#options
    try {
      const entry = await directory?.identify(owner)
      const writers = entry ? await directory?.writersAs(entry.addresses) : []
      const users: string[] = []
      for (const { address } of writers ?? []) users.push((await directory?.identify(address))?.userName ?? '')
      return users.filter(Boolean)
    } catch {
      return []
    }
  }
}
