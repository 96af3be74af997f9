import type { FolderPath, MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { Snooze, Snoozes } from '#server/storage/snoozes.ts'
import { bringBack, type Return } from './bring-back.ts'
import { isSamePlace } from './place.ts'

/** An ordinary folder with an English name, so that every program shows it; ours says it in the person's language. */
const folderName = 'Snoozed'
const longestMs = 5 * 366 * 24 * 60 * 60_000

const refused: Return = { outcome: 'refused', moved: null }
const gone: Return = { outcome: 'gone', moved: null }

interface Snoozing {
  mail: MailAccount
  store: Snoozes
  user: string
  now: () => number
}

/** The person's folder for snoozed messages, or null while there is none. */
export async function snoozedFolder(mail: MailAccount): Promise<FolderPath | null> {
  const folders = await mail.recentFolders()
  return (
    folders.find(({ name, owner, parentPath }) => name === folderName && owner === null && parentPath === null)?.path ??
    null
  )
}

/** Throws Problem `invalid-request` for a time that is not to come. Per message what became of it. */
export async function snooze(
  { mail, store, user, now }: Snoozing,
  references: readonly MessageReference[],
  untilMs: number,
): Promise<Return[]> {
  if (untilMs <= now() || untilMs > now() + longestMs) {
    throw new Problem('invalid-request', { fields: [{ field: 'untilMs', code: 'wrong-form' }] })
  }
  const owners = new Map((await mail.recentFolders()).map(({ path, owner }) => [path, owner]))
  const known = await store.of(user)
  const results = new Map<MessageReference, Return>()
  const fresh: MessageReference[] = []
  for (const reference of references) {
    const already = known.find(({ at }) => at && isSamePlace(at, reference))
    if (already) {
      await store.settle({ ...already, untilMs })
      results.set(reference, { outcome: 'done', moved: reference })
    } else if (owners.get(reference.folder) === null) fresh.push(reference)
    else results.set(reference, owners.has(reference.folder) ? refused : gone)
  }
  for (const [reference, result] of await moveAway({ mail, store, user, now }, fresh, untilMs))
    results.set(reference, result)
  return references.map((reference) => results.get(reference) ?? gone)
}

async function moveAway(
  { mail, store, user, now }: Snoozing,
  references: readonly MessageReference[],
  untilMs: number,
): Promise<Map<MessageReference, Return>> {
  const results = new Map<MessageReference, Return>()
  if (references.length === 0) return results
  const folder = await folderToWaitIn(mail)
  const leaving: { reference: MessageReference; messageId: string | null }[] = []
  for (const reference of references) {
    const headers = await mail.threadHeaders(reference).catch(goneOrThrow)
    if (headers) leaving.push({ reference, messageId: headers.messageId })
  }
  const begun = await store.begin(
    leaving.map(({ reference, messageId }) => ({ user, untilMs, from: reference, folder, messageId })),
    now(),
  )
  const moves = await mail.move(
    leaving.map(({ reference }) => reference),
    folder,
  )
  for (const [index, { reference }] of leaving.entries()) {
    const [move, begin] = [moves[index], begun[index]]
    if (!move || !begin) continue
    results.set(reference, move)
    if (move.outcome === 'done') await store.settle({ ...begin, state: 'away', at: move.moved })
    else await store.remove(begin.id)
  }
  return results
}

function goneOrThrow(error: unknown): null {
  if (isProblem(error, 'message-gone')) return null
  throw error
}

async function folderToWaitIn(mail: MailAccount): Promise<FolderPath> {
  const known = await snoozedFolder(mail)
  if (known !== null) return known
  try {
    return (await mail.folderChanges.create(null, folderName)).path
  } catch (error) {
    // Made by another tab in the same moment.
    if (!isProblem(error, 'folder-exists')) throw error
    return folderName
  }
}

/** Brings snoozed messages back as they were. Per message what became of it. */
export async function unsnooze(
  { mail, store, user, now }: Snoozing,
  references: readonly MessageReference[],
): Promise<Return[]> {
  const known = await store.of(user)
  const results: Return[] = []
  for (const reference of references) {
    const found: Snooze | undefined = known.find(({ at }) => at && isSamePlace(at, reference))
    const isOurs = found !== undefined && (await store.claim(found.id, now()))
    results.push(isOurs ? await bringBackOrLetGo(mail, store, found) : gone)
  }
  return results
}

async function bringBackOrLetGo(mail: MailAccount, store: Snoozes, found: Snooze): Promise<Return> {
  let result: Return = refused
  try {
    result = await bringBack(mail, store, found, false)
    return result
  } finally {
    // Not brought back: it stays snoozed as it was.
    if (result.outcome === 'refused') await store.postpone(found.id, 0)
  }
}
