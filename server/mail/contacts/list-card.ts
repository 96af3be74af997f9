import { mostListMembers } from '#contract/contact-lists.ts'
import { type ContentBlock, lineOf, readBlocks } from '../content-lines.ts'
import { cardLines, propertyOf, writeCard } from './card-lines.ts'
import { beforeEnd } from './change-lines.ts'
import { modern, valueOf } from './read-cards.ts'

/** What says that a card is a list of people, and whom it holds (RFC 6350, 6.1.4 and 6.6.5; Apple's manner in 3.0). */
export const listLines = ['kind', 'member', 'x-addressbookserver-kind', 'x-addressbookserver-member'] as const
const wanted = new Set<string>(listLines)
const isMember = (property: string) => property === 'member' || property === 'x-addressbookserver-member'

/** As members of a list are told apart: a UID in one way of writing, or a `mailto:` address. */
export const uidOf = (uid: string) =>
  uid
    .trim()
    .replace(/^urn:uuid:/i, '')
    .toLowerCase()

/** As a list names who calls themselves this. */
export const memberOf = (uid: string) => (/^[a-z][a-z\d+.-]*:/i.test(uid) ? uid : `urn:uuid:${uid}`)

/** Whom a list holds, as its card names them, each once; null for the card of a person. */
export function membersIn(card: ContentBlock): string[] | null {
  const kind = lineOf(card, 'kind') ?? lineOf(card, 'x-addressbookserver-kind')
  if (valueOf(kind, 40).trim().toLowerCase() !== 'group') return null
  const values = card.lines.filter(({ name }) => isMember(name)).map((line) => valueOf(line, 400).trim())
  return [...new Map(values.filter(Boolean).map((value) => [uidOf(value), value])).values()].slice(0, mostListMembers)
}

/** The same of a card. Never throws. */
export function membersOfCard(card: string): string[] {
  const { blocks } = readBlocks(modern(card), { kind: 'card', lines: wanted, mostBlocks: 5 })
  const [block] = blocks
  return (block && membersIn(block)) ?? []
}

/** The card of a list with some in it and some out of it, written in its own manner; every other line stays as it is. */
export function withMembers(card: string, add: readonly string[], remove: readonly string[]): string {
  const lines = cardLines(card)
  const there = new Set(membersOfCard(card).map(uidOf))
  const leaving = new Set(remove.map(uidOf))
  const coming = add.filter((member) => !there.has(uidOf(member)))
  const staying = lines.filter((line) => !(isMember(propertyOf(line)) && leaving.has(uidOf(memberIn(line)))))
  const name = lines.some((line) => propertyOf(line) === 'kind') ? 'MEMBER' : 'X-ADDRESSBOOKSERVER-MEMBER'
  if (staying.length === lines.length && coming.length === 0) return card
  return writeCard(
    beforeEnd(
      staying,
      coming.map((member) => `${name}:${member}`),
    ),
  )
}

const memberIn = (line: string): string =>
  membersOfCard(['BEGIN:VCARD', 'KIND:group', line, 'END:VCARD'].join('\r\n'))[0] ?? ''
