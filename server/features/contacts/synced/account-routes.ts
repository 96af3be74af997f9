import { randomBytes } from 'node:crypto'
import {
  addContactAccount,
  chooseBooks,
  type ContactAccounts,
  forgetContactAccount,
  type JoinedAccount,
  listContactAccounts,
  syncContacts,
} from '#contract/contact-accounts.ts'
import { route, type Route } from '#server/http/route.ts'
import { Problem } from '#server/problem.ts'
import type { KeptAccount, SyncedBook } from './kept-accounts.ts'
import { faultOf } from './sync-book.ts'
import { countsOf, type SyncedBooks } from './synced-books.ts'

const mostAccounts = 10
const mostBooks = 100

interface Joining {
  server: string
  user: string
  password: string
}

export function contactAccountRoutes(synced: SyncedBooks): Route[] {
  return [
    route(listContactAccounts, (_request, { session }) => present(synced, session.signedIn.user)),
    route(syncContacts, async (_request, { session }) => {
      const { user } = session.signedIn
      const isChanged = await synced.sync(user)
      return { isChanged, state: await present(synced, user) }
    }),
    route(addContactAccount, async ({ body }, { session }) => {
      const { user } = session.signedIn
      const fault = await join(synced, user, body)
      if (fault === null) await synced.sync(user)
      return { fault, state: await present(synced, user) }
    }),
    route(chooseBooks, async ({ params, body }, { session }) => {
      const { user } = session.signedIn
      await change(synced, user, params.accountId, (account) => [
        { ...account, books: account.books.map((book) => chosen(book, body.books.includes(book.id))) },
      ])
      return present(synced, user)
    }),
    route(forgetContactAccount, async ({ params }, { session }) => {
      await change(synced, session.signedIn.user, params.accountId, () => [])
      return present(synced, session.signedIn.user)
    }),
  ]
}

/** One that is shown again is read anew: what was here of it is gone. */
const chosen = (book: SyncedBook, isOn: boolean): SyncedBook =>
  book.isOn === isOn ? book : { ...book, isOn, state: null, syncedAtMs: 0, fault: null }

/** Throws Problem `not-found`. */
async function change(
  synced: SyncedBooks,
  user: string,
  accountId: string,
  work: (account: KeptAccount) => KeptAccount[],
): Promise<void> {
  const isThere = await synced.parts.accounts.change(user, (accounts) => ({
    accounts: accounts.flatMap((account) => (account.id === accountId ? work(account) : [account])),
    made: accounts.some(({ id }) => id === accountId),
  }))
  if (!isThere) throw new Problem('not-found')
  await synced.sync(user)
}

/** Tries the account, and keeps it when there is an address book in it. */
async function join(synced: SyncedBooks, user: string, joining: Joining): Promise<JoinedAccount['fault']> {
  const { accounts, servers } = synced.parts
  const account = { url: joining.server, user: joining.user, password: joining.password }
  const server = servers.open(account)
  if (!server) return 'not-offered'
  try {
    const found = await server.books()
    if (found.length === 0) return 'no-books'
    const books = found.slice(0, mostBooks).map(({ path, name, isReadOnly }): SyncedBook => ({
      ...{ id: `at-${newId()}`, path, name: name || account.user, isReadOnly },
      ...{ isOn: true, state: null, syncedAtMs: 0, fault: null },
    }))
    return await accounts.change(user, (kept) => withAccount(kept, { id: newId(), ...account, books }))
  } catch (error) {
    return faultOf(error)
  }
}

function withAccount(
  kept: KeptAccount[],
  fresh: KeptAccount,
): { accounts: KeptAccount[]; made: JoinedAccount['fault'] } {
  const old = kept.find(({ url, user }) => url === fresh.url && user === fresh.user)
  // Given once more, an account has a new password.
  if (old && old.password !== fresh.password) {
    return { accounts: kept.map((each) => (each === old ? { ...old, password: fresh.password } : each)), made: null }
  }
  if (old) return { accounts: kept, made: 'known' }
  if (kept.length >= mostAccounts) return { accounts: kept, made: 'many' }
  return { accounts: [...kept, fresh], made: null }
}

const newId = () => randomBytes(12).toString('base64url')

/** Everything but the passwords and the paths. */
async function present(synced: SyncedBooks, user: string): Promise<ContactAccounts> {
  const { contacts, accounts, servers } = synced.parts
  const counts = countsOf(await contacts.list(user))
  const nameOf = (url: string) => servers.servers.find((each) => each.url === url)?.name ?? new URL(url).host
  return {
    servers: [...servers.servers],
    accounts: (await accounts.list(user)).map(({ id, url, user: name, books }) => ({
      ...{ id, server: nameOf(url), user: name },
      books: books.map(({ id: bookId, name: bookName, isOn, isReadOnly, syncedAtMs, fault, leftOut = [] }) => ({
        ...{ id: bookId, name: bookName, isOn, isReadOnly, fault, count: counts.get(bookId) ?? 0 },
        leftOut: leftOut.map(({ name }) => name),
        syncedAt: syncedAtMs === 0 ? null : new Date(syncedAtMs).toISOString(),
      })),
    })),
  }
}
