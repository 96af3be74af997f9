import addressParser from 'nodemailer/lib/addressparser'
import type { AttachmentKind, Filter, FilterCondition, SingleCondition } from '#contract/filters.ts'
import { answersAt } from '#contract/absence-times.ts'
import { momentsOf } from '#contract/arrival-days.ts'
import { attachmentKinds } from './attachment-kinds.ts'
import { type KnownSenders, type KnownWish, nobodyKnown, peopleOf, withoutOwn } from './known-senders.ts'
import type { SiftedMessage, SiftWish } from './mail-sifting.ts'
import { decodeWords } from './mime/headers/header-fields.ts'

/*
 * Whether a filter catches a message, found out here as the mail server would: by the same tests that `sieve/rules/filter-rule.ts` writes.
 * That both say the same is tried on the real server.
 */

type Judged = Pick<Filter, 'needs' | 'conditions'>

const addressFields = { from: ['From'], to: ['To'], cc: ['Cc'], recipient: ['To', 'Cc', 'Bcc'] } as const
const junkFields = ['X-Spam-Flag', 'X-Spam'] as const

/** What has to be known of a message to judge it. */
export function wishOf(filters: readonly Judged[]): SiftWish {
  const conditions = filters.flatMap((filter) => filter.conditions.flatMap(singlesOf))
  return { fields: [...new Set(conditions.flatMap(fieldsOf))], texts: conditions.some(({ on }) => on === 'body') }
}

/** Who has to be known to judge by these filters, or to write them for the mail server. */
export function knownWish(filters: readonly Judged[]): KnownWish {
  const conditions = filters.flatMap((filter) => filter.conditions.flatMap(singlesOf))
  const groups = conditions.flatMap((each) =>
    each.on === 'group-member' || each.on === 'recipient-group-member' ? [each.value.toLowerCase()] : [],
  )
  const contacts = conditions.some(({ on }) => on === 'contact' || on === 'recipient-contact')
  return { contacts, groups: [...new Set(groups)] }
}

const singlesOf = (condition: FilterCondition): readonly SingleCondition[] =>
  condition.on === 'group' ? condition.conditions : [condition]

function fieldsOf(condition: SingleCondition): readonly string[] {
  const { on } = condition
  if (on === 'header') return [condition.name]
  if (on === 'subject') return ['Subject']
  if (on === 'list') return ['List-Id']
  if (on === 'contact' || on === 'group-member') return addressFields.from
  if (on === 'recipient-contact' || on === 'recipient-group-member') return addressFields.recipient
  if (on === 'junk') return junkFields
  if (on === 'spam-score') return ['X-Spam-Level']
  return on in addressFields ? addressFields[on as keyof typeof addressFields] : []
}

/** A message is from one of these senders: an address, or everybody of a domain (`contract/senders.ts`). */
export const isFromOneOf = (senders: readonly string[]): Judged => ({
  needs: 'any',
  conditions: senders.map((value) => ({ on: 'from', how: value.includes('@') ? 'is' : 'domain', value })),
})

export function catches(
  { needs, conditions }: Judged,
  message: SiftedMessage,
  known: KnownSenders = nobodyKnown,
): boolean {
  const isSo = (condition: FilterCondition) =>
    condition.on === 'group' ? catches(condition, message, known) : holdsFor(condition, message, known)
  return needs === 'all' ? conditions.every(isSo) : conditions.some(isSo)
}

function holdsFor(condition: SingleCondition, message: SiftedMessage, known: KnownSenders): boolean {
  switch (condition.on) {
    case 'from':
    case 'to':
    case 'cc':
    case 'recipient':
      return addressHolds(condition, message)
    case 'subject':
    case 'header':
      return matches(condition, valuesOf(message, fieldsOf(condition)))
    case 'body':
      return matches(condition, message.texts)
    case 'list':
      return matches({ how: 'contains', value: `<${condition.value}>` }, valuesOf(message, ['List-Id']))
    case 'size': {
      const bytes = condition.kilobytes * 1024
      return condition.how === 'over' ? message.sizeBytes > bytes : message.sizeBytes < bytes
    }
    case 'attachment':
      return message.hasAttachedPart
    case 'attachment-name':
      return matches(condition, message.fileNames)
    case 'attachment-type':
      return isKind(condition.kind, message) === (condition.how === 'is')
    case 'arrival': {
      const times = { startsAtMs: null, endsAtMs: null, weekly: condition.weekly }
      return answersAt(times, message.receivedAtMs) === (condition.how === 'within')
    }
    case 'arrival-days': {
      const { fromMs, untilMs } = momentsOf(condition.days)
      const isWithin = message.receivedAtMs >= fromMs && message.receivedAtMs < untilMs
      return isWithin === (condition.how === 'within')
    }
    case 'contact':
    case 'group-member':
      return namesOneOf(peopleOf(condition, known), message, addressFields.from) === (condition.how === 'is')
    case 'recipient-contact':
    case 'recipient-group-member': {
      const others = withoutOwn(peopleOf(condition, known), known.own ?? [])
      return namesOneOf(others, message, addressFields.recipient) === (condition.how === 'is')
    }
    case 'spam-score':
      return matches({ how: 'contains', value: '*'.repeat(condition.atLeast) }, valuesOf(message, ['X-Spam-Level']))
    case 'junk':
      return matches({ how: 'contains', value: 'yes' }, valuesOf(message, junkFields))
  }
}

function isKind(kind: AttachmentKind, { types, fileNames }: SiftedMessage): boolean {
  const signs = attachmentKinds[kind]
  return (
    types.some((type) => signs.types.some((one) => (one.endsWith('/') ? type.startsWith(one) : type === one))) ||
    signs.endings.some((value) => matches({ how: 'ends', value }, fileNames))
  )
}

function namesOneOf(people: readonly string[], message: SiftedMessage, fields: readonly string[]): boolean {
  const wanted = new Set(people)
  return rawValues(message, fields)
    .flatMap(addressesIn)
    .some((address) => wanted.has(folded(address)))
}

function addressHolds(condition: Extract<SingleCondition, { on: keyof typeof addressFields }>, message: SiftedMessage) {
  const { how, value } = condition
  const fields = addressFields[condition.on]
  if (how === 'contains' || how === 'contains-not') return matches({ how, value }, valuesOf(message, fields))
  const addresses = rawValues(message, fields).flatMap(addressesIn)
  if (how !== 'domain') return matches({ how, value }, addresses)
  return matches(
    { how: 'is', value },
    addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)),
  )
}

function rawValues({ header }: SiftedMessage, names: readonly string[]): string[] {
  const wanted = names.map((name) => name.toLowerCase())
  return header.fields.filter(({ name }) => wanted.includes(name)).map(({ value }) => value)
}

const valuesOf = (message: SiftedMessage, names: readonly string[]) =>
  rawValues(message, names).map((value) => decodeWords(value).trim())

export const addressesIn = (value: string) =>
  addressParser(value, { flatten: true })
    .map(({ address }) => address)
    .filter((address) => address.includes('@'))

/** i;ascii-casemap (RFC 4790, 9.2): no other letters have a case. */
const folded = (text: string) => text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())

function matches({ how, value }: { how: string; value: string }, texts: readonly string[]): boolean {
  if (how === 'contains-not') return !matches({ how: 'contains', value }, texts)
  const wanted = folded(value)
  return texts.map(folded).some((text) => {
    if (how === 'is') return text === wanted
    if (how === 'begins') return text.startsWith(wanted)
    return how === 'ends' ? text.endsWith(wanted) : text.includes(wanted)
  })
}
