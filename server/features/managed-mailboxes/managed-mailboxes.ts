import { type ManagedMailbox, type ManagedPart, managedParts, type Managing } from '#contract/managed-mailboxes.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import type { Directory } from '#server/mail/directory-port.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import type { AtWork, ChangedAction, ManagedMailboxes, TheirFolder, Whose } from '#server/mail/managed-mailboxes.ts'
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
        const { may, isRole } = await this.#managingOf(signedIn, inbox, fresh)
        const { name = inbox.owner, address = null } = names.get(inbox.owner) ?? {}
        if (may.length > 0) all.push({ mailbox: inbox.owner, name, address, isRole, may: [...may] })
      }
      return all
    })
    return found.sort((one, other) => one.name.localeCompare(other.name))
  }

  async whose({ signedIn, mail }: AtWork, mailbox: string | undefined, part: ManagedPart): Promise<Whose> {
    if (mailbox === undefined) return ownOf(signedIn)
    const inbox = inboxesAmong(await mail.recentFolders()).find(({ owner }) => owner === mailbox)
    if (!inbox) throw new Problem('not-allowed')
    const { may, isRole } = await freshly(mail, (fresh) => this.#managingOf(signedIn, inbox, fresh))
    if (!may.includes(part)) throw new Problem('not-allowed')
    const entry = await this.#services.directory.identify(mailbox)
    if (entry?.userName !== mailbox) throw new Problem('not-allowed')
    return { person: { user: mailbox, name: entry.name, addresses: entry.addresses }, isOwn: false, isRole, may }
  }

  async foldersOf({ mail }: AtWork, owner: string): Promise<TheirFolder[]> {
    const all = await freshly(mail, (fresh) => fresh.foldersSoon())
    const theirs = all.filter((folder) => folder.owner === owner)
    const inbox = theirs.find(({ role }) => role === 'inbox')
    if (!inbox) return []
    // The root of another person's mailbox is their inbox; what stands below it is called as it is there.
    const rootLength = inbox.path.length + (inbox.separator?.length ?? 0)
    return theirs
      .filter(({ holdsMessages }) => holdsMessages)
      .map(({ path }) => ({ path, ownersPath: path === inbox.path ? 'INBOX' : path.slice(rootLength) }))
  }

  async changed(visit: SignedInVisit, owner: SignedIn, what: ChangedAction): Promise<void> {
    const isRole = await this.#services.directory.isRole(owner.user).catch(() => false)
    await this.#services.note(visit, owner, what, isRole)
  }

  async #managingOf(
    { user }: SignedIn,
    { owner, path }: Inbox,
    fresh: MailAccount,
  ): Promise<Pick<Whose, 'may' | 'isRole'>> {
    const { directory, shares, now } = this.#services
    const rights = await fresh.notes.rightsIn(path).catch(refusalAsNone)
    const isRole = await directory.isRole(owner)
    if (!rights.includes('r')) return { may: [], isRole }
    if (isRole) return { may: rights.includes('a') ? managedParts : [], isRole }
    const note = await shares.between({ owner, user })
    const holds = note?.isInForce === true && (note.endsMs === null || note.endsMs > now())
    return { may: holds ? partsOf(note.manages) : [], isRole }
  }
}

const partsOf = (manages: Managing = 'none') => managedParts.filter((part) => manages === part || manages === 'both')

const ownOf = (person: SignedIn): Whose => ({ person, isOwn: true, isRole: false, may: managedParts })

/** Where rules cannot be seen to for others: there is no way to sign in as them, or nobody knows who they are. */
export const onlyOwnRules: ManagedMailboxes = {
  list: () => Promise.resolve([]),
  whose: ({ signedIn }, mailbox) =>
    mailbox === undefined ? Promise.resolve(ownOf(signedIn)) : Promise.reject(new Problem('not-allowed')),
  foldersOf: () => Promise.resolve([]),
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
