import { randomUUID } from 'node:crypto'
import { mostOfContacts, type ContactFields } from '#contract/contacts.ts'
import { type ContentBlock, type ContentLine, lineOf, readBlocks } from '../content-lines.ts'
import { cardLines, escapeText, groupOf, propertyOf, writeCard } from './card-lines.ts'
import { beforeEnd, withValue } from './change-lines.ts'
import { listLines, membersIn, uidOf } from './list-card.ts'
import { kindOf, modern, partsOf, valueOf } from './read-cards.ts'

const wanted = new Set<string>([
  ...['fn', 'n', 'nickname', 'org', 'title', 'email', 'tel', 'note', 'categories', 'uid', 'x-curbcut-prefers'],
  ...listLines,
])
type Kind = ContactFields['addresses'][number]['kind']

export const emptyFields: ContactFields = {
  ...{ name: '', nickname: '', organisation: '', title: '', note: '' },
  ...{ addresses: [], telephones: [], groups: [], prefersPlainText: false, needsAccessible: false },
}

export interface ReadCard {
  fields: ContactFields
  uid: string
  isFavourite: boolean
  /** Of a list of people: UIDs as `uidOf` writes them, or `mailto:` addresses. */
  members: string[] | null
}

/** What is larger is not kept. */
const largestCard = 1_000_000

/** What people see of a card, and its UID. Never throws; what cannot be read is empty. */
export function readContactCard(card: string): ReadCard {
  const { blocks } = readBlocks(modern(card), { kind: 'card', lines: wanted, mostBlocks: 5, longestLine: largestCard })
  const block = blocks.find(({ name }) => name === 'vcard') ?? { name: '', lines: [], blocks: [] }
  const isFavourite = categoriesOf(block).some(isStar)
  const members = membersIn(block)?.map(uidOf) ?? null
  return { fields: fieldsOf(block), uid: valueOf(lineOf(block, 'uid'), 200), isFavourite, members }
}

/** Of a card that is too large to be read whole: from the lines before what makes it so large; may be empty. */
export function nameInLarge(card: string): string {
  const line = /^(?:[\w-]{1,40}\.)?FN[^:\r\n]{0,100}:[^\r\n]{0,200}/im.exec(card)?.[0]
  return line ? readContactCard(`BEGIN:VCARD\r\n${line}\r\nEND:VCARD`).fields.name.slice(0, 80) : ''
}

/** The category by which Google's contacts know a favourite: it is no group. */
export const star = 'starred'
export const isStar = (category: string) => /^(?:\* )?starred$/i.test(category)
const categoriesOf = (card: ContentBlock) => listOf(card.lines.filter(({ name }) => name === 'categories'))

function fieldsOf(card: ContentBlock): ContactFields {
  const every = (name: string) => card.lines.filter((line) => line.name === name).slice(0, mostOfContacts.entries)
  const [family = '', given = ''] = partsOf(lineOf(card, 'n'))
  const { line: longest } = mostOfContacts
  return {
    name: oneLine(valueOf(lineOf(card, 'fn'), longest)) || oneLine([given, family].filter(Boolean).join(' ')),
    nickname: listOf(every('nickname')).join(', ').slice(0, longest),
    addresses: every('email').flatMap((line) => {
      const address = oneLine(valueOf(line, 320)).replace(/^mailto:/i, '')
      return address === '' ? [] : [{ address, kind: shortKind(line) }]
    }),
    telephones: every('tel').flatMap((line) => {
      const number = oneLine(valueOf(line, 60)).replace(/^tel:/i, '')
      return number === '' ? [] : [{ number, kind: shortKind(line) }]
    }),
    organisation: oneLine(partsOf(lineOf(card, 'org')).join(', ')).slice(0, longest),
    title: oneLine(valueOf(lineOf(card, 'title'), longest)),
    // Whole, however long: what was cut off here would be lost once the note is changed.
    note: unescaped(valueOf(lineOf(card, 'note'), largestCard)),
    groups: [...new Set(categoriesOf(card))].filter((name) => !isStar(name)).slice(0, mostOfContacts.groups),
    prefersPlainText: wishesOf(card).includes(plainText),
    needsAccessible: wishesOf(card).includes(accessible),
  }
}

/** What `X-CURBCUT-PREFERS` lists, with commas between; words that are not known here stay. */
const [plainText, accessible] = ['plain-text', 'accessible']
const wishesOf = (card: ContentBlock) =>
  listOf(card.lines.filter(({ name }) => name === 'x-curbcut-prefers'))
    // What has no registered type is read as one text.
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())

/** ical.js leaves a semicolon that is escaped as it is. */
const unescaped = (text: string) => text.replaceAll('\\;', ';')
const oneLine = (text: string) =>
  unescaped(text)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()

function shortKind(line: ContentLine): Kind {
  const kind = kindOf(line)
  return kind === 'fax' ? 'other' : kind
}

/** The values of lines that hold several with commas between them. */
function listOf(lines: readonly ContentLine[]): string[] {
  return lines
    .flatMap(({ values }) => values.flatMap((value) => (typeof value === 'string' ? [value] : [])))
    .map((value) => oneLine(value).slice(0, 80))
    .filter(Boolean)
}

/** A new card of version 3.0, which every program reads. */
export function newCard(fields: ContactFields): string {
  const start = ['BEGIN:VCARD', 'VERSION:3.0', `UID:urn:uuid:${randomUUID()}`, 'END:VCARD']
  return changeCard(writeCard(start), fields)
}

/** Writes into a card what is another than in it; every other line stays as it is. */
export function changeCard(card: string, after: ContactFields): string {
  const { fields: before, isFavourite } = readContactCard(card)
  let lines = cardLines(card)
  const set = (name: string, value: string | null) => {
    lines = withValue(lines, name, value)
  }
  const text = (value: string) => (value === '' ? null : escapeText(value))
  const isChanged = (field: keyof ContactFields) => JSON.stringify(before[field]) !== JSON.stringify(after[field])
  const name = after.name || (after.addresses[0]?.address ?? '')
  const needsName = !lines.some((line) => propertyOf(line) === 'fn')
  if (isChanged('name') || needsName) {
    set('fn', escapeText(name))
    set('n', nameParts(name))
  }
  if (isChanged('nickname')) set('nickname', listText(after.nickname.split(',')))
  // A semicolon would make two parts of it.
  if (isChanged('organisation')) set('org', text(after.organisation.replaceAll(';', ',')))
  if (isChanged('title')) set('title', text(after.title))
  if (isChanged('note')) set('note', text(after.note))
  if (isChanged('groups')) set('categories', listText([...after.groups, ...(isFavourite ? [star] : [])]))
  if (isChanged('prefersPlainText') || isChanged('needsAccessible')) set('x-curbcut-prefers', wishText(card, after))
  if (isChanged('addresses'))
    lines = withEntries(lines, 'email', before.addresses.map(addressEntry), after.addresses.map(addressEntry))
  if (isChanged('telephones'))
    lines = withEntries(lines, 'tel', before.telephones.map(numberEntry), after.telephones.map(numberEntry))
  return writeCard(lines)
}

/** The same card, among the favourites or not; its groups stay. */
export function withFavourite(card: string, isFavourite: boolean): string {
  const { fields, isFavourite: wasFavourite } = readContactCard(card)
  if (isFavourite === wasFavourite) return card
  const value = listText([...fields.groups, ...(isFavourite ? [star] : [])])
  return writeCard(withValue(cardLines(card), 'categories', value))
}

function wishText(card: string, { prefersPlainText, needsAccessible }: ContactFields): string | null {
  const { blocks } = readBlocks(modern(card), { kind: 'card', lines: wanted, mostBlocks: 5 })
  const others = wishesOf(blocks[0] ?? { name: '', lines: [], blocks: [] }).filter(
    (wish) => wish !== plainText && wish !== accessible,
  )
  return listText([...(prefersPlainText ? [plainText] : []), ...(needsAccessible ? [accessible] : []), ...others])
}

function listText(values: readonly string[]): string | null {
  const filled = values.map((value) => value.trim()).filter(Boolean)
  return filled.length === 0 ? null : filled.map(escapeText).join(',')
}

/** Family name and the others, as programs sort by it; a single word is the family name. */
function nameParts(name: string): string {
  const [family = '', ...others] = name.split(' ').toReversed()
  return `${escapeText(family)};${escapeText(others.toReversed().join(' '))};;;`
}

interface Entry {
  value: string
  kind: Kind
}

const addressEntry = ({ address, kind }: ContactFields['addresses'][number]): Entry => ({ value: address, kind })
const numberEntry = ({ number, kind }: ContactFields['telephones'][number]): Entry => ({ value: number, kind })

/**
 * Lines of what there may be several of: those that are wished stay as they are, and so do those beyond what people are shown;
 * the others go with their group, and new ones come.
 */
function withEntries(
  lines: readonly string[],
  name: 'email' | 'tel',
  shown: readonly Entry[],
  entries: readonly Entry[],
): string[] {
  const wished = [...entries]
  const goneGroups = new Set<string>()
  const kept = lines.filter((line) => {
    if (propertyOf(line) !== name) return true
    const fields = readContactCard(`BEGIN:VCARD\r\n${line}\r\nEND:VCARD`).fields
    const [own] = name === 'email' ? fields.addresses.map(addressEntry) : fields.telephones.map(numberEntry)
    const isOwn = ({ value, kind }: Entry) => value === own?.value && kind === own.kind
    const at = wished.findIndex(isOwn)
    if (at >= 0) wished.splice(at, 1)
    if (at >= 0 || !shown.some(isOwn)) return true
    const group = groupOf(line)
    if (group !== null) goneGroups.add(group)
    return false
  })
  const staying = kept.filter((line) => !goneGroups.has(groupOf(line) ?? ''))
  return beforeEnd(
    staying,
    wished.map((entry) => entryLine(name, entry)),
  )
}

function entryLine(name: 'email' | 'tel', { value, kind }: Entry): string {
  const type = { work: ';TYPE=WORK', home: ';TYPE=HOME', mobile: ';TYPE=CELL', other: '' }[kind]
  return `${name.toUpperCase()}${type}:${escapeText(value)}`
}
