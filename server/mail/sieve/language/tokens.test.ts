import { describe, expect, it } from 'vitest'
import { numberValue, stringValue } from './tokens.ts'
import { tokenize } from './tokenize.ts'

const valuesOf = (source: string) => tokenize(source).tokens.map(stringValue)

describe('A token', () => {
  it.each([
    ['"plain"', 'plain'],
    ['"a \\"quoted\\" and \\\\ back"', 'a "quoted" and \\ back'],
    ['"needless \\e\\s\\c"', 'needless esc'],
    ['"over\r\ntwo"', 'over\r\ntwo'],
    ['"\\\n"', '\n'],
    ['""', ''],
    ['text:\r\none\r\n..two\r\n.three\r\n...\r\n.\r\n', 'one\r\n.two\r\nthree\r\n..\r\n'],
    ['text: # note\n.\n', ''],
    ['TEXT:\n\n.\n', '\n'],
    ['text:\na\u2028.b\n.\n', 'a\u2028.b\n'],
    ['text:\na\r.b\n.\n', 'a\r.b\n'],
  ])('of a string, %j, says what RFC 5228 says it does', (source, value) => {
    expect(valuesOf(source)).toEqual([value])
  })

  it.each(['"a\rb"', 'text:\na\r.b\n.\n', 'text:\r\na\r\r\n.\r\n'])(
    'of a string, %j, is told to be wrong for a carriage return without a line feed, and is kept',
    (source) => {
      const { tokens, problems } = tokenize(source)
      expect(tokens.map(({ text }) => text).join('')).toBe(source)
      expect(problems.map(({ code }) => code)).toEqual(['stray-carriage-return'])
    },
  )

  it('of a number knows K, M and G', () => {
    const { tokens } = tokenize('7 2k 3M 1G 007')
    const numbers = tokens.filter(({ type }) => type === 'number').map(numberValue)
    expect(numbers).toEqual([7, 2048, 3 * 2 ** 20, 2 ** 30, 7])
  })

  it('ends where the grammar ends it', () => {
    const texts = (source: string) => tokenize(source).tokens.map(({ type, text }) => `${type} ${text}`)
    expect(texts('if size:over 10kb{')).toEqual([
      ...['identifier if', 'space  ', 'identifier size', 'tag :over', 'space  ', 'number 10k', 'identifier b'],
      'punctuation {',
    ])
    expect(texts('# a */ /*\r\n/* # */x')).toEqual([
      'comment # a */ /*',
      'space \r\n',
      'comment /* # */',
      'identifier x',
    ])
    expect(texts('text')).toEqual(['identifier text'])
    expect(texts('textile:x')).toEqual(['identifier textile', 'tag :x'])
    expect(texts('text:\n.\n.\n')).toEqual(['multi-line text:\n.\n', 'unknown .', 'space \n'])
  })
})
