import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { problems, type ProblemType } from './problem.ts'
import { isAddress } from './sending.ts'

/** How much one contact may hold, in characters or entries; and how many one person keeps. */
export const mostOfContacts = { line: 200, note: 50_000, entries: 20, groups: 50, count: 25_000 } as const

export const contactId = z.string().check(z.regex(/^[\w-]{20}$/))

/** One line as a person typed it, trimmed and in NFC. */
const line = (longest: number) =>
  z.string().check(
    z.trim(),
    z.normalize('NFC'),
    z.maxLength(longest),
    z.refine((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)),
  )

const kind = z.enum(['work', 'home', 'mobile', 'other'])

/** What of a card people see and change; everything else of it stays as it came. */
export const contactFields = z.strictObject({
  /** May be empty where there is an address. */
  name: line(mostOfContacts.line),
  /** Written in a recipient field it stands for the first address. Several have commas between them. */
  nickname: line(mostOfContacts.line),
  addresses: z
    .array(z.strictObject({ address: line(320).check(z.refine(isAddress)), kind }))
    .check(z.maxLength(mostOfContacts.entries)),
  telephones: z
    .array(z.strictObject({ number: line(60).check(z.minLength(1)), kind }))
    .check(z.maxLength(mostOfContacts.entries)),
  organisation: line(mostOfContacts.line),
  title: line(mostOfContacts.line),
  note: z.string().check(
    z.maxLength(mostOfContacts.note),
    z.refine((text) => !/[\p{Cs}]|(?![\n\t])\p{Cc}/u.test(text)),
  ),
  /** Names of the groups it is in; a group is what its contacts say of themselves. */
  groups: z.array(line(80).check(z.minLength(1))).check(z.maxLength(mostOfContacts.groups)),
  /** How this person likes to be written to. */
  prefersPlainText: z.boolean(),
  /** They depend on content that a screen reader, a magnifier or a keyboard gets along with. */
  needsAccessible: z.boolean(),
})
export type ContactFields = z.infer<typeof contactFields>

/** A line of the list. `isCollected`: somebody written to, whom nobody has put among the contacts. */
export const contactRow = z.object({
  id: contactId,
  name: z.string(),
  nickname: z.string(),
  addresses: z.array(z.string()),
  organisation: z.string(),
  groups: z.array(z.string()),
  isCollected: z.boolean(),
  isFavourite: z.boolean(),
  /** A list of people, as other programs keep them: its name is one of the groups. */
  isList: z.boolean(),
  /** `own`, `collected`, or the id of an address book at another server. */
  book: z.string(),
})
export type ContactRow = z.infer<typeof contactRow>

/** As they are in a card, which may be more or longer than what can be saved. */
export const shownFields = z.object({
  ...contactFields.shape,
  name: z.string(),
  nickname: z.string(),
  addresses: z.array(z.object({ address: z.string(), kind })),
  telephones: z.array(z.object({ number: z.string(), kind })),
  organisation: z.string(),
  title: z.string(),
  note: z.string(),
  groups: z.array(z.string()),
})

/**
 * Of a list of people: a contact of its book, another list, or an address that is nobody's there. `gone`: nobody is called so any
 * more. `itself`: the list, or one in it that leads back to it, which holds nobody more for that.
 */
export const listMember = z.object({
  /** As the card names them. */
  member: z.string(),
  is: z.enum(['person', 'list', 'address', 'gone', 'itself']),
  name: z.string(),
  address: z.string(),
})
export type ListMember = z.infer<typeof listMember>

export const contact = z.object({
  id: contactId,
  isCollected: z.boolean(),
  /** As in the list. */
  book: z.string(),
  /** Another whenever the card is another. */
  version: z.string(),
  fields: shownFields,
  isFavourite: z.boolean(),
  /**
   * `here`: the card holds it, and `read-contact-photo` gives it. `elsewhere`: the card says where on the web it is, which nobody
   * asks for. `unusable`: no picture of a kind that browsers show, or too large.
   */
  photo: z.enum(['none', 'here', 'elsewhere', 'unusable']),
  /** Of a list: whom it holds, in its order. Null for a person. */
  members: z.nullable(z.array(listMember)),
})
export type Contact = z.infer<typeof contact>

/** A stretch of the contacts that fit, by name. */
export const contactWindow = z.object({
  items: z.array(contactRow),
  /** How many fit. */
  total: z.int(),
  offset: z.int(),
  /** Every group there is, by name, with how many are in it; and how many were collected, which are in none. */
  groups: z.array(z.object({ name: z.string(), count: z.int() })),
  collected: z.int(),
  favourites: z.int(),
  /** Address books at other servers; `canAdd`: the operator names servers where there may be some. */
  books: z.array(z.object({ id: z.string(), name: z.string(), count: z.int(), isReadOnly: z.boolean() })),
  canAdd: z.boolean(),
  /** There is an organisation's directory to look around in. */
  hasDirectory: z.boolean(),
})
export type ContactWindow = z.infer<typeof contactWindow>

/** Who is chosen of the contacts. */
export const contactChoice = {
  /** Beginnings of words in name, nickname, organisation or address; each must be there. */
  query: z._default(z.string().check(z.maxLength(200)), ''),
  group: z.optional(z.string().check(z.maxLength(200))),
  /** `true`: only those collected; else only those that were not. */
  collected: z._default(z.enum(['true', 'false']), 'false'),
  favourites: z._default(z.enum(['true', 'false']), 'false'),
  /** Only those of one book: `own`, or the id of one at another server. */
  book: z.optional(z.string().check(z.maxLength(50))),
}

export const listContacts = endpoint({
  name: 'list-contacts',
  method: 'GET',
  path: '/api/contacts',
  auth: 'session',
  rate: 'search',
  query: z.strictObject({
    ...contactChoice,
    offset: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 0),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 100),
  }),
  response: contactWindow,
  problems: [],
})

const oneContact = z.strictObject({ contactId })

/** `not-found` also for one that belongs to somebody else. */
export const readContact = endpoint({
  name: 'read-contact',
  method: 'GET',
  path: '/api/contacts/:contactId',
  auth: 'session',
  rate: 'read',
  params: oneContact,
  response: contact,
  problems: ['not-found'],
})

/**
 * `invalid-request` with field `name` where there is neither a name nor an address; `not-allowed`: there are too many already, or
 * the book takes none; `contacts-unavailable`: the server that keeps the book does not answer, and nothing was changed.
 */
export const addContact = endpoint({
  name: 'add-contact',
  method: 'POST',
  path: '/api/contacts',
  auth: 'session',
  rate: 'write',
  body: z.extend(contactFields, {
    /** Which address book it goes into; the own one unless said. */
    book: z.optional(z.string().check(z.maxLength(50))),
  }),
  bodyLimitBytes: 400_000,
  response: contact,
  problems: ['not-allowed', 'contacts-unavailable'],
})

/**
 * Changes what is another in these fields, and leaves every other property of the card as it is. One that was collected is
 * then among the contacts. `contact-changed`: it is not the version any more that was looked at, here or at the server that keeps
 * it; nothing is written, and reading it again gives what is there now.
 */
export const changeContact = endpoint({
  name: 'change-contact',
  method: 'PATCH',
  path: '/api/contacts/:contactId',
  auth: 'session',
  rate: 'write',
  params: oneContact,
  body: z.strictObject({ fields: contactFields, version: z.string().check(z.maxLength(100)) }),
  bodyLimitBytes: 400_000,
  response: contact,
  problems: ['not-found', 'not-allowed', 'contact-changed', 'contacts-unavailable'],
})

const some = z.strictObject({ ids: z.array(contactId).check(z.minLength(1), z.maxLength(mostOfContacts.count)) })

/** Deletes contacts. They can be brought back for a day. What is not there is no failure; a problem only where none could be deleted. */
export const deleteContacts = endpoint({
  name: 'delete-contacts',
  method: 'POST',
  path: '/api/contacts/delete',
  auth: 'session',
  rate: 'write',
  body: some,
  bodyLimitBytes: 1_000_000,
  response: z.object({ ids: z.array(contactId) }),
  problems: ['not-allowed', 'contact-changed', 'contacts-unavailable'],
})

/** Deletes all that were collected, which can be brought back as well. */
export const clearCollected = endpoint({
  name: 'clear-collected',
  method: 'POST',
  path: '/api/contacts/clear-collected',
  auth: 'session',
  rate: 'write',
  response: z.object({ ids: z.array(contactId) }),
  problems: [],
})

/** Brings back contacts deleted within the last day, as they were. */
export const restoreContacts = endpoint({
  name: 'restore-contacts',
  method: 'POST',
  path: '/api/contacts/restore',
  auth: 'session',
  rate: 'write',
  body: some,
  bodyLimitBytes: 1_000_000,
  response: z.object({ ids: z.array(contactId) }),
  problems: ['not-allowed', 'contact-changed', 'contacts-unavailable'],
})

/** The largest file of contacts that is taken. */
export const largestImportBytes = 30_000_000

export const importReport = z.object({
  /** `unknown`: neither cards nor a table with a column of names or addresses; nothing is taken. */
  format: z.enum(['vcard', 'csv', 'unknown']),
  total: z.int(),
  /** There would be more contacts than one person may have: nothing is taken. */
  isTooMany: z.boolean(),
  counts: z.object({ added: z.int(), known: z.int(), nobody: z.int(), 'too-large': z.int() }),
  /**
   * Cards, or lines of a table after its headings, counted from 1: the first 500 that are not taken, and the first 50 that are.
   * `known`: is there already; `nobody`: has neither name nor address; `too-large`: more than 1 MB.
   */
  rows: z.array(
    z.object({
      row: z.int(),
      name: z.string(),
      address: z.string(),
      outcome: z.enum(['added', 'known', 'nobody', 'too-large']),
    }),
  ),
  /** The contacts that were made; none in a preview. */
  ids: z.array(contactId),
})
export type ImportReport = z.infer<typeof importReport>

/**
 * First `progress`, as often as there is news: cards or lines looked at, then those kept, each of all there are; in the end `done`
 * or `failed`.
 */
export const importEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), step: z.enum(['looking', 'keeping']), done: z.int(), total: z.int() }),
  z.object({ type: z.literal('done'), report: importReport }),
  z.object({
    type: z.literal('failed'),
    problem: z.enum(Object.keys(problems) as [ProblemType, ...ProblemType[]]),
  }),
])
export type ImportEvent = z.infer<typeof importEvent>

/**
 * Takes a file of contacts: vCards of any version, or a table (CSV) as Outlook, Google and Thunderbird write it, in UTF-8,
 * UTF-16 or Windows-1252. With `preview=true` nothing is kept, and the answer says what would be. Answers a stream of
 * `importEvent`; all are kept or, where its reader leaves before, none.
 */
export const importContacts = endpoint({
  name: 'import-contacts',
  method: 'POST',
  path: '/api/contacts/import',
  auth: 'session',
  rate: 'write',
  query: z.strictObject({ preview: z.enum(['true', 'false']) }),
  rawBody: true,
  response: 'events',
  problems: [],
})

/** Every contact that fits as one file of vCards, each with every property it has; chosen as in the list, or one alone. */
export const exportContacts = endpoint({
  name: 'export-contacts',
  method: 'GET',
  path: '/api/contacts/export',
  auth: 'session',
  rate: 'read',
  query: z.strictObject({
    group: z.optional(z.string().check(z.maxLength(200))),
    book: z.optional(z.string().check(z.maxLength(50))),
    favourites: z._default(z.enum(['true', 'false']), 'false'),
    query: z._default(z.string().check(z.maxLength(200)), ''),
    contact: z.optional(contactId),
  }),
  response: 'bytes',
  problems: [],
})
