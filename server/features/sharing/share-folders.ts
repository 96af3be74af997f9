import type { Managing } from '#contract/managed-mailboxes.ts'
import { levelRights, mostShares, type Sharing, type Writing } from '#contract/sharing.ts'
import type { FolderPath, MailAccount } from '#server/mail/mail-account.ts'
import { asGroup, type Grantee, groupIdOf, namesOnePerson } from '#server/mail/mail-sharing.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { ShareNote } from '#server/storage/shares.ts'
import { granteeOf, heldIn, listShares, type Person, shareIdOf, type SharingFeature } from './share-list.ts'
import { accessSteps, endEverywhere, ownFolders, together, writingSteps } from './share-steps.ts'

/** What is to be shared, with folders by their paths; null: all there are. */
export interface Wish {
  address: string
  level: keyof typeof levelRights
  writes: Writing
  manages: Managing
  folders: FolderPath[] | null
  startsAtMs: number | null
  endsAtMs: number | null
  purpose: string
  /** Who gives it in the owner's name, if not the owner. */
  by?: string
}

/** Throws Problem `invalid-request`, `not-allowed`, `folder-gone`, `directory-unavailable`. */
export async function saveShare(
  feature: SharingFeature,
  person: Person,
  wish: Wish,
): Promise<{ user: Grantee; made: Sharing }> {
  const { signedIn, mail } = person
  const { shares, senders } = feature
  const nowMs = feature.now()
  if (!(await mail.sharing.isOffered())) throw new Problem('not-allowed')
  const user = await granteeAt(feature, signedIn, wish.address)
  checkWriting(feature, user, wish)
  checkTimes(wish, nowMs)
  await checkManaging(feature, mail, user, wish)
  const own = await ownFolders(mail)
  if (wish.folders?.some((path) => !own.includes(path))) throw refused('folderIds', 'wrong-form')
  const known = await shares.of(signedIn.user)
  if (known.length >= mostShares && !known.some((note) => note.user === user)) throw refused('address', 'too-many')
  const note = noteOf(signedIn.user, user, wish, nowMs)
  const { owner, writes = 'none' } = note
  const now = note.isInForce ? note : { user, rights: '', folders: [] }
  await feature.underWay.during(owner, async () =>
    together([
      ...(await accessSteps(mail, now)),
      ...(groupIdOf(user) === null
        ? await writingSteps(senders, { owner, user, writes: note.isInForce ? writes : 'none' })
        : []),
      { act: () => shares.save(note), undo: () => Promise.resolve() },
    ]),
  )
  feature.onChange(user)
  return { user, made: await listShares(feature, person) }
}

function noteOf(owner: string, user: Grantee, wish: Wish, nowMs: number): ShareNote {
  const { level, folders, writes, manages, startsAtMs, endsAtMs, purpose, by } = wish
  const isLater = startsAtMs !== null && startsAtMs > nowMs
  return {
    ...{ owner, user, rights: levelRights[level], writes, manages, folders, purpose },
    ...{ startsMs: isLater ? startsAtMs : null, endsMs: endsAtMs, isInForce: !isLater },
    ...(by === undefined ? {} : { by }),
  }
}

/** Throws Problem `not-allowed`, `directory-unavailable`. */
export async function endShare(
  feature: SharingFeature,
  person: Person,
  shareId: string,
): Promise<{ user: Grantee | null; made: Sharing }> {
  const user = granteeOf(shareId)
  if (user !== null) {
    const owner = person.signedIn.user
    try {
      await endEverywhere(person.mail, feature.senders, { owner, user })
      await feature.shares.remove({ owner, user })
    } finally {
      feature.onChange(user)
    }
  }
  return { user, made: await listShares(feature, person) }
}

/** The owner has seen what is there now, of these or of everybody. */
export async function confirmShares(
  feature: SharingFeature,
  person: Person,
  shareIds: readonly string[] | undefined,
): Promise<Sharing> {
  const { mail, signedIn } = person
  if (await mail.sharing.isOffered()) {
    const held = await heldIn(feature, person, await ownFolders(mail))
    const isMeant = (user: Grantee) => shareIds?.includes(shareIdOf(user)) ?? true
    await feature.seen.confirm(signedIn.user, held, isMeant)
  }
  return listShares(feature, person)
}

/** The mail server takes any name, so nobody is named there whom the directory does not know. */
async function granteeAt(
  { directory, offersGroups }: SharingFeature,
  { user }: Pick<SignedIn, 'user'>,
  address: string,
): Promise<Grantee> {
  const entry = await directory?.identify(address)
  if (entry?.userName === user) throw refused('address', 'own-address')
  if (entry && namesOnePerson(entry.userName)) return entry.userName
  const group = await directory?.group(address)
  if (!group) throw refused('address', 'unknown-person')
  if (!offersGroups) throw refused('address', 'is-group')
  return asGroup(group.id)
}

/** Submission servers know people, not groups: whoever left a group would go on writing. */
function checkWriting({ senders }: SharingFeature, user: Grantee, { writes }: Wish): void {
  if (writes === 'none') return
  if (groupIdOf(user) !== null) throw refused('writes', 'is-group')
  if (!senders) throw refused('writes', 'directory-refuses')
}

/** Rules are about what comes into the inbox; and for each change there is one person who is known to have made it. */
async function checkManaging(
  { offersManaging }: SharingFeature,
  mail: MailAccount,
  user: Grantee,
  { manages, folders }: Wish,
): Promise<void> {
  if (manages === 'none') return
  if (groupIdOf(user) !== null) throw refused('manages', 'is-group')
  if (!offersManaging) throw new Problem('not-allowed')
  const inbox = (await mail.folders()).find(({ owner, role }) => owner === null && role === 'inbox')
  if (folders && !folders.some((path) => path === inbox?.path)) throw refused('manages', 'missing')
}

function checkTimes({ startsAtMs, endsAtMs }: Wish, nowMs: number): void {
  if (endsAtMs !== null && endsAtMs <= Math.max(nowMs, startsAtMs ?? 0)) throw refused('endsAtMs', 'too-early')
}

type Fault =
  | 'unknown-person'
  | 'is-group'
  | 'own-address'
  | 'too-many'
  | 'too-early'
  | 'wrong-form'
  | 'missing'
  | 'directory-refuses'

const refused = (field: string, code: Fault) => new Problem('invalid-request', { fields: [{ field, code }] })
