/**
 * A domain with its `xn--` labels decoded to the letters people see elsewhere (RFC 3492, RFC 5890); browsers only encode.
 * A label that cannot be decoded stays as it is.
 */
export function decodeDomain(domain: string): string {
  return domain
    .split('.')
    .map((label) => (/^xn--/i.test(label) ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join('.')
}

/** Parameters of Punycode, RFC 3492, 5. */
const base = 36
const tMin = 1
const tMax = 26
const skew = 38
const damp = 700
const largestCodePoint = 0x10ffff

function decodeLabel(text: string): string | null {
  const delimiter = text.lastIndexOf('-')
  const output = [...text.slice(0, Math.max(delimiter, 0))]
  let position = delimiter + 1
  let codePoint = 128
  let index = 0
  let bias = 72
  while (position < text.length) {
    const before = index
    for (let weight = 1, step = base; ; step += base) {
      const digit = digitOf(text[position] ?? '')
      position += 1
      if (digit === null) return null
      index += digit * weight
      const threshold = step <= bias ? tMin : step >= bias + tMax ? tMax : step - bias
      if (digit < threshold) break
      weight *= base - threshold
      if (weight > largestCodePoint * base) return null
    }
    const length = output.length + 1
    bias = adapt(index - before, length, before === 0)
    codePoint += Math.floor(index / length)
    index %= length
    if (codePoint > largestCodePoint) return null
    output.splice(index, 0, String.fromCodePoint(codePoint))
    index += 1
  }
  return output.join('')
}

function digitOf(character: string): number | null {
  if (/^[a-z]$/i.test(character)) return character.toLowerCase().charCodeAt(0) - 97
  return /^\d$/.test(character) ? Number(character) + 26 : null
}

function adapt(difference: number, length: number, isFirst: boolean): number {
  let delta = isFirst ? Math.floor(difference / damp) : Math.floor(difference / 2)
  delta += Math.floor(delta / length)
  let steps = 0
  while (delta > ((base - tMin) * tMax) / 2) {
    delta = Math.floor(delta / (base - tMin))
    steps += base
  }
  return steps + Math.floor(((base - tMin + 1) * delta) / (delta + skew))
}
