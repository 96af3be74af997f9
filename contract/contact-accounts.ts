import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** One of the person's address books at another server; its contacts have its id as `book`. */
export const bookId = z.string().check(z.regex(/^at-[\w-]{16}$/))
const accountId = z.string().check(z.regex(/^[\w-]{16}$/))

/**
 * Why it cannot be reached or read. `sign-in`: name or password is wrong there; `not-trusted`: it does not prove by its
 * certificate who it is; `forbidden`, `unusable`: what it answers is of no use; `too-many`: more contacts than a book may have;
 * `not-offered`: the operator does not name that server any more.
 */
export const accountFault = z.enum([
  'unreachable',
  'not-trusted',
  'sign-in',
  'forbidden',
  'unusable',
  'too-many',
  'not-offered',
])
export type AccountFault = z.infer<typeof accountFault>

export const contactAccounts = z.object({
  /** Where a person may have an account, as the operator says. */
  servers: z.array(z.object({ url: z.string(), name: z.string() })),
  accounts: z.array(
    z.object({
      id: accountId,
      server: z.string(),
      user: z.string(),
      books: z.array(
        z.object({
          id: bookId,
          name: z.string(),
          /** Whether its contacts are shown here. */
          isOn: z.boolean(),
          isReadOnly: z.boolean(),
          count: z.int(),
          /** When it was last read to its end; null for never. */
          syncedAt: z.nullable(z.iso.datetime()),
          fault: z.nullable(accountFault),
          /** Cards of more than 1 MB, which are not here: the first 50 of them by name, empty where it cannot be read. */
          leftOut: z.array(z.string()),
        }),
      ),
    }),
  ),
})
export type ContactAccounts = z.infer<typeof contactAccounts>
export type ContactAccount = ContactAccounts['accounts'][number]

export const listContactAccounts = endpoint({
  name: 'list-contact-accounts',
  method: 'GET',
  path: '/api/contact-accounts',
  auth: 'session',
  rate: 'read',
  response: contactAccounts,
  problems: [],
})

/** Nothing was changed where there is a fault. `known`: the person has this account already; `no-books`: there is none in it. */
const joined = z.object({
  fault: z.nullable(z.enum([...accountFault.options, 'known', 'no-books', 'many'])),
  state: contactAccounts,
})
export type JoinedAccount = z.infer<typeof joined>

/** Tries an account at one of the servers, keeps it, and brings the contacts of all its address books. */
export const addContactAccount = endpoint({
  name: 'add-contact-account',
  method: 'POST',
  path: '/api/contact-accounts',
  auth: 'session',
  rate: 'sign-in',
  body: z.strictObject({
    server: z.string().check(z.maxLength(2_000)),
    user: z.string().check(z.trim(), z.minLength(1), z.maxLength(320), z.regex(/^[^\p{Cc}:]+$/u)),
    password: z.string().check(z.minLength(1), z.maxLength(1_000), z.regex(/^\P{Cc}+$/u)),
  }),
  response: joined,
  problems: [],
})

/** Says which of its address books are shown here. */
export const chooseBooks = endpoint({
  name: 'choose-books',
  method: 'PATCH',
  path: '/api/contact-accounts/:accountId',
  auth: 'session',
  rate: 'write',
  params: z.strictObject({ accountId }),
  body: z.strictObject({ books: z.array(bookId).check(z.maxLength(100)) }),
  response: contactAccounts,
  problems: ['not-found'],
})

/** Forgets an account, its password and what was brought from it. Nothing changes at its server. */
export const forgetContactAccount = endpoint({
  name: 'forget-contact-account',
  method: 'DELETE',
  path: '/api/contact-accounts/:accountId',
  auth: 'session',
  rate: 'write',
  params: z.strictObject({ accountId }),
  response: contactAccounts,
  problems: ['not-found'],
})

/** Brings what is new at the servers. What cannot be read is said at each book; what was brought before stays. */
export const syncContacts = endpoint({
  name: 'sync-contacts',
  method: 'POST',
  path: '/api/contact-accounts/sync',
  auth: 'session',
  rate: 'write',
  response: z.object({ isChanged: z.boolean(), state: contactAccounts }),
  problems: [],
})
