import { call } from '#client/api/call.ts'
import { type FolderId } from '#contract/ids.ts'
import { type Colleague, listColleagues } from '#contract/teamwork.ts'
import { mailboxCache } from '../mailbox-cache.ts'

/** Whoever is added meanwhile is there after this time. */
const freshForMs = 60_000
const gcTime = false

const ownerOfFolder = (folderId: FolderId): string | null =>
  mailboxCache()
    .folders()
    .find(({ id }) => id === folderId)?.owner ?? null

function entryOf(folderId: FolderId) {
  const { cache } = mailboxCache()
  const query = () => call(listColleagues, { params: { folderId } })
  return cache.ensure({ key: keyOf(folderId), query, staleTime: freshForMs, gcTime })
}

/** Not that of people one writes to, which are found by the beginning of a name. */
const keyOf = (folderId: FolderId) => ['fellow-workers', ownerOfFolder(folderId) ?? '']

/**
 * Who works in the mailbox of a folder, oneself first.
 * @throws {ApiProblem}
 */
export async function readColleagues(folderId: FolderId): Promise<readonly Colleague[]> {
  const { data } = await mailboxCache().cache.refresh(entryOf(folderId))
  return data?.items ?? []
}

/** The person has let others into their mailbox, or out of it. */
export function readOwnColleaguesAgain(): void {
  const { cache, folders } = mailboxCache()
  const own = folders().find(({ owner }) => owner === null)
  if (own) void cache.fetch(entryOf(own.id)).catch(() => undefined)
}

/** Whether several people work in the mailbox of a folder, as far as it is known by now. */
export const hasColleagues = (folderId: FolderId): boolean => knownColleagues(folderId).length > 1

const asked = new Set<string>()

/** As far as it is known by now; asked for, once, when it is not. */
export function knownColleagues(folderId: FolderId): readonly Colleague[] {
  const known = mailboxCache().cache.getQueryData<{ items: Colleague[] }>(keyOf(folderId))
  const key = keyOf(folderId).join(' ')
  if (!known && !asked.has(key)) {
    asked.add(key)
    // Names are filled in when they come; without them the marks say the user names.
    queueMicrotask(() => void readColleagues(folderId).catch(() => setTimeout(() => asked.delete(key), freshForMs)))
  }
  return known?.items ?? []
}
