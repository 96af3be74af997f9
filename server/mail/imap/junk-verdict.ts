import type { FolderRole } from '#contract/folders.ts'

/** Keywords to put on a message and to take off. */
export interface Verdict {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

const isJunk: Verdict = { add: ['$Junk'], remove: ['$NotJunk', 'NonJunk', 'NotJunk'] }
const isNotJunk: Verdict = { add: ['$NotJunk'], remove: ['$Junk', 'Junk'] }

/**
 * What a person says about a message by moving it, for filters that learn from keywords; null where they say nothing. Mail
 * that goes from Junk to Trash has only been cleared away.
 *
 * Source: the IMAP keywords registry, `$Junk` and `$NotJunk`; the names without `$` are older ones of mail programs.
 */
export function junkVerdict(from: FolderRole | null, to: FolderRole | null): Verdict | null {
  if (from === to) return null
  if (to === 'junk') return isJunk
  return from === 'junk' && to !== 'trash' ? isNotJunk : null
}
