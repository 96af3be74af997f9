import type { SingleCondition } from '#contract/filters.ts'
import {
  type Argument,
  literalPattern,
  stringsIn,
  type Understood,
  type Value,
  type WrittenTest,
} from '../../language/index.ts'

export type How = 'contains' | 'is' | 'begins' | 'ends'

/** A key as it compares, and the pattern it is written as. */
export interface Key {
  how: How
  value: string
  written: string
}

/** The tags of a test that change nothing or that are known here. What is left out of these makes the rule stay as it is. */
export function knownTags({ tags }: Understood, names: readonly string[]): NonNullable<WrittenTest['tags']> {
  const known: Record<string, Value | true> = {}
  for (const [name, { value }] of tags) {
    if (name === 'comparator' && stringsIn(value)[0] === 'i;ascii-casemap') known[name] = 'i;ascii-casemap'
    if (names.includes(name)) known[name] = true
  }
  return known
}

/** The keys of a test; null where one of them is no pattern that filters have. Without a tag, `:is` is meant (RFC 5228, 2.7.1). */
export function keysOf({ tags }: Understood, keys: readonly string[]): Key[] | null {
  const found = keys.map((key): Key | null => {
    if (tags.has('contains')) return { how: 'contains', value: key, written: key }
    return tags.has('matches') ? patternOf(key) : { how: 'is', value: key, written: key }
  })
  return found.every((key) => key !== null) ? found : null
}

/** `x*`, `*x` and `*x*`; none where the text between is itself a pattern. */
function patternOf(pattern: string): Key | null {
  const [, before = '', text = '', after = ''] = /^(\*?)(.*?)((?<!\\)\*?)$/s.exec(pattern) ?? []
  if (before === '' && after === '') return null
  const value = text.replace(/\\([^])/g, '$1')
  const how = before === '' ? 'begins' : after === '' ? 'ends' : 'contains'
  return { how, value, written: `${before}${literalPattern(value)}${after}` }
}

/** As it is written: one string or a list. */
export function spelled(argument: Argument | undefined, texts: readonly string[]): Value {
  return argument?.type === 'strings' && argument.isList ? texts : (texts[0] ?? '')
}

/** Conditions of one test on texts: some of these fields compares with some of these keys. */
export function textConditions(
  fields: readonly string[],
  keys: readonly Key[],
  make: (field: string, key: Key) => SingleCondition | null,
): SingleCondition[] | null {
  const asked = isRecipient(fields) ? ['recipient'] : fields
  const all = asked.flatMap((field) => keys.map((key) => make(field, key)))
  return all.every((each) => each !== null) ? all : null
}

const isRecipient = (fields: readonly string[]) =>
  [...new Set(fields.map((field) => field.toLowerCase()))].sort().join(' ') === 'bcc cc to'
