import type { NoteKind } from '#server/storage/person-notes.ts'
import type { Schema } from '#server/storage/schema.ts'

/**
 * What becomes of each table when a person takes along, or erases, what is kept about them. A new table, or kind of note, does not
 * compile before it is said here, and a test finds tables that are in the database alone.
 */
export type Policy = 'given-and-erased' | { given: boolean; staysBecause: string }

const passes = { given: false, staysBecause: 'it passes by itself within a day, or with the session' }
/** The file says of each where it goes and when; the mail itself is a draft again as soon as it is taken back. */
const waits = { given: true, staysBecause: 'mail that waits to be sent is seen, taken back and deleted in the outbox' }

export const tables: Readonly<Record<keyof Schema, Policy>> = {
  person_note: 'given-and-erased',
  contact: 'given-and-erased',
  contact_book: {
    given: false,
    staysBecause: 'it is a number that says how often contacts have changed, and nothing of them',
  },
  snooze: 'given-and-erased',
  mute: 'given-and-erased',
  share: { given: true, staysBecause: 'without it a share that ends would not end any more' },
  activity: {
    given: false,
    staysBecause: 'it has a page and a file of its own, and is kept as long as the operator says',
  },
  security_event: {
    given: false,
    staysBecause: 'it has a page of its own, and is kept as long as the operator says',
  },
  log_head: {
    given: false,
    staysBecause: 'it is a number that says how long those two lists are, and is kept as long as they are',
  },
  address_request: {
    given: false,
    staysBecause: 'it waits for an answer, and is taken back or put away where it was asked for',
  },
  outbox: waits,
  outbox_content: waits,
  outbox_piece: waits,
  upload: passes,
  session: passes,
  send: passes,
  sign_in_failure: passes,
  one_use: passes,
  forwarding_code: passes,
  writing: passes,
  rights_change: passes,
}

const provesWho = { given: false, staysBecause: 'it proves who the person is, and is ended on its own page' }

export const noteKinds: Readonly<Record<NoteKind, Policy>> = {
  labels: 'given-and-erased',
  'saved-searches': 'given-and-erased',
  'picture-consents': 'given-and-erased',
  'folder-arrangement': 'given-and-erased',
  'folder-roles': 'given-and-erased',
  invitations: 'given-and-erased',
  'view-choices': 'given-and-erased',
  identities: 'given-and-erased',
  signature: 'given-and-erased',
  templates: 'given-and-erased',
  'own-addresses': { given: true, staysBecause: 'by it is known which addresses the person made and may give up' },
  'seen-forwards': 'given-and-erased',
  'confirmed-forwards': {
    given: true,
    staysBecause: 'without it mail would go nowhere until each address is confirmed again',
  },
  'seen-access': 'given-and-erased',
  'contact-accounts': 'given-and-erased',
  'full-mailbox': 'given-and-erased',
  'shown-absence': 'given-and-erased',
  // Their names and days; what is kept of the passwords themselves is left out, and programs are let in no more once they are erased.
  'app-passwords': 'given-and-erased',
  'draft-keys': { given: false, staysBecause: 'it opens drafts in browsers, which would be lost' },
  'known-devices': { given: false, staysBecause: 'by it a sign-in from a new browser is noticed' },
  'second-step': provesWho,
  'passkey-owner': provesWho,
}

const namesOf = <Name extends string>(policies: Readonly<Record<Name, Policy>>, fits: (policy: Policy) => boolean) =>
  (Object.keys(policies) as Name[]).filter((name) => fits(policies[name]))

export const givenNotes = namesOf(noteKinds, (policy) => policy === 'given-and-erased' || policy.given)
export const erasedNotes = namesOf(noteKinds, (policy) => policy === 'given-and-erased')
export const erasedTables = namesOf(tables, (policy) => policy === 'given-and-erased')
