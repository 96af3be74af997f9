import { headOf, propertyOf } from './card-lines.ts'

/** One line of this name with this value, where its first stood; null takes all of them away. */
export function withValue(lines: readonly string[], name: string, value: string | null): string[] {
  const isOne = (line: string) => propertyOf(line) === name
  const first = lines.find(isOne)
  const others = lines.filter((line) => !isOne(line))
  if (value === null) return others
  if (first === undefined) return beforeEnd(others, [`${name.toUpperCase()}:${value}`])
  // How the old value was encoded says nothing of the new one.
  const head = /encoding|charset|quoted-printable|base64/i.test(headOf(first)) ? name.toUpperCase() : headOf(first)
  return lines.flatMap((line) => (line === first ? [`${head}:${value}`] : isOne(line) ? [] : [line]))
}

/** Where new lines go. */
export function beforeEnd(lines: readonly string[], added: readonly string[]): string[] {
  const end = lines.findLastIndex((line) => /^END:VCARD/i.test(line))
  return end < 0 ? [...lines, ...added] : lines.toSpliced(end, 0, ...added)
}
