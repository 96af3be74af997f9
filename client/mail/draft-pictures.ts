import { type RichNode } from '#contract/rich-text.ts'
import { type Draft, type DraftFile } from './draft.ts'

/** The names of the pictures that stand in a formatted text. */
function picturesIn(node: RichNode): string[] {
  const own = node.type === 'picture' ? [String(node.attrs?.['cid'])] : []
  return [...own, ...(node.content ?? []).flatMap(picturesIn)]
}

/** The files that go along: a picture that was taken out of the text stays only for undoing that. */
export function goingFiles({ files, document }: Pick<Draft, 'files' | 'document'>): DraftFile[] {
  if (files.every(({ cid }) => cid === undefined)) return [...files]
  const shown = new Set(document ? picturesIn(document) : [])
  return files.filter(({ cid }) => cid === undefined || shown.has(cid))
}
