import { describe, expect, it } from 'vitest'
import { capabilitiesIn } from './capabilities.ts'
import { defaultResponseLimits, ResponseError, ResponseReader, textOf, type ResponseLimits } from './response-reader.ts'
import { notesIn } from './script-notes.ts'

const readAll = (text: string, size = text.length, limits: Partial<ResponseLimits> = {}) => {
  const reader = new ResponseReader({ ...defaultResponseLimits, ...limits })
  const bytes = Buffer.from(text)
  const lines = []
  for (let at = 0; at < bytes.length; at += size) lines.push(...reader.read(bytes.subarray(at, at + size)))
  return lines.map((line) => (line.type === 'data' ? line.words.map(textOf) : line))
}
const end = (status: string, code: unknown, text: string) => ({ type: 'end', status, code, text })

describe('An answer', () => {
  it.each([
    ['OK\r\n', [end('OK', null, '')]],
    ['ok "Done."\r\n', [end('OK', null, 'Done.')]],
    ['OK (WARNINGS) {6}\r\nline 1\r\n', [end('OK', { name: 'WARNINGS', values: [] }, 'line 1')]],
    ['NO (quota/maxsize) "Too large"\r\n', [end('NO', { name: 'QUOTA/MAXSIZE', values: [] }, 'Too large')]],
    ['OK (TAG {3}\r\na"b) "x"\r\n', [end('OK', { name: 'TAG', values: ['a"b'] }, 'x')]],
    [
      'BYE (REFERRAL "sieve://other.example") "Move"\r\n',
      [end('BYE', { name: 'REFERRAL', values: ['sieve://other.example'] }, 'Move')],
    ],
    ['NO (X-ODD (1 "two") three)\r\n', [end('NO', { name: 'X-ODD', values: ['1', 'two', 'three'] }, '')]],
    ['"a \\"q\\" \\\\" ACTIVE\r\n{2}\r\n\r\n\r\nOK\r\n', [['a "q" \\', 'ACTIVE'], ['\r\n'], end('OK', null, '')]],
    ['{0}\r\n\r\nOK "é"\r\n', [[''], end('OK', null, 'é')]],
    ['"{5}"\r\n"SASL" ""\r\nOK\n', [['{5}'], ['SASL', ''], end('OK', null, '')]],
  ])('is read, whole or byte by byte: %j', (text, lines) => {
    for (const size of [text.length, 1, 3]) expect(readAll(text, size)).toEqual(lines)
  })

  it.each([
    ['another protocol', '* OK IMAP4rev1\r\n'],
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n'],
    ['a code that never ends', 'NO (QUOTA "x"\r\n'],
    ['an empty code', 'OK () "x"\r\n'],
    ['a text without quotes', 'OK Done.\r\n'],
    ['two texts', 'OK "a" "b"\r\n'],
    ['an open quote', '"name\r\n'],
    ['a literal that is none', '"a" {5} x\r\n'],
    ['NUL', '"a\0"\r\n'],
    ['a control word', 'FOO "x"\r\n'],
  ])('is refused: %s', (_what, text) => expect(() => readAll(text)).toThrow(ResponseError))

  it.each([
    ['a line', '"'.padEnd(40, 'x'), { longestLine: 30 }],
    ['a literal, before it comes', '{31}\r\n', { longestLiteral: 30 }],
    ['a literal beyond every number', '{9999999999}\r\n', {}],
    ['an answer', '"12345678"\r\n'.repeat(4), { longestResponse: 40 }],
    ['words', '"a"\r\n'.repeat(4), { mostWords: 3 }],
    ['empty literals', '{0}\r\n'.repeat(4), { mostWords: 3 }],
  ])('has bounds: %s', (_what, text, limits) => expect(() => readAll(text, 1, limits)).toThrow(ResponseError))

  it('counts each answer by itself', () => {
    expect(readAll('"12345678"\r\nOK\r\n'.repeat(9), 7, { longestResponse: 40, mostWords: 3 })).toHaveLength(18)
  })
})

describe('Capabilities', () => {
  it('are what the server says, and little where it says little', () => {
    const lines = (text: string) => new ResponseReader(defaultResponseLimits).read(Buffer.from(text))
    const words = (text: string) => lines(text).flatMap((line) => (line.type === 'data' ? [line.words] : []))
    expect(
      capabilitiesIn(
        words(
          '"Implementation" "X 1"\r\n"SASL" "plain Login"\r\n"SIEVE" "a  b"\r\n"STARTTLS"\r\n"MAXREDIRECTS" "4"\r\n"NOTIFY" "mailto"\r\n"VERSION" "1.0"\r\n"ODD" "x"\r\n',
        ),
      ),
    ).toEqual({
      ...{ implementation: 'X 1', sasl: ['PLAIN', 'LOGIN'], sieve: ['a', 'b'], startTls: true },
      ...{ maxRedirects: 4, notify: ['mailto'], version: '1.0' },
    })
    expect(capabilitiesIn(words('"SASL" ""\r\n"MAXREDIRECTS" "many"\r\n'))).toEqual({
      ...{ implementation: '', sasl: [], sieve: [], startTls: false, maxRedirects: null, notify: [], version: null },
    })
  })
})

describe('What a server says of a script', () => {
  it('is sorted by line', () => {
    const text =
      "line 2: error: unknown command 'foo'.\r\nmain: line 14: warning: odd.\nline 3, column 7: no such thing\r\nerror: validation failed.\r\n\r\n"
    expect(notesIn(text)).toEqual([
      { line: 2, severity: 'error', text: "unknown command 'foo'." },
      { line: 14, severity: 'warning', text: 'odd.' },
      { line: 3, severity: 'error', text: 'no such thing' },
      { line: null, severity: 'error', text: 'validation failed.' },
    ])
  })

  it('is plain text with an end', () => {
    const notes = notesIn(`line 1: error: \u001b[31mred\u202e ${'x'.repeat(2_000)}\n`.repeat(500))
    expect(notes.length).toBeLessThanOrEqual(100)
    expect(notes[0]?.text).toMatch(/^\[31mred x+$/)
    expect(notes[0]?.text.length).toBeLessThanOrEqual(500)
  })
})
