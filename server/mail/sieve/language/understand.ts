import type { Argument, Command, Strings, Test } from './syntax-tree.ts'
import { nameOf, numberValue, stringValue, type Token } from './tokens.ts'
import type { PositionalShape, Shape, TagShape, ValueKind } from './vocabulary/shapes.ts'
import { shapeOf } from './vocabulary/vocabulary.ts'

export type FaultCode =
  | 'unknown-command'
  | 'unknown-test'
  | 'unknown-tag'
  | 'unknown-comparator'
  | 'unknown-capability'
  /** The comparator `detail` knows whole values only. */
  | 'substrings-not-compared'
  /** `detail` is the capability that has to be required. */
  | 'not-required'
  | 'require-not-first'
  | 'else-without-if'
  /** Tags stand before the values (RFC 5228, 2.6.2). */
  | 'tag-after-values'
  /** The tag is there twice, or one that excludes it is. */
  | 'tag-excluded'
  | 'tag-missing'
  | 'value-missing'
  /** `detail` is what is wanted: `string`, `strings` or `number`. */
  | 'value-of-wrong-kind'
  | 'too-many-values'
  | 'test-missing'
  | 'test-not-allowed'
  | 'test-list-needed'
  | 'test-list-not-allowed'
  | 'block-missing'
  | 'block-not-allowed'
  /** It belongs inside `foreverypart`, or inside the one that `:name` names. */
  | 'loop-missing'
  /** The variable `detail` has been in use as one of this script alone. */
  | 'global-after-use'

/** What is well written but means nothing, or not here. */
export interface Fault {
  code: FaultCode
  /** What it is about; its `start` says where. */
  token: Token
  /** The name of the command, tag, value or capability. */
  detail: string
}

/** A command or test whose words are known. */
export interface Understood {
  shape: Shape
  /** By their names without colon. A tag that takes a value has it, unless a fault says that it is missing. */
  tags: ReadonlyMap<string, { tag: TagShape; token: Token; value: Argument | null }>
  /** The values that follow the tags, by the names the specification gives them. */
  values: ReadonlyMap<string, { positional: PositionalShape; value: Argument }>
  faults: readonly Fault[]
}

/** Sorts the arguments of a command or test: which belong to which tag, which are what. Null where its name is not known. */
export function understand(node: Command | Test): Understood | null {
  const shape = shapeOf(node.type, nameOf(node.name))
  if (!shape) return null
  const faults: Fault[] = []
  const tags = new Map<string, { tag: TagShape; token: Token; value: Argument | null }>()
  const loose: Argument[] = []
  for (let at = 0; at < node.arguments.length; at += 1) {
    const argument = node.arguments[at]
    if (argument?.type !== 'tag') {
      if (argument) loose.push(argument)
      continue
    }
    const { token } = argument
    const name = nameOf(token)
    if (loose.length > 0) faults.push({ code: 'tag-after-values', token, detail: name })
    const tag = shape.tags.find((candidate) => candidate.name === name)
    if (!tag) {
      faults.push({ code: 'unknown-tag', token, detail: name })
      continue
    }
    const excluded = [...tags.values()].some((other) => other.tag === tag || sameGroup(other.tag, tag))
    if (excluded) faults.push({ code: 'tag-excluded', token, detail: name })
    const value = tag.value ? (node.arguments[at + 1] ?? null) : null
    if (tag.value) {
      faults.push(...faultsOfValue(value, tag.value, token, name))
      if (value && value.type !== 'tag') at += 1
    }
    tags.set(name, { tag, token, value: value?.type === 'tag' ? null : value })
  }
  const values = new Map<string, { positional: PositionalShape; value: Argument }>()
  faults.push(...missingTags(shape, tags, node.name), ...sortValues(shape, loose, values, node.name))
  return { shape, tags, values, faults }
}

/** What a value of strings says; empty for anything else. */
export function stringsIn(argument: Argument | null | undefined): string[] {
  return argument?.type === 'strings' ? argument.strings.map(stringValue) : []
}

/** What a number says; null for anything else. */
export function numberIn(argument: Argument | null | undefined): number | null {
  return argument?.type === 'number' ? numberValue(argument.token) : null
}

function sortValues(
  { positionals }: Shape,
  given: readonly Argument[],
  values: Map<string, { positional: PositionalShape; value: Argument }>,
  name: Token,
): Fault[] {
  const demanded = positionals.filter(({ optional }) => optional !== true)
  const wanted = given.length >= positionals.length ? positionals : demanded
  const faults: Fault[] = []
  for (const [at, positional] of wanted.entries()) {
    const value = given[at] ?? null
    const token = value ? tokenOf(value) : name
    faults.push(...faultsOfValue(value, positional.kind, token, positional.name))
    if (value) values.set(positional.name, { positional, value })
  }
  const surplus = given[wanted.length]
  if (surplus) faults.push({ code: 'too-many-values', token: tokenOf(surplus), detail: nameOf(name) })
  return faults
}

function missingTags(shape: Shape, tags: Understood['tags'], token: Token): Fault[] {
  const given = [...tags.values()]
  const groups = (shape.mustHave ?? []).filter((group) => !given.some(({ tag }) => tag.group === group))
  const companions = given.flatMap(({ tag: { along } }) => (along !== undefined && !tags.has(along) ? [along] : []))
  return [...groups, ...companions].map((detail) => ({ code: 'tag-missing', token, detail }))
}

function faultsOfValue(value: Argument | null, kind: ValueKind, token: Token, detail: string): Fault[] {
  if (!value || value.type === 'tag') return [{ code: 'value-missing', token, detail }]
  if (isOfKind(value, kind)) return []
  return [{ code: 'value-of-wrong-kind', token: tokenOf(value), detail: kind }]
}

function isOfKind(value: Argument, kind: ValueKind): boolean {
  if (kind === 'number') return value.type === 'number'
  return value.type === 'strings' && (kind === 'strings' || !value.isList)
}

function sameGroup(one: TagShape, other: TagShape): boolean {
  return one.group !== undefined && one.group === other.group
}

export function tokenOf(argument: Argument): Token {
  return argument.type === 'strings' ? firstOf(argument) : argument.token
}

function firstOf({ children, strings }: Strings): Token {
  const [first] = children.length > 0 ? children : strings
  if (!first) throw new Error('A value without tokens')
  return first
}
