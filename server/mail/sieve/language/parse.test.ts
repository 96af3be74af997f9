import { describe, expect, it } from 'vitest'
import { diceFor } from '#platform/seed/random.ts'
import { check, requiredCapabilities } from './check.ts'
import { parse } from './parse.ts'
import type { SyntaxLimits } from './syntax-problem.ts'
import { commandsOf, isNode, print, tokensOf, type Node } from './syntax-tree.ts'
import { corpus } from './testing/corpus.ts'
import { anyScript, damaged } from './testing/fuzz.ts'
import { knownCapabilities } from './vocabulary/vocabulary.ts'
import { snippets } from './testing/snippets.ts'

const scripts = [...corpus().map(({ source }) => source), ...snippets.map(([, source]) => source)]

/** Everything that holds for the tree of any text whatever. */
function expectWhole(source: string, limits: Partial<SyntaxLimits> = {}): void {
  const script = parse(source, limits)
  expect(print(script)).toBe(source)
  let offset = 0
  let isGapless = true
  for (const { start, text } of tokensOf(script)) {
    isGapless &&= start === offset && text.length > 0
    offset += text.length
  }
  expect([isGapless, pointsInside(script)]).toEqual([true, true])
}

/** The fields of a node point to children of it, so that no edit can change one and not the other. */
function pointsInside(node: Node): boolean {
  if (node.type === 'command' || node.type === 'test') {
    const pointed = [node.name, ...node.tests, ...node.arguments.map((each) => ('token' in each ? each.token : each))]
    const inside: unknown[] = node.children
    if (!pointed.every((each) => inside.includes(each))) return false
  }
  return node.children.every((child) => !isNode(child) || pointsInside(child))
}

describe('A script that is read and printed', () => {
  it.each(corpus().map(({ name, source }) => [name, source]))('is the same to the byte: %s', (_name, source) => {
    expectWhole(source)
    expect(parse(source).problems).toEqual([])
  })

  it('is one of more than 150, with every extension that is known here', () => {
    const sources = corpus().filter(({ name }) => !name.endsWith('CRLF'))
    expect(sources.length).toBeGreaterThan(150)
    expect(new Set(sources.map(({ source }) => source)).size).toBe(sources.length)
    const required = new Set(sources.flatMap(({ source }) => requiredCapabilities(parse(source))))
    expect([...knownCapabilities].filter((name) => !required.has(name))).toEqual([])
  })

  it('is the same whatever is wrong with it', () => {
    expect(scripts.length).toBeGreaterThan(220)
    for (const source of scripts) expectWhole(source)
  })

  it('is the same for hundreds made by the grammar, all of which can be read', () => {
    const dice = diceFor('sieve by the grammar')
    for (let round = 0; round < 500; round += 1) {
      const source = anyScript(dice)
      expectWhole(source)
      expect(parse(source).problems).toEqual([])
    }
  })

  it('is the same for three thousand that were damaged, and for every beginning of one', () => {
    const dice = diceFor('damaged sieve')
    for (let round = 0; round < 3_000; round += 1) expectWhole(damaged(dice, dice.pick(scripts)))
    const whole = scripts[0] ?? ''
    for (let length = 0; length < whole.length; length += 1) expectWhole(whole.slice(0, length))
  })

  it('is the same when it is no text that UTF-8 could hold', () => {
    for (const source of ['\uD800keep;', '"\uDFFF";', 'keep;\uDFFF\uD800# \uD83D']) expectWhole(source)
  })
})

describe('What is wrong with a script', () => {
  it.each(snippets)('is %s: %j', (verdict, source) => {
    const script = parse(source)
    const [first] = script.problems.length > 0 ? script.problems : check(script)
    expect(first?.code ?? 'good').toBe(verdict)
  })

  it('is told by line and column, with what was expected and what is there', () => {
    const { problems } = parse('keep;\r\nif header :is "ä" ["x" "y"] {\n\tstop; }\n\tstop 1 }\n}')
    expect(problems).toEqual([
      { code: 'unexpected', offset: 30, line: 2, column: 24, expected: [',', ']'], found: '"y"' },
      {
        ...{ code: 'unexpected', offset: 54, line: 4, column: 9, found: '}' },
        expected: [';', '{', 'string', 'number', 'tag', 'test'],
      },
      { code: 'unexpected', offset: 56, line: 5, column: 1, expected: ['command'], found: '}' },
    ])
    const [end] = parse('keep;\ndiscard ').problems
    expect(end).toMatchObject({ line: 2, column: 9, found: '' })
    expect(end?.expected).toContain(';')
  })

  it('keeps nobody from reading the rest', () => {
    const script = parse('keep; 1 2 "three"; discard; if [ { lost; } stop; } redirect "a@b.c"; if true { keep }')
    expect(commandsOf(script).map(({ name }) => name.text)).toEqual(['keep', 'discard', 'stop', 'redirect', 'if'])
    expect(script.problems.map(({ offset, found }) => `${offset} ${found}`)).toEqual(['6 1', '33 {', '49 }', '84 }'])
    const inside = parse('if true { keep; nonsense [ ; stop; }')
    const [command] = commandsOf(inside)
    expect(command?.block && commandsOf(command.block).map(({ name }) => name.text)).toEqual(['keep', 'stop'])
  })
})

describe('Reading a script has bounds', () => {
  const problemOf = (source: string, limits: Partial<SyntaxLimits>) => {
    expectWhole(source, limits)
    return parse(source, limits).problems.map(({ code }) => code)
  }

  it('of length, tokens and depth, and keeps what is beyond as it is', () => {
    expect(problemOf('keep; keep; keep;', { longest: 10 })).toEqual(['script-too-large'])
    expect(problemOf('keep; keep; keep;', { mostTokens: 4 })).toEqual(['too-many-tokens'])
    expect(problemOf('if true { if true { keep; } }', { deepest: 1 })).toEqual(['nested-too-deeply'])
    expect(problemOf('if not not true { keep; }', { deepest: 1 })).toEqual(['nested-too-deeply'])
    expect(problemOf('1;'.repeat(20), { mostProblems: 3 })).toHaveLength(3)
  })

  it.each([
    ['blocks', 'if true {'.repeat(50_000)],
    ['tests', `if ${'not '.repeat(50_000)}`],
    ['lists of tests', `if ${'anyof ('.repeat(50_000)}`],
    ['open lists', '['.repeat(100_000)],
    ['ends of blocks', '}'.repeat(100_000)],
    ['broken commands', '1;'.repeat(90_000)],
    ['colons', ': '.repeat(90_000)],
    ['comments', '/**/ '.repeat(90_000)],
    ['slashes', '/'.repeat(100_000)],
    ['backslashes', `"${'\\'.repeat(100_000)}`],
    ['begun texts', 'text:\n'.repeat(100_000)],
    ['dots', `text:\n${'.\r'.repeat(100_000)}`],
    ['digits', '9'.repeat(1_000_000)],
    ['hash comments', `#${'\r'.repeat(1_000_000)}`],
  ])('of time: a great many %s', (_name, source) => {
    const startedAt = performance.now()
    expect(print(parse(source))).toBe(source)
    // A reader that went over the rest again and again would take minutes.
    expect(performance.now() - startedAt).toBeLessThan(15_000)
  })
})
