import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { ImapAttribute } from 'imapflow'
import { parser } from 'imapflow/lib/handler/imap-handler.js'
import { describe, expect, it } from 'vitest'
import { readFetchAnswer } from './fetch-answer.ts'

const structure =
  '("text" "plain" ("charset" "utf-8" "format" "flowed") NIL NIL "quoted-printable" 1204 30 NIL NIL NIL NIL)' +
  '("application" "pdf" ("name" "a \\"b\\" \\\\ c.pdf") "<x@y>" NIL "base64" 90120 NIL ("attachment" ("filename" "a.pdf")) ("en" "es") NIL)'

/** The lines as they come, without the last line break, and what their literals hold. */
const answers: [string, string, ...string[]][] = [
  ['flags', String.raw`* 12 FETCH (UID 7 FLAGS (\Seen $Forwarded label-1 NonJunk))`],
  ['no flags', '* 1 FETCH (FLAGS () UID 4294967295)'],
  ['flags and where they changed', '* 3 FETCH (UID 9 MODSEQ (1234567) FLAGS (\\Recent))'],
  ['words in other letters', '* 2 FETCH (UID 3 PREVIEW "Grüße – 你好, \\"quoted\\" and \\\\ too")'],
  ['a date', '* 2 FETCH (INTERNALDATE "30-Nov-2026 13:08:03 +0100" UID 3 RFC822.SIZE 120394)'],
  [
    'an envelope',
    '* 2 FETCH (UID 3 ENVELOPE ("Mon, 30 Nov 2026 13:08:03 +0100" "=?utf-8?q?Gr=C3=BC=C3=9Fe?= \\\\o/" (("A \\"B\\" C" NIL "a" "x.test")("" NIL "b" "x.test")) NIL nil ((NIL NIL "group" NIL)(NIL NIL NIL NIL)) NIL NIL NIL "<1@x.test>"))',
  ],
  ['a structure', `* 2 FETCH (UID 3 BODYSTRUCTURE (${structure} "mixed" ("boundary" "----=_x") NIL NIL NIL))`],
  ['a literal among the rest', '* 2 FETCH (UID 3 BODY[TEXT] {5}\r\n RFC822.SIZE 5)', 'hello'],
  ['several literals', '* 2 FETCH (BODY[1]<0> {2}\r\n BODY[2.MIME] {0}\r\n PREVIEW ~{3}\r\n UID 4)', 'ab', '', 'c\0d'],
  ['header fields', '* 2 FETCH (UID 3 BODY[HEADER.FIELDS (From "Reply-To" {2}\r\n)]<0> {1}\r\n)', 'To', 'x'],
  ['header fields, bare', '* 2 FETCH (UID 3 BODY[HEADER.FIELDS (FROM REPLY-TO)]<0> {1}\r\n)', 'x'],
  ['the whole message', '* 2 FETCH (UID 3 BODY[] {4}\r\n)', '\r\n\r\n'],
  ['a string for a body', '* 2 FETCH (UID 3 BODY[1] "short" BODY[2] NIL BODY[3] "")'],
  ['a keyword like a sequence', '* 2 FETCH (UID 3 FLAGS (2024:Q1 1,2 5: nil-ish))'],
  ['brackets in a keyword', '* 2 FETCH (UID 3 FLAGS ([css] a[b]))'],
  ['more blanks than needed', '* 2 FETCH (UID  3 FLAGS ( a  b ) )'],
]

/** What mail servers seldom say. */
const left = ['brackets in a keyword', 'header fields']

/** Where the library sees a set of numbers and we a word; nobody asks which. */
function plain(attribute: ImapAttribute): unknown {
  if (Array.isArray(attribute)) return attribute.map(plain)
  if (!attribute) return null
  return { ...attribute, ...(attribute.type === 'SEQUENCE' ? { type: 'ATOM' } : {}) }
}

async function both(line: string, literals: readonly string[]) {
  const payload = Buffer.from(line)
  const buffers = literals.map((text) => Buffer.from(text))
  const read = readFetchAnswer(payload, buffers)
  const library = await parser(payload, { literals: [...buffers] })
  return { read: read && plainResponse(read), library: plainResponse(library) }
}

const plainResponse = ({ attributes = [], ...rest }: Awaited<ReturnType<typeof parser>>) => ({
  ...rest,
  attributes: attributes.map(plain),
})

/** The same numbers below 1 each time (Park and Miller, 1988). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Items with values of every kind, lists within lists; what their literals hold is added to `literals`. */
function randomItems(random: () => number, literals: string[]): string {
  const of = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T
  const some = <T>(most: number, make: () => T) => Array.from({ length: Math.floor(random() * most) }, make)
  const words = () =>
    some(12, () => of(['a', 'ß', '你', '"', '\\', '(', ')', ' ', '{3}', '\r\n', '=?utf-8?q?x?='])).join('')
  const value = (depth: number): string => {
    const kind = random()
    if (kind < 0.2 && depth < 6) return `(${some(5, () => value(depth + 1)).join(of([' ', ' ', '  ']))})`
    if (kind < 0.5) return `"${words().replace(/["\\]/g, '\\$&')}"`
    if (kind > 0.9) {
      const text = words()
      literals.push(text)
      return `${of(['', '~'])}{${Buffer.byteLength(text)}}\r\n`
    }
    return of(['NIL', 'nil', '0', '42', 'abc', '\\Seen', '$MDNSent', 'a-b_c.d', '1:3,5', 'NILE'])
  }
  const name = () => of(['UID', 'FLAGS', 'ENVELOPE', 'BODY[]', 'BODY[1.2.MIME]<0>', 'BODY[HEADER.FIELDS (TO X-Y)]'])
  return some(6, () => `${name()} ${value(0)}`).join(' ')
}

describe('the answer to FETCH', () => {
  it.each(answers)('is read as the library reads it, or left to it: %s', async (name, line, ...literals) => {
    const { read, library } = await both(line, literals)
    if (left.includes(name)) expect(read).toBeNull()
    else expect(read).toEqual(library)
  })

  it.each([
    ['another answer', '* 3 EXISTS'],
    ['the end of a command', 'A1 OK FETCH (done)'],
    ['a search', '* SEARCH 1 2 3'],
    ['a bracket too few', '* 2 FETCH (UID 3 FLAGS (a)'],
    ['a bracket too many', '* 2 FETCH (UID 3))'],
    ['a string without its end', '* 2 FETCH (UID 3 PREVIEW "abc)'],
    ['a string that ends by an escape', '* 2 FETCH (UID 3 PREVIEW "abc\\")'],
    ['a literal that did not come', '* 2 FETCH (UID 3 BODY[] {4}\r\n)'],
    ['something after the end', '* 2 FETCH (UID 3) (4)'],
    ['a control character', '* 2 FETCH (UID 3\t4)'],
    ['nesting without end', `* 2 FETCH (${'('.repeat(200)}${')'.repeat(200)})`],
    ['tokens without end', `* 2 FETCH (FLAGS (${'a '.repeat(30_000)}))`],
  ])('is left to the library where it is unusual: %s', (_, line) => {
    expect(readFetchAnswer(Buffer.from(line))).toBeNull()
  })

  it('is read as the library reads it, whatever stands in it', async () => {
    const random = randomNumbers(20_261_130)
    for (let round = 0; round < 3_000; round += 1) {
      const literals: string[] = []
      const { read, library } = await both(`* 2 FETCH (${randomItems(random, literals)})`, literals)
      expect(read).toEqual(library)
    }
  })

  it('takes no longer a character for a string of many escapes', () => {
    const value = 'a"b\\'.repeat(50_000)
    const line = `* 2 FETCH (UID 3 PREVIEW "${value.replace(/["\\]/g, '\\$&')}")`
    expect(readFetchAnswer(Buffer.from(line))?.attributes?.[1]).toContainEqual({ type: 'STRING', value })
  })
})

describe('what is kept of an answer', () => {
  it.each([
    ['plain text', 'q'],
    ['text in other letters', 'ü'],
  ])('does not keep the answer it came in: %s', (_name, letter) => {
    setFlagsFromString('--expose-gc')
    const collectGarbage = runInNewContext('gc') as () => void
    const [answers, lineLength, subject] = [100, 100_000, letter.repeat(40)]
    const subjectOf = (uid: number) => {
      const line = `* 1 FETCH (UID ${uid} BODY[1] "${letter.repeat(lineLength)}" BODY[2] "${subject}")`
      const items = readFetchAnswer(Buffer.from(line))?.attributes?.[1]
      return Array.isArray(items) ? items.at(-1) : undefined
    }
    collectGarbage()
    const before = process.memoryUsage().heapUsed
    const kept = Array.from({ length: answers }, (_, uid) => subjectOf(uid))
    collectGarbage()
    expect(process.memoryUsage().heapUsed - before).toBeLessThan((answers * lineLength) / 10)
    expect(kept).toEqual(kept.map(() => ({ type: 'STRING', value: subject })))
  })
})
