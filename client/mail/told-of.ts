import { type FolderId } from '#contract/ids.ts'

const told = new Map<FolderId, number>()

/** How often something was told of a folder: an answer that was asked for before may be older than that. */
export const timesToldOf = (folderId: FolderId): number => told.get(folderId) ?? 0

export function noteToldOf(folderId: FolderId): void {
  told.set(folderId, timesToldOf(folderId) + 1)
}
