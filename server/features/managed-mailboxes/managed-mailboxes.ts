import type { ManagedMailbox } from '#contract/managed-mailboxes.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import type { Directory } from '#server/mail/directory-port.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import type { AtWork, ChangedAction, ManagedMailboxes, Whose } from '#server/mail/managed-mailboxes.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { Shares } from '#server/storage/shares.ts'

export interface ManagingServices {
  directory: Directory
  ownerNames: OwnerNames
  shares: Shares
  now: () => number
  /** Takes note of a change in the mailbox of another, whose owner reads it where `isRole` is false; never throws. */
  note: (visit: SignedInVisit, owner: SignedIn, what: ChangedAction, isRole: boolean) => Promise<void>
}

interface Inbox {
  owner: string
  path: string
}

/**
 * Who may see to the rules of another: in the mailbox of a person whoever they gave that, as long as they share their inbox; in that
 * of a role, to which nobody signs in, whoever may administer its inbox (`a`, RFC 4314, 2.1).
 */
export class SharedManaging implements ManagedMailboxes {
  readonly #services: ManagingServices

  constructor(services: ManagingServices) {
    this.#services = services
  }

  async list({ signedIn, mail }: AtWork): Promise<ManagedMailbox[]> {
    const inboxes = inboxesAmong(await mail.folders())
    const names = await this.#services.ownerNames.of(inboxes.map(({ owner }) => owner))
    const found = await freshly(mail, async (fresh) => {
      const all: ManagedMailbox[] = []
      for (const inbox of inboxes) {
        const { isManaged, isRole } = await this.#managingOf(signedIn, inbox, fresh)
        const { name = inbox.owner, address = null } = names.get(inbox.owner) ?? {}
        if (isManaged) all.push({ mailbox: inbox.owner, name, address, isRole })
      }
      return all
    })
    return found.sort((one, other) => one.name.localeCompare(other.name))
  }

  async whose({ signedIn, mail }: AtWork, mailbox: string | undefined): Promise<Whose> {
    if (mailbox === undefined) return { person: signedIn, isOwn: true, isRole: false }
    const inbox = inboxesAmong(await mail.recentFolders()).find(({ owner }) => owner === mailbox)
    if (!inbox) throw new Problem('not-allowed')
    const { isManaged, isRole } = await freshly(mail, (fresh) => this.#managingOf(signedIn, inbox, fresh))
    if (!isManaged) throw new Problem('not-allowed')
    const entry = await this.#services.directory.identify(mailbox)
    if (entry?.userName !== mailbox) throw new Problem('not-allowed')
    return { person: { user: mailbox, name: entry.name, addresses: entry.addresses }, isOwn: false, isRole }
  }

  async changed(visit: SignedInVisit, owner: SignedIn, what: ChangedAction): Promise<void> {
    const isRole = await this.#services.directory.isRole(owner.user).catch(() => false)
    await this.#services.note(visit, owner, what, isRole)
  }

  async #managingOf(
    { user }: SignedIn,
    { owner, path }: Inbox,
    fresh: MailAccount,
  ): Promise<{ isManaged: boolean; isRole: boolean }> {
    const { directory, shares, now } = this.#services
    const rights = await fresh.notes.rightsIn(path).catch(refusalAsNone)
    const isRole = await directory.isRole(owner)
    if (!rights.includes('r')) return { isManaged: false, isRole }
    if (isRole) return { isManaged: rights.includes('a'), isRole }
    const note = await shares.between({ owner, user })
    const holds = note?.isInForce === true && (note.endsMs === null || note.endsMs > now())
    return { isManaged: holds && note.manages === 'absence', isRole }
  }
}

/** Where rules cannot be seen to for others: there is no way to sign in as them, or nobody knows who they are. */
export const onlyOwnRules: ManagedMailboxes = {
  list: () => Promise.resolve([]),
  whose: ({ signedIn }, mailbox) =>
    mailbox === undefined
      ? Promise.resolve({ person: signedIn, isOwn: true, isRole: false })
      : Promise.reject(new Problem('not-allowed')),
  changed: () => Promise.resolve(),
}

/** Over a connection of its own, since mail servers remember a person's rights for as long as one lasts. */
async function freshly<Made>(mail: MailAccount, work: (fresh: MailAccount) => Promise<Made>): Promise<Made> {
  const fresh = mail.beside()
  try {
    return await work(fresh)
  } finally {
    fresh.close()
  }
}

const inboxesAmong = (folders: Awaited<ReturnType<MailAccount['folders']>>): Inbox[] =>
  folders.flatMap(({ owner, path, role }) => (owner !== null && role === 'inbox' ? [{ owner, path }] : []))

function refusalAsNone(error: unknown): string {
  if (isProblem(error, 'mail-server-unavailable', 'mail-server-not-trusted')) throw error
  return ''
}
