import type { Flag } from '#contract/messages.ts'
import { isWorkMark } from '#contract/work-marks.ts'

const system = {
  seen: '\\Seen',
  flagged: '\\Flagged',
  answered: '\\Answered',
  forwarded: '$Forwarded',
  draft: '\\Draft',
  muted: '$muted',
  receiptAnswered: '$MDNSent',
} as const satisfies Record<Flag, string>

const byImapName = new Map(Object.entries(system).map(([flag, name]) => [name.toLowerCase(), flag as Flag]))

/**
 * Keywords that belong to programs, not to people: never shown as labels. `$label1` to `$label5` are people's: the five marks
 * that mail programs have in common.
 */
const programKeywords = /^(\$(?!label[1-5]$)|nonjunk$|junk$|notjunk$|\\)/i

/** Whether people may put this keyword on messages: as a label, or as a mark of working together. */
export function isLabel(keyword: string): boolean {
  return !byImapName.has(keyword.toLowerCase()) && (!programKeywords.test(keyword) || isWorkMark(keyword))
}

/** Two spellings of one keyword differ in case alone (RFC 9051, 2.3.2). */
export function isSameKeyword(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

export function imapFlag(flag: Flag): string {
  return system[flag]
}

/** Splits IMAP flags into ours and the person's labels (RFC 9051, 2.3.2; `$MDNSent`: RFC 3503; `$Forwarded`: RFC 5788's registry; `$muted`: draft-ietf-mailmaint-messageflag-mailboxattribute). */
export function readFlags(imapFlags: Iterable<string>): { flags: Flag[]; labels: string[] } {
  const flags: Flag[] = []
  const labels: string[] = []
  for (const name of imapFlags) {
    const flag = byImapName.get(name.toLowerCase())
    if (flag) flags.push(flag)
    else if (isLabel(name)) labels.push(name)
  }
  return { flags, labels }
}
