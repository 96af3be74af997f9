import { createHash } from 'node:crypto'
import { assignedPrefix } from '#contract/work-marks.ts'

/** With the prefix within the 50 characters that Dovecot allows. */
const longest = 40

/**
 * The IMAP keyword (RFC 9051, 9: an atom) that says a message is for this user to take care of: `$assigned-ben`. Always the same
 * for one user name; a name that is no atom, or too long, is told apart by its hash.
 */
export function assignedKeyword(user: string): string {
  const name = user.toLowerCase()
  const isPlain = name.length <= longest && /^[a-z0-9._@+=-]+$/.test(name)
  return assignedPrefix + (isPlain ? name : createHash('sha256').update(name).digest('hex').slice(0, 20))
}
