import { Positions } from './positions.ts'
import { defaultLimits, type SyntaxLimits, type SyntaxProblem, type SyntaxProblemCode } from './syntax-problem.ts'
import type { Argument, Block, Broken, Command, Script, Statement, Strings, Test } from './syntax-tree.ts'
import { isString, isTrivia, type Token } from './tokens.ts'
import { tokenize } from './tokenize.ts'

/** Ends the reading of one command; whoever reads statements catches it. */
class Unreadable extends Error {
  readonly code: SyntaxProblemCode
  readonly expected: readonly string[]

  constructor(code: SyntaxProblemCode, expected: readonly string[] = []) {
    super(code)
    this.code = code
    this.expected = expected
  }
}

/** What stands for the end where a token is asked for. */
const end: Token = { type: 'punctuation', text: '', start: -1 }

/**
 * Reads a script (RFC 5228, 8.2) into a tree that loses nothing: `print(parse(source)) === source` for every string. A
 * command that cannot be read becomes a `Broken`, up to its `;` or the end of its block, and reading goes on after it.
 * Never throws. Takes time in proportion to the length.
 */
export function parse(source: string, limits: Partial<SyntaxLimits> = {}): Script {
  return new Parser(source, { ...defaultLimits, ...limits }).script()
}

class Parser {
  readonly #source: string
  readonly #limits: SyntaxLimits
  readonly #positions: Positions
  readonly #tokens: Token[]
  readonly #problems: SyntaxProblem[]
  #next = 0
  #depth = 0

  constructor(source: string, limits: SyntaxLimits) {
    const { tokens, problems } = tokenize(source, limits)
    this.#source = source
    this.#limits = limits
    this.#positions = new Positions(source)
    this.#tokens = tokens
    this.#problems = problems
  }

  script(): Script {
    const children = this.#statements(() => false)
    const problems = this.#problems.sort((one, other) => one.offset - other.offset)
    return { type: 'script', children, problems }
  }

  #statements(isOver: (next: Token) => boolean): (Token | Statement)[] {
    const children: (Token | Statement)[] = []
    for (;;) {
      this.#takeTrivia(children)
      const next = this.#peek()
      if (next === end || isOver(next)) return children
      children.push(this.#statement())
    }
  }

  #statement(): Statement {
    const start = this.#next
    const depth = this.#depth
    try {
      return this.#command()
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      this.#report(error)
      this.#next = start
      this.#depth = depth
      return this.#broken()
    }
  }

  #command(): Command {
    const children: Command['children'] = []
    const name = this.#take(children, ({ type }) => type === 'identifier', ['command'])
    const head = this.#argumentsAndTests(children)
    if (this.#peek().text === '{') {
      const block = this.#block(children)
      return { type: 'command', name, ...head, block, children }
    }
    const mayFollow = head.tests.length > 0 ? [] : ['string', 'number', 'tag', 'test']
    this.#take(children, ({ text }) => text === ';', [';', '{', ...mayFollow])
    return { type: 'command', name, ...head, block: null, children }
  }

  #block(parent: Command['children']): Block {
    if (this.#depth >= this.#limits.deepest) throw new Unreadable('nested-too-deeply')
    this.#takeTrivia(parent)
    const children: Block['children'] = []
    this.#take(children, ({ text }) => text === '{', ['{'])
    this.#depth += 1
    children.push(...this.#statements(({ text }) => text === '}'))
    this.#depth -= 1
    if (this.#peek() === end) this.#report(new Unreadable('unexpected', ['command', '}']))
    else this.#take(children, ({ text }) => text === '}', ['}'])
    const block: Block = { type: 'block', children }
    parent.push(block)
    return block
  }

  #argumentsAndTests(children: Test['children'] | Command['children'], depth = 0) {
    const inside = children as Test['children']
    const given: Argument[] = []
    for (let argument = this.#argument(inside); argument; argument = this.#argument(inside)) given.push(argument)
    const next = this.#peek()
    const tests: Test[] = []
    const hasTestList = next.text === '('
    if (hasTestList) this.#testList(inside, tests, depth)
    else if (next.type === 'identifier') tests.push(this.#test(inside, depth))
    return { arguments: given, tests, hasTestList }
  }

  #argument(children: Test['children']): Argument | null {
    const next = this.#peek()
    if (next.type === 'tag' || next.type === 'number') {
      return { type: next.type, token: this.#take(children, () => true, []) }
    }
    if (!isString(next) && next.text !== '[') return null
    this.#takeTrivia(children)
    const strings = this.#strings()
    children.push(strings)
    return strings
  }

  #strings(): Strings {
    const children: Token[] = []
    const strings: Token[] = []
    const isList = this.#peek().text === '['
    if (!isList) return { type: 'strings', isList, strings: [this.#take(children, isString, [])], children }
    this.#take(children, () => true, [])
    do strings.push(this.#take(children, isString, ['string']))
    while (this.#take(children, ({ text }) => text === ',' || text === ']', [',', ']']).text === ',')
    return { type: 'strings', isList, strings, children }
  }

  #testList(children: Test['children'], tests: Test[], depth: number): void {
    this.#take(children, () => true, [])
    do tests.push(this.#test(children, depth))
    while (this.#take(children, ({ text }) => text === ',' || text === ')', [',', ')']).text === ',')
  }

  #test(parent: Test['children'], depth: number): Test {
    if (depth >= this.#limits.deepest) throw new Unreadable('nested-too-deeply')
    this.#takeTrivia(parent)
    const children: Test['children'] = []
    const name = this.#take(children, ({ type }) => type === 'identifier', ['test'])
    const test: Test = { type: 'test', name, ...this.#argumentsAndTests(children, depth + 1), children }
    parent.push(test)
    return test
  }

  /** Everything up to and with the next `;` or block of this level; at least one token. All the rest once there are too many. */
  #broken(): Broken {
    const children: Token[] = []
    const isHopeless = this.#problems.length >= this.#limits.mostProblems
    let depth = isHopeless ? Number.POSITIVE_INFINITY : 0
    for (;;) {
      const next = this.#peek()
      if (next === end || (next.text === '}' && depth === 0 && children.length > 0)) break
      this.#take(children, () => true, [])
      if (next.text === '{') depth += 1
      if (next.text === '}') depth -= 1
      if (depth <= 0 && (next.text === ';' || next.text === '}')) break
    }
    return { type: 'broken', children }
  }

  /** The next token that means something, or `end`. */
  #peek(): Token {
    let at = this.#next
    for (let token = this.#tokens[at]; token && isTrivia(token); token = this.#tokens[at]) at += 1
    return this.#tokens[at] ?? end
  }

  #takeTrivia(children: unknown[]): void {
    for (let token = this.#tokens[this.#next]; token && isTrivia(token); token = this.#tokens[this.#next]) {
      children.push(token)
      this.#next += 1
    }
  }

  #take(children: unknown[], isExpected: (token: Token) => boolean, expected: readonly string[]): Token {
    const token = this.#peek()
    if (token === end || !isExpected(token)) throw new Unreadable('unexpected', expected)
    this.#takeTrivia(children)
    children.push(token)
    this.#next += 1
    return token
  }

  #report({ code, expected }: Unreadable): void {
    const { type, start, text } = this.#peek()
    const last = this.#tokens.at(-1)
    // What cannot be a token was reported with the tokens.
    if (type === 'unknown' || (start < 0 && last?.type === 'unknown')) return
    const offset = start < 0 ? this.#source.length : start
    const isTold = this.#problems.some((problem) => problem.offset === offset)
    if (isTold || this.#problems.length >= this.#limits.mostProblems) return
    this.#problems.push({ code, ...this.#positions.at(offset), expected, found: text.slice(0, 40) })
  }
}
