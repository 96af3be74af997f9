/**
 * Whether a colour is only what paper and ink are anyway: black or almost black for words, white or nothing behind them. Mail
 * programs write these everywhere; a message that uses no other colour can take those of the reader's theme.
 */
export function isNeutral(property: string, value: string): boolean {
  const words = value.toLowerCase().replace('!important', '').trim()
  const isBehind = property.startsWith('b')
  if (/^(?:inherit|initial|unset|currentcolor|transparent|none|auto)$/.test(words)) return true
  if (words === (isBehind ? 'white' : 'black') || words === (isBehind ? 'window' : 'windowtext')) return true
  const channels = channelsOf(words)
  if (channels === null) return false
  const [darkest, lightest] = [Math.min(...channels), Math.max(...channels)]
  return isBehind ? darkest >= 250 : lightest <= 64 && lightest - darkest <= 12
}

/** Red, green and blue, 0 to 255, of a hexadecimal or rgb() colour. */
export function channelsOf(value: string): number[] | null {
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/.exec(value)?.[1]
  if (hex !== undefined) {
    const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit) : (hex.match(/../g) ?? [])
    return digits.map((pair) => Number.parseInt(pair, 16))
  }
  const numbers = /^rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)$/.exec(value)
  return numbers === null ? null : numbers.slice(1).map(Number)
}
