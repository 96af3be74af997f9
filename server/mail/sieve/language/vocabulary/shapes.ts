/** `strings` takes a list or one string, `string` one string that does not stand in brackets (RFC 5228, 2.4.2.1). */
export type ValueKind = 'string' | 'strings' | 'number'

export interface TagShape {
  /** Without the colon, in small letters. */
  name: string
  /** What stands right after the tag and belongs to it. */
  value?: ValueKind
  /** Capabilities that have to be required for this tag, besides those of its command. */
  needs?: readonly string[]
  /** Tags of one group exclude each other. */
  group?: string
  /** Another tag that has to be there as well. */
  along?: string
}

export interface PositionalShape {
  /** As the specification calls it. */
  name: string
  kind: ValueKind
  optional?: true
  needs?: readonly string[]
  /** Its texts are names of variables. */
  isVariable?: true
}

/** What a command or a test looks like. */
export interface Shape {
  /** In small letters. */
  name: string
  use: 'command' | 'test'
  /** Capabilities that have to be required for it (all of them); none for the base language. */
  needs: readonly string[]
  /** Tags come before everything else, in any order. */
  tags: readonly TagShape[]
  /** One of the tags of these groups has to be there. */
  mustHave?: readonly string[]
  positionals: readonly PositionalShape[]
  tests: 'none' | 'one' | 'list'
  block: 'none' | 'required'
}

type Details = Partial<Omit<Shape, 'name' | 'use' | 'needs'>>

const plain = { tags: [], positionals: [], tests: 'none', block: 'none' } as const

export function command(name: string, needs: readonly string[], details: Details = {}): Shape {
  return { ...plain, name, use: 'command', needs, ...details }
}

export function test(name: string, needs: readonly string[], details: Details = {}): Shape {
  return { ...plain, name, use: 'test', needs, ...details }
}

export const string = (name: string): PositionalShape => ({ name, kind: 'string' })
export const strings = (name: string): PositionalShape => ({ name, kind: 'strings' })

/** How keys are compared (RFC 5228, 2.7.1; RFC 5231; draft-murchison-sieve-regex). */
export const matching: readonly TagShape[] = [
  { name: 'is', group: 'match-type' },
  { name: 'contains', group: 'match-type' },
  { name: 'matches', group: 'match-type' },
  { name: 'regex', group: 'match-type', needs: ['regex'] },
  { name: 'count', value: 'string', group: 'match-type', needs: ['relational'] },
  { name: 'value', value: 'string', group: 'match-type', needs: ['relational'] },
  { name: 'comparator', value: 'string' },
]

/** Which part of an address is looked at (RFC 5228, 2.7.4; RFC 5233). */
export const addressParts: readonly TagShape[] = [
  { name: 'all', group: 'address-part' },
  { name: 'localpart', group: 'address-part' },
  { name: 'domain', group: 'address-part' },
  { name: 'user', group: 'address-part', needs: ['subaddress'] },
  { name: 'detail', group: 'address-part', needs: ['subaddress'] },
]

/** Which of several fields of one name (RFC 5260, 6). */
export const index: readonly TagShape[] = [
  { name: 'index', value: 'number', needs: ['index'] },
  { name: 'last', needs: ['index'], along: 'index' },
]

/** Header fields of the parts of a message (RFC 5703, 4). */
export const mimeParts: readonly TagShape[] = [
  { name: 'mime', needs: ['mime'] },
  { name: 'anychild', needs: ['mime'], along: 'mime' },
]

/** What is done to a value before it is stored in a variable (RFC 5229, 4.1; RFC 5435, 7). */
export const modifiers: readonly TagShape[] = [
  { name: 'lower', group: 'case' },
  { name: 'upper', group: 'case' },
  { name: 'lowerfirst', group: 'first' },
  { name: 'upperfirst', group: 'first' },
  { name: 'quotewildcard' },
  { name: 'encodeurl', needs: ['enotify'] },
  { name: 'length', group: 'length' },
]

/** Keeping a copy of what a message sends (RFC 8580). */
export const filedCopy: readonly TagShape[] = [{ name: 'fcc', value: 'string', needs: ['fcc'] }]
