import type { ImapAttribute } from 'imapflow'
import { parseBodystructure, parseEnvelope } from 'imapflow/lib/tools.js'
import { describe, expect, it } from 'vitest'
import { readStructureList } from './body-structure.ts'
import { readEnvelopeList } from './envelope.ts'
import { readFetchAnswer } from './fetch-answer.ts'

/** What nobody here asks for. */
const unread = ['inReplyTo', 'md5', 'language', 'location', 'description', 'lineCount']

/** What the library makes of it, without that. */
function asked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asked)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !unread.includes(name))
      .map(([name, inner]) => [name, asked(inner)]),
  )
}

function listIn(text: string, literals: readonly string[] = []): ImapAttribute[] {
  const line = Buffer.from(`* 1 FETCH (X (${text}))`)
  const answer = readFetchAnswer(
    line,
    literals.map((literal) => Buffer.from(literal)),
  )
  return (answer?.attributes?.[1] as ImapAttribute[])[1] as ImapAttribute[]
}

const text =
  '"text" "plain" ("charset" "utf-8" "format" "flowed" "delsp" "yes") NIL NIL "Quoted-Printable" 1204 30 NIL NIL NIL NIL'
const file =
  '"application" "pdf" ("name" "a.pdf") "<x@y>" NIL "base64" 90120 NIL ("attachment" ("filename" "a.pdf")) ("en" "es") NIL'
const envelope =
  '"Mon, 30 Nov 2026 13:08:03 +0100" "=?utf-8?q?Gr=C3=BC=C3=9Fe?=" (("\\"A\\"" NIL "a" "x.test")) NIL NIL ((NIL NIL "all" NIL)("B" NIL "b" "x.test")(NIL NIL NIL NIL)) NIL NIL "<0@x.test>" " <1@x.test>"'

const structures = [
  ['a text', text],
  ['a text without its number of lines', '"TEXT" "HTML" NIL NIL NIL "7BIT" 12 NIL ("inline" NIL) NIL NIL'],
  ['a text with a file', `(${text})(${file}) "mixed" ("boundary" "----=_x") NIL NIL NIL`],
  ['nothing but what must be', '"image" "png" NIL NIL NIL "base64" 12'],
  ['parts within parts', `((${text})(${text}) "alternative" NIL)(${file}) "mixed"`],
  ['a message', `"message" "rfc822" NIL NIL NIL "7bit" 12 (${envelope}) (${text}) 3 NIL ("attachment" NIL) NIL NIL`],
  [
    'a message of parts',
    `(${text})("message" "rfc822" NIL NIL NIL "7bit" 12 (${envelope}) ((${text})(${file}) "mixed") 3) "mixed"`,
  ],
  ['a message that was not taken apart', '"message" "rfc822" NIL NIL NIL "7bit" 12 NIL NIL NIL'],
  [
    'names in pieces',
    `"application" "pdf" ("name*0*" "utf-8''a%20" "name*1*" "b.pdf" "__proto__*0" "x") NIL NIL "base64" 1 NIL ("attachment" ("filename" "utf-8'en'%C3%9F.pdf"))`,
  ],
  ['encoded names', '"application" "pdf" ("name" "=?utf-8?b?w58=?=") NIL NIL "base64" 1'],
  ['a name with an apostrophe', `"application" "pdf" ("filename" "O'Brien's.pdf" "odd") NIL NIL "base64" 1`],
] as const

/** The same numbers below 1 each time (Park and Miller, 1988). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

const pieces = [
  'a',
  ' ',
  'ß',
  '你',
  '"',
  "'",
  '\\',
  '=?utf-8?q?x=20y?=',
  '=?utf-8?b?w58=?=',
  '=?x',
  '*',
  '%41',
  '__\0JOIN\0__',
  '@',
]

/** Lists as servers might send them, and as they never would. */
function randomLists(random: () => number, literals: string[]) {
  const of = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T
  const some = (most: number, make: () => string) => Array.from({ length: Math.floor(random() * most) }, make).join(' ')
  const word = (): string => {
    const kind = random()
    if (kind < 0.2) return 'NIL'
    if (kind < 0.3) return of(['0', '42', 'x', '()', '("a" "b")', '("a" ("b"))'])
    if (kind > 0.9) {
      literals.push(some(4, () => of(pieces)))
      return `{${Buffer.byteLength(literals.at(-1) ?? '')}}\r\n`
    }
    return `"${some(5, () => of(pieces))
      .replaceAll('\0', '')
      .replace(/["\\]/g, '\\$&')}"`
  }
  const person = () => (random() < 0.1 ? word() : `(${word()} NIL ${word()} ${word()})`)
  const people = () => (random() < 0.3 ? word() : `(${some(4, person)})`)
  const date = () => of(['"Mon, 30 Nov 2026 13:08:03 +0100"', '"1 Feb 2026 01:02:03"', 'NIL', word()])
  const six = () => `${people()} ${people()} ${people()} ${people()} ${people()} ${people()}`
  const envelopeList = () => `${date()} ${word()} ${six()} ${word()} ${word()}`
  const names = ['"name"', '"FILENAME"', '"charset"', '"filename*"', '"name*0*"', '"name*1"', '"__proto__"', '"x"']
  const parameter = () => `${random() < 0.1 ? word() : of(names)} ${word()}`
  const given = () => (random() < 0.3 ? word() : `(${some(4, parameter)}${random() < 0.1 ? ' "odd"' : ''})`)
  const after = () => some(6, () => of([word, () => `(${word()} ${given()})`])())
  const structure = (depth: number): string => {
    const kind = random()
    if (kind < 0.3 && depth < 4) return `${some(4, () => `(${structure(depth + 1)})`)} ${word()} ${given()} ${after()}`
    const basic = `${given()} ${word()} ${word()} ${of(['"BASE64"', 'NIL', word()])} ${of(['12', word()])}`
    if (kind < 0.5 && depth < 4) {
      const inner = random() < 0.1 ? word() : `(${structure(depth + 1)})`
      return `"Message" "RFC822" ${basic} ${random() < 0.1 ? word() : `(${envelopeList()})`} ${inner} ${after()}`
    }
    return `${of(['"text" "plain"', '"TEXT" "x"', `${word()} ${word()}`])} ${basic} ${after()}`
  }
  return { envelopeList, structure: () => structure(0) }
}

describe('what a row is made of', () => {
  it('has its envelope read as the library reads it', () => {
    const list = listIn(envelope)
    expect(readEnvelopeList(list)).toEqual(asked(parseEnvelope(list)))
    expect(readEnvelopeList(list)).toMatchObject({ subject: 'Grüße', from: [{ name: 'A', address: 'a@x.test' }] })
  })

  it.each(structures)('has its structure read as the library reads it: %s', (_, said) => {
    const list = listIn(said)
    expect(readStructureList(list)).toEqual(asked(parseBodystructure(list)))
  })

  it('is read as the library reads it, whatever stands in it', () => {
    const random = randomNumbers(20_261_130)
    for (let round = 0; round < 2_000; round += 1) {
      const literals: string[] = []
      const lists = randomLists(random, literals)
      const envelopeList = listIn(lists.envelopeList(), literals.splice(0))
      expect(readEnvelopeList(envelopeList)).toEqual(asked(parseEnvelope(envelopeList)))
      const structure = listIn(lists.structure(), literals)
      expect(readStructureList(structure)).toEqual(asked(parseBodystructure(structure)))
    }
  })
})
