import {
  chooseDefaultIdentity,
  deleteIdentity,
  type Identity,
  type IdentityList,
  listIdentities,
  saveIdentity,
  type SentCopies,
  shareSignature,
  type WritesFor,
} from '#contract/identities.ts'
import { route, type Route } from '#server/http/route.ts'
import type { Delegations } from '#server/mail/delegations.ts'
import type { Delegation } from '#server/mail/directory-port.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { IdentityBook } from './identity-book.ts'
import { isSameSignature, SharedSignatures, signatureOf, withoutSignature } from './shared-signatures.ts'

type Listed = Omit<IdentityList, 'writesFor'>
interface Books {
  book: IdentityBook
  shared: SharedSignatures
  others: readonly Delegation[]
}

export function identityRoutes(notes: PersonNotes, delegations: Delegations, sentCopies: SentCopies): Route[] {
  async function inBook(
    { signedIn: { user, addresses }, mail }: LiveSession,
    work: (books: Books) => Promise<Listed>,
  ): Promise<IdentityList> {
    const others = await delegations.of(user)
    const book = new IdentityBook(notes, { user, addresses: [...addresses, ...others.map(({ address }) => address)] })
    const shared = new SharedSignatures(notes, mail)
    return { ...(await withShared(await work({ book, shared, others }), { shared, others })), sentCopies }
  }

  return [
    route(listIdentities, (_request, { session }) => inBook(session, ({ book }) => book.list())),
    route(saveIdentity, ({ body }, { session }) => inBook(session, (books) => save(body, books))),
    route(deleteIdentity, ({ body }, { session }) => inBook(session, ({ book }) => book.delete(body.address))),
    route(chooseDefaultIdentity, ({ body }, { session }) => inBook(session, ({ book }) => book.choose(body.address))),
    route(shareSignature, ({ body: { address, isShared } }, { session }) =>
      inBook(session, (books) => (isShared ? give(address, books) : takeBack(address, books))),
    ),
  ]
}

const isOf = (address: string) => (each: { address: string }) => each.address.toLowerCase() === address.toLowerCase()

/** Whoever has no signature of their own for a mailbox has the mailbox's. */
async function withShared(list: Listed, { shared, others }: Pick<Books, 'shared' | 'others'>): Promise<IdentityList> {
  let { items } = list
  const writesFor: WritesFor[] = []
  for (const other of others) {
    const signature = await shared.of(other)
    const isShared = signature !== null && items.some((item) => isOf(other.address)(item) && item.signature === '')
    if (isShared) items = items.map((item) => (isOf(other.address)(item) ? { ...item, ...signature } : item))
    writesFor.push({ ...other, isShared, mayShare: await shared.mayShare(other) })
  }
  return { ...list, items, writesFor }
}

/** What is the same as the mailbox's is none of the person's own: it goes on changing with it. */
async function save(given: Identity, { book, shared, others }: Books): Promise<Listed> {
  const other = others.find(isOf(given.address))
  const signature = other ? await shared.of(other) : null
  return book.save(signature && isSameSignature(given, signature) ? withoutSignature(given) : given)
}

async function give(address: string, { book, shared, others }: Books): Promise<Listed> {
  const other = mailboxOf(address, others)
  const own = (await book.list()).items.find(isOf(other.address))
  if (!own || own.signature === '') throw new Problem('not-allowed')
  await shared.set(other, signatureOf(own))
  return book.save(withoutSignature(own))
}

async function takeBack(address: string, { book, shared, others }: Books): Promise<Listed> {
  const other = mailboxOf(address, others)
  const signature = await shared.of(other)
  await shared.set(other, null)
  const list = await book.list()
  const own = list.items.find(isOf(other.address))
  return own && signature && own.signature === '' ? book.save({ ...own, ...signature }) : list
}

function mailboxOf(address: string, others: readonly Delegation[]): Delegation {
  const other = others.find(isOf(address))
  if (!other) throw new Problem('sender-refused')
  return other
}
