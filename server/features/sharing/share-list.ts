import { type Share, levelRights, shareLevel, type Sharing, type UnseenShares } from '#contract/sharing.ts'
import type { FolderPath, MailAccount } from '#server/mail/mail-account.ts'
import { asGroup, type Grantee, groupIdOf } from '#server/mail/mail-sharing.ts'
import type { Directory, Writer } from '#server/mail/directory-port.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import type { SenderRights } from '#server/mail/sender-rights-port.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { ShareNote, Shares } from '#server/storage/shares.ts'
import type { Held, SeenAccess } from './seen-access.ts'
import type { SharesUnderWay } from './shares-under-way.ts'
import { ownAmong, ownFolders } from './share-steps.ts'

export interface SharingFeature {
  shares: Shares
  seen: SeenAccess
  underWay: SharesUnderWay
  directory: Directory | null
  senders: SenderRights | null
  ownerNames: OwnerNames
  now: () => number
  actsWhileSignedOut: boolean
  /** Whether we can act for whose mailbox it is, so that others may see to its rules. */
  offersManaging: boolean
  /** Whether the mail servers know who is in a group. */
  offersGroups: boolean
  /** When each person last did something in the owner's mailbox. */
  lastUses: (owner: string) => Promise<ReadonlyMap<string, number>>
  /** Somebody's rights are others now: their open connections are to forget the old ones. */
  onChange: (grantee: Grantee) => void
}

export interface Person {
  signedIn: Pick<SignedIn, 'user' | 'addresses'>
  mail: MailAccount
}

/** Who may do what with the person's folders, as the mail server and the directory say now, with what we noted of it. */
export async function listShares(feature: SharingFeature, { signedIn, mail }: Person): Promise<Sharing> {
  const { actsWhileSignedOut, offersGroups, offersManaging, senders } = feature
  const offer = { actsWhileSignedOut, offersGroups, offersManaging, offersWriting: senders !== null }
  if (!(await mail.sharing.isOffered())) return { isOffered: false, ...offer, items: [], writers: [] }
  const [held, notes] = await Promise.all([
    heldIn(feature, { signedIn, mail }, await ownFolders(mail)),
    feature.shares.of(signedIn.user),
  ])
  const items = await itemsOf(feature, signedIn.user, held, notes)
  items.sort((a, b) => a.name.localeCompare(b.name))
  const writers = (held.writers ?? []).map(({ userName: _, ...writer }) => writer)
  return { isOffered: true, ...offer, items, writers }
}

/** Whom the owner would be surprised to find in their mailbox. It is asked for over a connection of its own, so that nobody waits for it. */
export async function unseenShares(feature: SharingFeature, { signedIn, mail }: Person): Promise<UnseenShares> {
  if (!(await mail.sharing.isOffered())) return { items: [] }
  const folders = ownAmong(await mail.recentFolders())
  const fresh = mail.beside()
  try {
    const look = () =>
      Promise.all([heldIn(feature, { signedIn, mail: fresh }, folders), feature.shares.of(signedIn.user)])
    const [held, notes] = await feature.underWay.look(signedIn.user, look)
    const unseen = [...(await feature.seen.unseen(signedIn.user, held, notes))]
    const givers = new Map(notes.map(({ user, by }) => [user, by]))
    const names = await feature.ownerNames.of([...unseen, ...[...givers.values()].filter((by) => by !== undefined)])
    const items = unseen.map((user) => ({
      ...{ id: shareIdOf(user), name: names.get(user)?.name ?? groupIdOf(user) ?? user },
      givenBy: names.get(givers.get(user) ?? '')?.name ?? null,
    }))
    return { items: items.sort((a, b) => a.name.localeCompare(b.name)) }
  } finally {
    fresh.close()
  }
}

export async function heldIn(
  feature: SharingFeature,
  { signedIn: { user, addresses }, mail }: Person,
  folders: readonly FolderPath[],
): Promise<Held> {
  const [access, writers] = await Promise.all([mail.sharing.access(folders), writersOf(feature, addresses)])
  return { access, writers: writers?.filter(({ userName }) => userName !== user) ?? null }
}

async function itemsOf(
  feature: SharingFeature,
  owner: string,
  { access, writers }: Held,
  notes: readonly ShareNote[],
): Promise<Share[]> {
  const noted = new Map(notes.map((note) => [note.user, note]))
  const writing = new Map((writers ?? []).map(({ userName, right }) => [userName, right]))
  // Who may only write is in the list where the owner can end that.
  const onlyWrite = feature.senders ? writing.keys() : []
  const users = new Set([...[...access.values()].flatMap((some) => [...some.keys()]), ...noted.keys(), ...onlyWrite])
  const [names, lastUses, unseen] = await Promise.all([
    feature.ownerNames.of([...users, ...notes.flatMap(({ by }) => by ?? [])]),
    usesBy(feature, owner, users),
    feature.seen.unseen(owner, { access, writers }, notes),
  ])
  return [...users].map((user): Share => {
    const folders = [...access].flatMap(([path, some]) => {
      const rights = some.get(user)
      return rights ? [{ folderId: folderIdOf(path), rights }] : []
    })
    const note = noted.get(user)
    return {
      id: shareIdOf(user),
      kind: groupIdOf(user) === null ? 'person' : 'group',
      name: names.get(user)?.name ?? groupIdOf(user) ?? user,
      address: names.get(user)?.address ?? null,
      level: levelOf(note && !note.isInForce ? [note.rights] : folders.map(({ rights }) => rights)),
      writes: note && !note.isInForce ? (note.writes ?? 'none') : (writing.get(user) ?? 'none'),
      manages: note?.manages ?? 'none',
      folders,
      isWhole: note?.folders === null,
      startsAtMs: note && !note.isInForce ? note.startsMs : null,
      endsAtMs: note?.endsMs ?? null,
      purpose: note?.purpose ?? '',
      lastUsedAtMs: lastUses.get(user) ?? null,
      givenBy: names.get(note?.by ?? '')?.name ?? null,
      isNew: unseen.has(user),
    }
  })
}

/** A group was used when somebody in it who was given nothing themselves did something. */
async function usesBy(
  { lastUses, directory }: SharingFeature,
  owner: string,
  users: ReadonlySet<Grantee>,
): Promise<ReadonlyMap<Grantee, number>> {
  const uses = new Map(await lastUses(owner))
  if (![...users].some((user) => groupIdOf(user) !== null)) return uses
  for (const [user, atMs] of [...uses]) {
    const groups = users.has(user) ? [] : ((await directory?.groupsOf(user).catch(() => [])) ?? [])
    for (const group of groups.map(asGroup)) uses.set(group, Math.max(uses.get(group) ?? 0, atMs))
  }
  return uses
}

/** The level that all of these are. */
function levelOf(rights: readonly string[]): Share['level'] {
  const sorted = (letters: string) => [...new Set(letters)].sort().join('')
  const [first, ...others] = new Set(rights.map(sorted))
  if (first === undefined || others.length > 0) return null
  return shareLevel.options.find((level) => sorted(levelRights[level]) === first) ?? null
}

/** The list of shares is worth having also while the directory is away. */
async function writersOf({ directory }: SharingFeature, addresses: readonly string[]): Promise<Writer[] | null> {
  if (!directory) return []
  return directory.writersAs(addresses).catch(() => null)
}

export const shareIdOf = (user: Grantee) => Buffer.from(user).toString('base64url')

export function granteeOf(shareId: string): Grantee | null {
  const user = Buffer.from(shareId, 'base64url').toString()
  return shareIdOf(user) === shareId && !/[\p{Cc}]/u.test(user) ? user : null
}
