import type { Writing } from '#contract/sharing.ts'
import type { FolderDescription, FolderPath, MailAccount } from '#server/mail/mail-account.ts'
import type { Grantee } from '#server/mail/mail-sharing.ts'
import type { SenderRights } from '#server/mail/sender-rights-port.ts'
import { isProblem, Problem } from '#server/problem.ts'

interface Step {
  act: () => Promise<void>
  undo: () => Promise<void>
}

/**
 * All of it or nothing: where a step fails, it and those before it are undone, the last first. One that failed is undone as well,
 * because it may have been carried out and only the answer have been lost.
 */
export async function together(steps: readonly Step[]): Promise<void> {
  const tried: Step[] = []
  try {
    for (const step of steps) {
      tried.push(step)
      await step.act()
    }
  } catch (error) {
    for (const step of tried.toReversed()) await step.undo().catch(() => undefined)
    throw error
  }
}

/** These rights in these folders (null: in all there are), and none in any other. */
export async function accessSteps(
  mail: MailAccount,
  { user, rights, folders }: { user: Grantee; rights: string; folders: readonly FolderPath[] | null },
): Promise<Step[]> {
  const own = await ownFolders(mail)
  const wanted = folders ?? own
  const before = await mail.sharing.access(own)
  return own.flatMap((path) => {
    const next = wanted.includes(path) ? rights : ''
    const past = before.get(path)?.get(user) ?? ''
    if (next === past) return []
    return [{ act: () => mail.sharing.give(path, user, next), undo: () => mail.sharing.give(path, user, past) }]
  })
}

/** What the submission server goes by. */
export async function writingSteps(
  senders: SenderRights | null,
  { owner, user, writes }: { owner: string; user: Grantee; writes: Writing },
): Promise<Step[]> {
  const past = (await senders?.of(owner, user)) ?? 'none'
  if (!senders || past === writes) return []
  const act = () => senders.set(owner, user, writes).catch(refusalAtField)
  return [{ act, undo: () => senders.set(owner, user, past) }]
}

function refusalAtField(error: unknown): never {
  if (!isProblem(error, 'not-allowed')) throw error
  throw new Problem('invalid-request', { fields: [{ field: 'writes', code: 'directory-refuses' }] }, error)
}

/**
 * Takes back all that can be taken, the right to write first. It is not undone where something cannot: what has ended by half is
 * better than what goes on. A folder that has gone meanwhile needs no ending.
 */
export async function endEverywhere(
  mail: MailAccount,
  senders: SenderRights | null,
  { owner, user }: { owner: string; user: Grantee },
): Promise<void> {
  const own = await ownFolders(mail)
  const access = await mail.sharing.access(own)
  const failures: unknown[] = []
  const attempt = async (act: () => Promise<void> | undefined) => {
    try {
      await act()
    } catch (error) {
      if (!isProblem(error, 'folder-gone')) failures.push(error)
    }
  }
  await attempt(() => senders?.set(owner, user, 'none'))
  for (const [path, some] of access) if (some.has(user)) await attempt(() => mail.sharing.give(path, user, ''))
  if (failures.length > 0) throw failures[0]
}

const views = new Set<string | null>(['all', 'flagged'])

/** The person's own that hold messages. */
export const ownFolders = async (mail: MailAccount): Promise<FolderPath[]> => ownAmong(await mail.folders())

export const ownAmong = (folders: readonly FolderDescription[]): FolderPath[] =>
  folders
    .filter(({ owner, holdsMessages, role }) => owner === null && holdsMessages && !views.has(role))
    .map(({ path }) => path)
