import { describe, expect, it } from 'vitest'
import { requiredCapabilities } from './check.ts'
import { parse } from './parse.ts'
import { sameTokens } from './same-tokens.ts'
import { commandsOf, type Command } from './syntax-tree.ts'
import { nameOf } from './tokens.ts'
import { numberIn, stringsIn, understand } from './understand.ts'

const firstOf = (source: string) => {
  const command = commandsOf(parse(source)).find(({ name }) => nameOf(name) !== 'require')
  if (!command) throw new Error('No command')
  return command
}
const readingOf = (node: Parameters<typeof understand>[0]) => {
  const understood = understand(node)
  const said = (value: Parameters<typeof stringsIn>[0]) => numberIn(value) ?? stringsIn(value)
  return (
    understood && {
      tags: Object.fromEntries([...understood.tags].map(([name, { value }]) => [name, said(value)])),
      values: Object.fromEntries([...understood.values].map(([name, { value }]) => [name, said(value)])),
      faults: understood.faults.map(({ code, detail }) => `${code} ${detail}`),
    }
  )
}
const testOf = ({ tests }: Command) => tests[0]!

describe('Understanding a command', () => {
  it('knows which argument belongs to which tag', () => {
    const source =
      'vacation :mime :Days 3 :addresses ["a@b.c", "d@e.f"] :subject "S" # why\n :handle "h" text:\nBody\n.\n;'
    expect(readingOf(firstOf(source))).toEqual({
      tags: { mime: [], days: 3, addresses: ['a@b.c', 'd@e.f'], subject: ['S'], handle: ['h'] },
      values: { reason: ['Body\n'] },
      faults: [],
    })
  })

  it('knows values that may be left out', () => {
    expect(readingOf(firstOf('setflag "\\\\Seen";'))?.values).toEqual({ 'list-of-flags': ['\\Seen'] })
    expect(readingOf(firstOf('setflag "mine" ["a", "b"];'))?.values).toEqual({
      'variable-name': ['mine'],
      'list-of-flags': ['a', 'b'],
    })
    expect(readingOf(firstOf('deleteheader "X";'))?.values).toEqual({ 'field-name': ['X'] })
    expect(readingOf(firstOf('deleteheader "X" "y";'))?.values).toEqual({
      'field-name': ['X'],
      'value-patterns': ['y'],
    })
  })

  it('tells tests from commands of one name', () => {
    expect(understand(testOf(firstOf('if execute "x" {}')))?.shape.use).toBe('test')
    expect(understand(firstOf('execute "x";'))?.shape.use).toBe('command')
    expect(understand(firstOf('levitate;'))).toBeNull()
  })

  it('goes on where something is wrong, and says what', () => {
    expect(readingOf(testOf(firstOf('if header :value :is :odd "From" ["x"] "y" {}')))).toEqual({
      tags: { value: [], is: [] },
      values: { 'header-names': ['From'], 'key-list': ['x'] },
      faults: ['value-missing value', 'tag-excluded is', 'unknown-tag odd', 'too-many-values header'],
    })
  })

  it('lists what a script requires, wherever it says so', () => {
    expect(requiredCapabilities(parse('require "copy"; require ["fileinto", "copy"]; keep;'))).toEqual([
      'copy',
      'fileinto',
    ])
  })
})

describe('Two scripts', () => {
  it.each([
    ['keep;', ' # hello\n KEEP /* */ ;'],
    ['redirect "a\\"b\\\\";', 'redirect "\\a\\"b\\\\";'],
    ['vacation "one\r\n.two\r\n";', 'vacation text:\none\n..two\n.\n;'],
    ['if size :over 1k {}', 'if size :over 1024 {}'],
  ])('mean the same, %j and %j', (one, other) => expect(sameTokens(one, other)).toBe(true))

  it.each([
    ['keep;', 'keep;keep;'],
    ['fileinto "a";', 'fileinto "A";'],
    ['fileinto "a";', 'fileinto ["a"];'],
    ['if size :over 1K {}', 'if size :over 1000 {}'],
    ['"a', '"a'],
    ['fileinto "keep";', 'fileinto keep;'],
  ])('do not, %j and %j', (one, other) => expect(sameTokens(one, other)).toBe(false))
})
