import type { SyntaxProblem } from './syntax-problem.ts'
import { isTrivia, type Token } from './tokens.ts'

/**
 * The tree of a script. The `children` of every node hold all its tokens and nodes in the order they are written, white
 * space and comments too, so that printing them gives the script again; the other fields point to those that mean something.
 */
export interface Script {
  type: 'script'
  children: (Token | Statement)[]
  /** In the order they stand in the script; empty when all of it was read. */
  problems: SyntaxProblem[]
}

export type Statement = Command | Broken

export interface Command {
  type: 'command'
  /** An identifier. */
  name: Token
  arguments: Argument[]
  /** One test, or those of a list in parentheses. */
  tests: Test[]
  /** The tests stand in parentheses. */
  hasTestList: boolean
  block: Block | null
  children: (Token | Strings | Test | Block)[]
}

export interface Test {
  type: 'test'
  name: Token
  arguments: Argument[]
  tests: Test[]
  hasTestList: boolean
  children: (Token | Strings | Test)[]
}

/** A tag, a number, or one or more strings. */
export type Argument = { type: 'tag'; token: Token } | { type: 'number'; token: Token } | Strings

export interface Strings {
  type: 'strings'
  /** Written in brackets. One string may stand for a list, a list never for one string. */
  isList: boolean
  strings: Token[]
  children: Token[]
}

export interface Block {
  type: 'block'
  children: (Token | Statement)[]
}

/** What could not be read, up to where reading could go on. */
export interface Broken {
  type: 'broken'
  children: Token[]
}

export type Node = Script | Statement | Test | Strings | Block

export function isNode(child: Token | Node): child is Node {
  return 'children' in child
}

/** The commands of a script or a block that could be read. */
export function commandsOf({ children }: { children: readonly (Token | Statement)[] }): Command[] {
  return children.filter((child): child is Command => child.type === 'command')
}

/** All tokens of a node, in their order. */
export function* tokensOf(node: Node): Generator<Token> {
  // Not by calling itself: each level would hand on every token.
  const waiting: Iterator<Token | Node>[] = [node.children[Symbol.iterator]()]
  for (let level = waiting.at(-1); level; level = waiting.at(-1)) {
    const next = level.next()
    if (next.done === true) waiting.pop()
    else if (isNode(next.value)) waiting.push(next.value.children[Symbol.iterator]())
    else yield next.value
  }
}

/** Where the node begins, past white space and comments. */
export function startOf(node: Node): number {
  for (const token of tokensOf(node)) if (!isTrivia(token)) return token.start
  return 0
}

/** The script, or the part of it below a node, exactly as it was written. */
export function print(node: Node): string {
  let text = ''
  const waiting: (Token | Node)[] = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (isNode(next)) for (const child of next.children.toReversed()) waiting.push(child)
    else text += next.text
  }
  return text
}
