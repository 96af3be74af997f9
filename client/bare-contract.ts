import { parseSync, type Plugin } from 'vite'

/** What `call` reads of an endpoint; the rest is for the server and the tests. */
const read = new Set(['method', 'path', 'auth', 'response'])

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/**
 * Takes the schemas out of the contract in the built client, which never checks a value: the server parses what it is asked and
 * what it answers, and tests run with the real schemas. `zod` is then no part of the client, nor are the statuses of problems,
 * which the answer itself has.
 */
export function bareContract(): Plugin {
  return {
    name: 'bare-contract',
    enforce: 'pre',
    transform: {
      filter: { id: /\/contract\/[\w-]+\.ts$/ },
      handler: (code) => ({ code: withoutSchemas(code), map: null }),
    },
  }
}

/** A module of the contract with `undefined` for every schema, and of every endpoint only what is read of it. */
export function withoutSchemas(code: string): string {
  const edits: { start: number; end: number; text: string }[] = []
  function visit(node: Node): void {
    const text = textFor(node, code)
    if (text === null) for (const child of childrenOf(node)) visit(child)
    else edits.push({ start: node.start, end: node.end, text })
  }
  visit(parseSync('contract.ts', code).program as unknown as Node)
  // From the end, so that what is before keeps its place.
  return edits
    .toReversed()
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), code)
}

/** What stands in the built client in place of this, or null where it stays as it is. */
function textFor(node: Node, code: string): string | null {
  if (node.type === 'ObjectExpression') return kindAlone(childrenOf(node), code)
  if (node.type !== 'CallExpression') return null
  const callee = rootOf(node)
  if (callee === 'z' || isCheck(node)) return 'undefined'
  if (callee !== 'endpoint') return null
  const [definition] = childrenOf(node).filter(({ type }) => type === 'ObjectExpression')
  const kept = definition ? childrenOf(definition).filter(isRead) : []
  return `/* @__PURE__ */ endpoint({ ${kept.map(({ start, end }) => code.slice(start, end)).join(', ')} })`
}

/** `{ status, kind }` of a problem without its status. */
function kindAlone([status, kind, ...more]: Node[], code: string): string | null {
  const isProblem = more.length === 0 && nameOf(status) === 'status' && nameOf(kind) === 'kind'
  return isProblem && kind ? `{ ${code.slice(kind.start, kind.end)} }` : null
}

const nameOf = (property: Node | undefined) => (property?.['key'] as Node | undefined)?.['name']

/** `anySchema.check(…)`, where the schema is what a function of the contract makes. */
function isCheck({ callee }: Node): boolean {
  const { property } = callee as Node
  return isNode(property) && property['name'] === 'check'
}

/** The name a chain of calls and members begins with: `z` for `z.string().check(…)`. */
function rootOf(node: Node): unknown {
  const before = (node['callee'] ?? node['object']) as Node | undefined
  return before ? rootOf(before) : node['name']
}

/** A response that is a schema is read as JSON, as one that is not named at all. */
function isRead(property: Node): boolean {
  const name = nameOf(property)
  const { type } = property['value'] as Node
  return read.has(String(name)) && (name !== 'response' || type === 'Literal')
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode))
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}
