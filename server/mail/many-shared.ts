/**
 * Of more folders than this in the mailboxes of others the first answer does not say how many messages each has: a mail server
 * takes a fraction of a millisecond for each, so that up to here nobody notices, and one answer with all is better than two.
 */
const mostCountedAtOnce = 300

export const hasManyShared = (folders: readonly { owner: string | null }[]): boolean =>
  folders.filter(({ owner }) => owner !== null).length > mostCountedAtOnce
