import type { Filter, FiltersState, FilterTrial } from '#contract/filters.ts'
import type { FolderId } from '#contract/ids.ts'
import { knownWish } from '#server/mail/filter-verdict.ts'
import type { FolderPath } from '#server/mail/mail-account.ts'
import type { AtWork, ManagedMailboxes, Whose } from '#server/mail/managed-mailboxes.ts'
import type { OwnFilters } from '#server/mail/own-rules.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import type { Sealer } from '#server/storage/sealing.ts'
import { tryFilter } from './try-filter.ts'

export interface TheirFeature {
  /** Those of mailboxes that somebody else sees to. */
  others: OwnFilters
  managed: ManagedMailboxes
  sealer: Pick<Sealer, 'fingerprint'>
}

/** The filters of somebody else for who sees to them: folders under the ids by which they know them, the names of others hidden. */
export async function readTheirs({ others, ...feature }: TheirFeature, atWork: AtWork, whose: Whose) {
  const names = await namesFor(feature, atWork, whose)
  return names.shown(await others.readFilters(whose.person, names.reach))
}

/** @throws Problem as of the endpoint `save-filters` */
export async function saveTheirs(
  { others, ...feature }: TheirFeature,
  atWork: AtWork,
  whose: Whose,
  { filters, version }: { filters: readonly Filter[]; version: string },
): Promise<FiltersState> {
  const names = await namesFor(feature, atWork, whose)
  const before = await others.readFilters(whose.person, names.reach)
  if (before.version !== version) throw new Problem('rules-changed')
  const wanted = names.meant(filters, before.filters)
  return names.shown(await others.saveFilters(whose.person, wanted, version, names.reach))
}

/**
 * In a folder they may read, by their own rights. Who gets no answer is not said: blocked senders are among the reasons. A filter that
 * asks about contacts would say of each sender at once, and unseen by the owner, whether they are among these.
 * @throws Problem as of the endpoint `try-filter`
 */
export async function tryTheirs(
  { others, managed }: TheirFeature,
  atWork: AtWork,
  { person }: Whose,
  trial: { filter: Pick<Filter, 'needs' | 'conditions'>; folder: FolderPath; offset: number },
): Promise<FilterTrial> {
  const { filter, folder, offset } = trial
  if (knownWish([filter]).contacts)
    throw new Problem('invalid-request', { fields: [{ field: 'filter.conditions', code: 'owner-only' }] })
  const folders = await managed.foldersOf(atWork, person.user)
  if (!folders.some(({ path }) => path === folder)) throw new Problem('folder-gone')
  const known = await others.knownSenders(person, [filter])
  // Mail servers remember a person's rights for as long as a connection lasts.
  const fresh = atWork.mail.beside()
  try {
    if (!(await fresh.notes.rightsIn(folder)).includes('r')) throw new Problem('not-allowed')
    return await tryFilter(fresh, filter, { folder, offset, known, before: null })
  } finally {
    fresh.close()
  }
}

async function namesFor({ managed, sealer }: Omit<TheirFeature, 'others'>, atWork: AtWork, { person, may }: Whose) {
  const folders = (await managed.foldersOf(atWork, person.user)).map(({ path, ownersPath }) => ({
    ...{ seen: folderIdOf(path), owners: folderIdOf(ownersPath) },
  }))
  const seenOf = new Map(folders.map(({ seen, owners }) => [owners, seen]))
  const ownersOf = new Map(folders.map(({ seen, owners }) => [seen, owners]))
  /** The same for the same folder, and nothing to be read from it. */
  const masked = (id: FolderId) => sealer.fingerprint(JSON.stringify(['filter-folder', person.user, id])) as FolderId
  return {
    reach: { folderIds: new Set(seenOf.keys()), answers: may.includes('absence') },

    shown(state: FiltersState): FiltersState {
      const { bounds } = state
      return {
        ...state,
        filters: withFolders(state.filters, (id) => seenOf.get(id) ?? masked(id)),
        ...(bounds && { bounds: { ...bounds, folderIds: [...ownersOf.keys()] } }),
      }
    },

    /** As the owner knows them; what they file to where nothing is seen may come back as it is. */
    meant(filters: readonly Filter[], before: readonly Filter[]): Filter[] {
      const hidden = new Map(foldersIn(before).map((id) => [masked(id), id]))
      return withFolders(filters, (id) => {
        const owners = ownersOf.get(id) ?? hidden.get(id)
        if (owners === undefined) throw new Problem('folder-gone')
        return owners
      })
    },
  }
}

const foldersIn = (filters: readonly Filter[]) =>
  filters.flatMap(({ actions }) =>
    actions.flatMap((action) => (action.do === 'move' || action.do === 'copy' ? [action.folderId] : [])),
  )

const withFolders = (filters: readonly Filter[], swap: (id: FolderId) => FolderId): Filter[] =>
  filters.map((filter) => ({
    ...filter,
    actions: filter.actions.map((action) =>
      action.do === 'move' || action.do === 'copy' ? { ...action, folderId: swap(action.folderId) } : action,
    ),
  }))
