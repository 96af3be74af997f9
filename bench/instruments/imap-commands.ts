/** What a row of a list is made of, as one FETCH asks for it (RFC 9051, PREVIEW: RFC 8970). */
export const rowItems = '(UID FLAGS INTERNALDATE RFC822.SIZE PREVIEW ENVELOPE BODYSTRUCTURE)'

/** Every folder with its counts in one command (LIST-STATUS, RFC 5819). */
export const listFolders = 'LIST "" "*" RETURN (SPECIAL-USE STATUS (MESSAGES UNSEEN))'

/** The counts of the selected inbox, which stand above its list. */
export const inboxCounts = 'STATUS INBOX (MESSAGES UNSEEN)'

/** One window of the selected folder, newest first: `offset` messages are newer. */
export function fetchWindow(total: number, offset: number, limit: number): string {
  const last = total - offset
  return `FETCH ${Math.max(1, last - limit + 1)}:${last} ${rowItems}`
}

/** The number of messages a SELECT answered with. */
export function existsIn(answer: Buffer): number {
  const found = /^\* (\d+) EXISTS/m.exec(answer.toString('latin1'))
  if (!found) throw new Error('The mail server did not say how many messages there are.')
  return Number(found[1])
}

/** The UIDs of the rows of a FETCH that asked for UID first. */
export function uidsIn(answer: Buffer): number[] {
  return [...answer.toString('latin1').matchAll(/FETCH \(UID (\d+)/g)].map(([, uid]) => Number(uid))
}
