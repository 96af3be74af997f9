import type { WrittenTest } from '../language/index.ts'

/** The mail server marked it as junk. */
export const junkTest: WrittenTest = {
  ...{ name: 'header', tags: { contains: true } },
  values: [['X-Spam-Flag', 'X-Spam'], 'yes'],
}

/** No person reads what is answered to these; lists, bulk mail and other answers `vacation` leaves out itself (RFC 5230, 4.6). */
const unread = ['*noreply*', '*no-reply*', '*no_reply*', '*donotreply*', '*do-not-reply*', '*do_not_reply*']

export const unreadTest: WrittenTest = {
  ...{ name: 'envelope', tags: { localpart: true, matches: true } },
  values: ['from', unread],
}

/** So is mail that may be answered. */
export const toPeople: readonly WrittenTest[] = [not(unreadTest), not(junkTest)]

function not(test: WrittenTest): WrittenTest {
  return { name: 'not', tests: [test] }
}
