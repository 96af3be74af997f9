import { announce } from '#client/accessibility/announcer.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { contactChanges } from '#client/mail/contacts/contact-changes.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import {
  addContactAccount,
  chooseBooks,
  type ContactAccount,
  type ContactAccounts,
  forgetContactAccount,
  type JoinedAccount,
  syncContacts,
} from '#contract/contact-accounts.ts'
import { type ContactWindow } from '#contract/contacts.ts'

type Book = ContactAccount['books'][number]

/** The books a new contact may go into, one's own first. */
export function writableBooks(facts: Pick<ContactWindow, 'books'> | null): { value: string; label: string }[] {
  const others = (facts?.books ?? []).filter(({ isReadOnly }) => !isReadOnly)
  return [
    { value: 'own', label: t('contact-books.own') },
    ...others.map(({ id, name }) => ({ value: id, label: name })),
  ]
}

/** Brings what is new at the servers, without a word: lists that show something else then are read again. */
export async function syncQuietly(): Promise<void> {
  try {
    const { isChanged } = await call(syncContacts, {})
    if (isChanged) contactChanges.value += 1
  } catch {
    // What is here is shown; whoever asks for changes by the button is told.
  }
}

/** Brings what is new and says how that went. Null where it could not be asked. */
export async function syncAloud(): Promise<ContactAccounts | null> {
  try {
    const { state } = await call(syncContacts, {})
    contactChanges.value += 1
    const isFaulty = state.accounts.some(({ books }) => books.some(({ isOn, fault }) => isOn && fault !== null))
    useOutcome().tell(t(isFaulty ? 'contact-books.notSynced' : 'contact-books.synced'))
    return state
  } catch (error) {
    tellFailure(t('contact-books.notSynced'), error, () => void syncAloud())
    return null
  }
}

/** Shows a book among the contacts, or not any more. Failures are told, never thrown. */
export async function showBook(account: ContactAccount, book: Book, isOn: boolean): Promise<ContactAccounts | null> {
  const books = account.books.filter((each) => (each.id === book.id ? isOn : each.isOn)).map(({ id }) => id)
  try {
    const state = await call(chooseBooks, { params: { accountId: account.id }, body: { books } })
    contactChanges.value += 1
    announce(t(isOn ? 'contact-books.shown' : 'contact-books.hidden', { name: book.name }))
    return state
  } catch (error) {
    tellFailure(t('contact-books.notChosen'), error, () => void showBook(account, book, isOn))
    return null
  }
}

/** Failures are told, never thrown. */
export async function forgetAccount({ id, user }: ContactAccount): Promise<ContactAccounts | null> {
  try {
    const state = await call(forgetContactAccount, { params: { accountId: id } })
    contactChanges.value += 1
    useOutcome().tell(t('contact-books.forgotten', { user }))
    return state
  } catch (error) {
    tellFailure(t('contact-books.notForgotten'), error, () => undefined)
    return null
  }
}

/** Throws ApiProblem. */
export async function addAccount(server: string, user: string, password: string): Promise<JoinedAccount> {
  const joined = await call(addContactAccount, { body: { server, user: user.trim(), password } })
  if (joined.fault === null) contactChanges.value += 1
  return joined
}
