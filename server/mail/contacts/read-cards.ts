import type { ContactCard, ContactCards } from '#contract/contact-cards.ts'
import { type ContentBlock, type ContentLine, lineOf, parameterOf, readBlocks, textOf } from '../content-lines.ts'
import { decodeCharset, decodeTransfer } from '../mime/decode-text.ts'

const wanted = new Set(['fn', 'n', 'org', 'title', 'email', 'tel', 'adr', 'url', 'note'])
const mostShown = 20
const mostOfAKind = 10

/** Reads a contact file of any version (2.1, 3.0, 4.0) as far as it goes; never throws. */
export function readCards(text: string): ContactCards {
  const { blocks, cut } = readBlocks(modern(text), { kind: 'card', lines: wanted, mostBlocks: 1_000 })
  const cards = blocks.filter(({ name }) => name === 'vcard')
  return { cards: cards.slice(0, mostShown).map(readCard), count: cards.length, cut: cut || cards.length === 0 }
}

/** Version 2.1 writes parameters without names, and breaks lines as quoted-printable does. */
export function modern(text: string): string {
  if (!/^VERSION:2\.1\s*$/im.test(text)) return text
  return text
    .replace(/=\r?\n/g, '')
    .replace(/^[\w.-]+(?:;[\w=.-]+)*(?=:)/gm, (head) => head.replace(/;([\w.-]+)(?=;|$)/g, ';TYPE=$1'))
}

function readCard(card: ContentBlock): ContactCard {
  const every = (name: string) => card.lines.filter((line) => line.name === name).slice(0, mostOfAKind)
  const [family = '', given = ''] = partsOf(lineOf(card, 'n'))
  return {
    name: valueOf(lineOf(card, 'fn')) || [given, family].filter(Boolean).join(' '),
    organisation: partsOf(lineOf(card, 'org')).join(', '),
    title: valueOf(lineOf(card, 'title')),
    mails: every('email')
      .map((line) => valueOf(line).replace(/^mailto:/i, ''))
      .filter(Boolean),
    telephones: every('tel')
      .map((line) => ({ number: valueOf(line).replace(/^tel:/i, ''), kind: kindOf(line) }))
      .filter(({ number }) => number !== ''),
    address: partsOf(lineOf(card, 'adr')).join(', '),
    web: valueOf(lineOf(card, 'url')),
    note: valueOf(lineOf(card, 'note'), 2_000),
  }
}

export function kindOf(line: ContentLine): ContactCard['telephones'][number]['kind'] {
  const types = typesOf(line)
  if (types.includes('fax')) return 'fax'
  if (types.includes('cell')) return 'mobile'
  return (['work', 'home'] as const).find((kind) => types.includes(kind)) ?? 'other'
}

const typesOf = ({ parameters }: ContentLine): string[] =>
  [parameters['type'] ?? []].flat().map((type) => type.toLowerCase())

export function valueOf(line: ContentLine | undefined, longest = 300): string {
  return decoded(line, textOf(line, longest * 4)).slice(0, longest)
}

/** The filled parts of a value with several, such as the parts of an address. */
export function partsOf(line: ContentLine | undefined): string[] {
  const [value] = line?.values ?? []
  const parts = Array.isArray(value) ? value.flat() : typeof value === 'string' ? value.split(';') : []
  const isName = line?.name === 'n'
  return parts
    .slice(0, 7)
    .map((part) => decoded(line, String(part).slice(0, 1_200)).slice(0, 300).toWellFormed().trim())
    .filter((part) => isName || part !== '')
}

function decoded(line: ContentLine | undefined, text: string): string {
  if (!line) return text
  const isQuoted = /quoted-printable/i.test(parameterOf(line, 'encoding')) || typesOf(line).includes('quoted-printable')
  if (!isQuoted) return text
  return decodeCharset(decodeTransfer(Buffer.from(text, 'latin1'), 'quoted-printable'), parameterOf(line, 'charset'))
}
