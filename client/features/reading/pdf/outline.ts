import { type PageBlock } from './page-text.ts'

export interface OutlinedBlock {
  tag: string
  isPicture: boolean
  text: string
}

/** The page stands under the title of a dialog. */
const above = 2

/** Blocks with the elements they are shown by: headings under ours, none more than one level deeper than the one before. */
export function outlined(blocks: readonly PageBlock[]): OutlinedBlock[] {
  let level = above
  return blocks.map(({ kind, level: own, text }) => {
    if (kind === 'heading') level = Math.min(own + above, level + 1, 6)
    return { tag: kind === 'heading' ? `h${level}` : 'p', isPicture: kind === 'picture', text }
  })
}
