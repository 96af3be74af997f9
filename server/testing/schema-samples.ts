export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Schema = Record<string, Json>

const [inbox, firstMessage] = ['SU5CT1g', 'MSAxIElOQk9Y']
const address = 'ben.okafor@example.gov'
/** Texts of which one fits nearly every pattern of the contract. */
const texts = [
  ...[inbox, 'Hello', 'abcdefghijklmnopqrst', '12345678', '#2f5d8a', '09:30', '2026-03-01'],
  ...[address, 'https://example.gov/a', 'a'.repeat(32), 'a'.repeat(43), crypto.randomUUID(), 'en'],
  ...['2', 'a'.repeat(16), `at-${'a'.repeat(16)}`, 'f'.repeat(64), '<1@example.gov>'],
]

/** Something that a JSON Schema (draft 2020-12, as zod makes it) takes, with every key that it knows. */
export function sampleOf(schema: Json, name = ''): Json {
  const one = schema as Schema
  if (one.const !== undefined) return one.const
  if (Array.isArray(one.enum)) return one.enum[0] ?? null
  const choices = (one.anyOf ?? one.oneOf ?? one.allOf) as Json[] | undefined
  if (choices) return sampleOf(choices.find((choice) => (choice as Schema).type !== 'null') ?? null, name)
  if (one.type === 'object') {
    const entries = Object.entries((one.properties ?? {}) as Schema)
    return Object.fromEntries(entries.map(([key, value]) => [key, sampleOf(value, key)]))
  }
  if (one.type === 'array')
    return Array.from({ length: Number(one.minItems ?? 1) || 1 }, () => sampleOf(one.items ?? {}, name))
  if (one.type === 'boolean') return true
  if (one.type === 'integer' || one.type === 'number') return Math.max(Number(one.minimum ?? 1), 1)
  if (/address|delegate|colleague/i.test(name)) return textOf(one, [address, ...texts])
  return textOf(one, /message|^ids?$/i.test(name) ? [firstMessage, ...texts] : texts)
}

function textOf({ pattern, minLength = 0, maxLength = Infinity }: Schema, candidates: string[]): string {
  const fits = (text: string) =>
    (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text)) &&
    text.length >= Number(minLength) &&
    text.length <= Number(maxLength)
  return candidates.find(fits) ?? 'Hello'
}

/** The same without what stands at that place. */
export function withoutLeaf(value: Json, [key, ...rest]: Path): Json {
  if (key === undefined || value === null || typeof value !== 'object') return value
  const left = (inner: Json) => (rest.length > 0 ? [withoutLeaf(inner, rest)] : [])
  if (Array.isArray(value)) return value.flatMap((inner, at) => (at === key ? left(inner) : [inner]))
  const entries = Object.entries(value).flatMap(([name, inner]) =>
    (name === key ? left(inner) : [inner]).map((one) => [name, one] as const),
  )
  return Object.fromEntries(entries)
}

type Path = readonly (string | number)[]

/** Where its values stand that hold no others. */
export function leavesOf(value: Json, at: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [at]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...at, key]))
}

/** The same with something else at that place. */
export function withLeaf(value: Json, [key, ...rest]: Path, leaf: Json): Json {
  if (key === undefined) return leaf
  const copy = structuredClone(value ?? {}) as Schema
  copy[key] = withLeaf(copy[key] ?? null, rest, leaf)
  return copy
}
