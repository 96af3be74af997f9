import { describe, expect, it } from 'vitest'
import { diceFor } from '#platform/seed/random.ts'
import { check } from './check.ts'
import { parse } from './parse.ts'
import { commandsOf, type Block, type Command, type Script, type Test } from './syntax-tree.ts'
import { knownScript, trickyTexts } from './testing/known-script.ts'
import { nameOf, stringValue } from './tokens.ts'
import { tokenize } from './tokenize.ts'
import { numberIn, stringsIn, understand } from './understand.ts'
import { knownCapabilities } from './vocabulary/vocabulary.ts'
import { literalPattern, writeString } from './write-string.ts'
import { UnwritableScript, writeScript, type Value, type WrittenCommand, type WrittenTest } from './write-script.ts'

const withCrlf = (text: string) => text.replace(/\r\n|\r|\n/g, '\r\n')

/** What a value says once it is read: texts only, `$` put back where it had to be hidden. */
const said = (value: Value | true): unknown => {
  if (typeof value === 'number' || value === true) return value
  const texts = (typeof value === 'string' || 'template' in value ? [value] : value) as Exclude<Value, number>[]
  return texts.map((text) => withCrlf(typeof text === 'string' ? text : (text as { template: string }).template))
}
const wordsOf = ({ name, tags = {}, values = [], test, tests, block }: WrittenCommand & WrittenTest): unknown => ({
  name,
  tags: Object.fromEntries(Object.entries(tags).map(([tag, value]) => [tag, said(value)])),
  values: values.map(said),
  tests: (test ? [test] : (tests ?? [])).map(wordsOf),
  block: (block ?? []).map(wordsOf),
})
const readBack = (parent: Script | Block): unknown[] =>
  commandsOf(parent)
    .filter(({ name, arguments: [first] }) => {
      const isSet = nameOf(name) === 'set' && stringsIn(first)[0] === 'literal_dollar'
      return nameOf(name) !== 'require' && !isSet
    })
    .map(readNode)
function readNode(node: Command | Test): unknown {
  const understood = understand(node)
  const read = (value: Parameters<typeof stringsIn>[0]) =>
    numberIn(value) ?? (value ? stringsIn(value).map((text) => text.replaceAll('${literal_dollar}', '$')) : true)
  return {
    name: nameOf(node.name),
    tags: Object.fromEntries([...(understood?.tags ?? [])].map(([name, { value }]) => [name, read(value)])),
    values: [...(understood?.values.values() ?? [])].map(({ value }) => read(value)),
    tests: node.tests.map(readNode),
    block: node.type === 'command' && node.block ? readBack(node.block) : [],
  }
}

describe('A written script', () => {
  it('is Sieve as people write it', () => {
    const source = writeScript([
      {
        comment: 'Projects\nand more',
        name: 'if',
        test: {
          name: 'anyof',
          tests: [
            { name: 'header', tags: { contains: true }, values: [['subject'], ['bridge', 'tunnel']] },
            { name: 'not', tests: [{ name: 'size', tags: { over: true }, values: [10_000] }] },
          ],
        },
        block: [{ name: 'fileinto', tags: { copy: true, flags: ['\\Seen'] }, values: ['Projects'] }, { name: 'stop' }],
      },
    ])
    expect(source.split('\r\n')).toEqual([
      'require ["copy", "fileinto", "imap4flags"];',
      '# Projects and more',
      'if anyof (',
      '    header :contains ["subject"] ["bridge", "tunnel"],',
      '    not size :over 10000',
      ') {',
      '    fileinto :copy :flags ["\\\\Seen"] "Projects";',
      '    stop;',
      '}',
      '',
    ])
  })

  it('says just what it was given, for hundreds of scripts with texts that try to get out', () => {
    const dice = diceFor('written sieve')
    for (let round = 0; round < 300; round += 1) {
      const commands = knownScript(dice, knownCapabilities)
      const script = parse(writeScript(commands))
      expect([script.problems, check(script)]).toEqual([[], []])
      expect(readBack(script)).toEqual(commands.map(wordsOf))
    }
  })

  it('keeps references to variables apart from texts that look like some', () => {
    const source = writeScript([
      { name: 'set', values: ['who', { template: '${1}' }] },
      { name: 'vacation', values: ['It costs ${amount} $ and ${, for ${2}'] },
    ])
    expect(source).toContain('set "who" "${1}";')
    expect(source).toContain('vacation "It costs ${literal_dollar}{amount} $ and ${, for ${literal_dollar}{2}";')
    expect(source).toContain('\r\nset "literal_dollar" "$";\r\nset "who"')
    const mixed = writeScript([
      { name: 'set', values: ['who', { template: '${1}' }] },
      {
        name: 'vacation',
        values: [{ parts: ['Dear ', { variable: 'who' }, ', ${who} $', { variable: 'who' }, '{who}"'] }],
      },
    ])
    expect(mixed).toContain('vacation "Dear ${who}, ${literal_dollar}{who} $${who}{who}\\"";')
    expect(writeScript([{ name: 'vacation', values: ['${amount}'] }])).toContain('vacation "${amount}";')
  })

  it.each([
    ['a command nobody knows', [{ name: 'levitate' }]],
    ['a tag that belongs elsewhere', [{ name: 'keep', tags: { days: 3 } }]],
    ['a value too many', [{ name: 'stop', values: ['now'] }]],
    ['a list where one text belongs', [{ name: 'redirect', values: [['a@b.c']] }]],
    ['a test without its block', [{ name: 'if', test: { name: 'true' } }]],
    ['an else alone', [{ name: 'else', block: [] }]],
    ['an empty list', [{ name: 'require', values: [[]] }]],
  ])('is refused: %s', (_what, commands) => expect(() => writeScript(commands)).toThrow(UnwritableScript))

  it.each([
    ['NUL', [{ name: 'redirect', values: ['a\0b'] }]],
    ['half a character', [{ name: 'redirect', values: ['\uD83D'] }]],
    ['half a character above it', [{ name: 'keep', comment: '\uD83D' }]],
    ['a name that is none', [{ name: 'keep; discard' }]],
    ['a tag that is none', [{ name: 'keep', tags: { 'x "y"': true as const } }]],
    ['a number below nothing', [{ name: 'vacation', tags: { days: -1 }, values: ['x'] }]],
    ['half a number', [{ name: 'vacation', tags: { days: 1.5 }, values: ['x'] }]],
  ])('cannot hold %s', (_what, commands) => expect(() => writeScript(commands)).toThrow(RangeError))
})

describe('A written string', () => {
  it.each(trickyTexts)('is one token that says the same: %j', (text) => {
    const { tokens, problems } = tokenize(writeString(text))
    expect(problems).toEqual([])
    expect(tokens.map(stringValue)).toEqual([withCrlf(text)])
  })

  it('is text: where there are lines to read', () => {
    const letter = 'Dear all,\n'.repeat(10)
    expect(writeString(letter)).toMatch(/^text:\r\nDear all,\r\n/)
    expect(writeString(letter.trimEnd())).toMatch(/^"/)
  })

  it('as a pattern means only itself', () => {
    expect(literalPattern('50% *off*? \\o/')).toBe('50% \\*off\\*\\? \\\\o/')
  })
})
