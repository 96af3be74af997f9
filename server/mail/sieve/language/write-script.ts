import { check, type LocatedFault } from './check.ts'
import { parse } from './parse.ts'
import type { SyntaxProblem } from './syntax-problem.ts'
import type { Shape } from './vocabulary/shapes.ts'
import { baseComparators, shapeOf } from './vocabulary/vocabulary.ts'
import { dollarVariable, withoutReferences, writeString } from './write-string.ts'

/** What variables hold stands between texts that are meant as they stand (RFC 5229). */
interface Mixed {
  parts: readonly (string | { variable: string })[]
}

/** A text that is meant as it stands, one with references to variables that are to be replaced, or both mixed. */
export type Text = string | { template: string } | Mixed
export type Value = Text | readonly Text[] | number

interface Written {
  name: string
  /** By their names without colon, in the order they are to stand; `true` for one without value. */
  tags?: Readonly<Record<string, Value | true>>
  values?: readonly Value[]
}

export interface WrittenTest extends Written {
  /** For `not` the one, for `allof` and `anyof` all of them. */
  tests?: readonly WrittenTest[]
}

export interface WrittenCommand extends Written {
  /** Stands above the command, on a line of its own. */
  comment?: string
  test?: WrittenTest
  block?: readonly WrittenCommand[]
}

/** What was to be written is no Sieve: whoever built it made a mistake. */
export class UnwritableScript extends Error {
  readonly problems: readonly (SyntaxProblem | LocatedFault)[]

  constructor(problems: readonly (SyntaxProblem | LocatedFault)[]) {
    super(`No Sieve: ${problems.map(({ code, line }) => `${code} on line ${line}`).join(', ')}`)
    this.name = 'UnwritableScript'
    this.problems = problems
  }
}

/**
 * A script as text with CRLF line ends, beginning with the `require` it needs. Whatever the texts hold, they stay texts; the
 * script is read again before it is given out.
 *
 * @throws UnwritableScript where a command, test, tag or value does not exist or does not belong there
 * @throws RangeError for a text that no script can hold
 */
export function writeScript(commands: readonly WrittenCommand[]): string {
  const needs = new Set<string>()
  for (const command of commands) collectNeeds('command', command, needs)
  const writer = new Writer(needs.has('variables'))
  const body = commands.map((command) => writer.command(command, ''))
  const dollar = writer.usedDollar ? [writer.command(dollarCommand, '')] : []
  const names = [...needs].sort()
  const required = names.length > 0 ? [writer.command({ name: 'require', values: [names] }, '')] : []
  const source = [...required, ...dollar, ...body].join('')
  const script = parse(source)
  const problems = script.problems.length > 0 ? script.problems : check(script)
  if (problems.length > 0) throw new UnwritableScript(problems)
  return source
}

const dollarCommand: WrittenCommand = { name: 'set', values: [dollarVariable, '$'] }

function collectNeeds(use: Shape['use'], written: WrittenCommand & WrittenTest, needs: Set<string>): void {
  const { name, tags = {}, values = [], test, tests = [], block = [] } = written
  const shape = shapeOf(use, name)
  const add = (names: readonly string[] = []) => names.forEach((each) => needs.add(each))
  add(shape?.needs)
  for (const tag of shape?.tags ?? []) if (Object.hasOwn(tags, tag.name)) add(tag.needs)
  // A value that may be left out is there when there are as many as there can be.
  const positionals = values.length === shape?.positionals.length ? shape.positionals : []
  for (const positional of positionals) add(positional.needs)
  const { comparator } = tags
  if (typeof comparator === 'string' && !baseComparators.has(comparator)) needs.add(`comparator-${comparator}`)
  for (const each of test ? [test] : tests) collectNeeds('test', each, needs)
  for (const each of block) collectNeeds('command', each, needs)
}

class Writer {
  usedDollar = false
  readonly #knowsVariables: boolean

  constructor(knowsVariables: boolean) {
    this.#knowsVariables = knowsVariables
  }

  command(command: WrittenCommand, indent: string): string {
    const { comment, test, block } = command
    const above = comment === undefined ? '' : `${indent}# ${oneLine(comment)}\r\n`
    const head = `${above}${indent}${this.#head(command)}${test ? ` ${this.#test(test, indent)}` : ''}`
    if (!block) return `${head};\r\n`
    const inside = block.map((each) => this.command(each, `${indent}    `)).join('')
    return `${head} {\r\n${inside}${indent}}\r\n`
  }

  #test(test: WrittenTest, indent: string): string {
    const { tests } = test
    if (!tests) return this.#head(test)
    const [only] = tests
    if (shapeOf('test', test.name)?.tests === 'one' && only && tests.length === 1) {
      return `${this.#head(test)} ${this.#test(only, indent)}`
    }
    const inner = `${indent}    `
    const list = tests.map((each) => `${inner}${this.#test(each, inner)}`).join(',\r\n')
    return `${this.#head(test)} (\r\n${list}\r\n${indent})`
  }

  #head({ name, tags = {}, values = [] }: Written): string {
    const tagged = Object.entries(tags).flatMap(([tag, value]) => [
      `:${identifier(tag)}`,
      ...(value === true ? [] : [this.#value(value)]),
    ])
    return [identifier(name), ...tagged, ...values.map((value) => this.#value(value))].join(' ')
  }

  #value(value: Value): string {
    if (typeof value === 'number') return number(value)
    if (isList(value)) return `[${value.map((each) => this.#text(each)).join(', ')}]`
    return this.#text(value)
  }

  #text(text: Text): string {
    if (typeof text !== 'string' && 'template' in text) return writeString(text.template)
    const parts = typeof text === 'string' ? [text] : text.parts
    return writeString(
      parts.map((part) => (typeof part === 'string' ? this.#plain(part) : `\${${identifier(part.variable)}}`)).join(''),
    )
  }

  #plain(text: string): string {
    const literal = this.#knowsVariables ? withoutReferences(text) : text
    this.usedDollar ||= literal !== text
    return literal
  }
}

function isList(value: Value): value is readonly Text[] {
  return Array.isArray(value)
}

function identifier(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new RangeError('Not a name of Sieve')
  return name
}

function number(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('Sieve knows only whole numbers from 0')
  return String(value)
}

function oneLine(comment: string): string {
  if (!comment.isWellFormed()) throw new RangeError('A script cannot hold this text')
  return comment.replace(/[\r\n\0]+/g, ' ')
}
