import { describe, expect, it } from 'vitest'
import { readTypedSize } from './typed-size.ts'

describe('A typed size', () => {
  it.each([
    ['5MB', 5_000_000],
    ['5', 5_000_000],
    [' 500 kB ', 500_000],
    ['1,5 GB', 1_500_000_000],
    ['2.5m', 2_500_000],
    ['20000b', 20_000],
  ])('"%s" is %i bytes', (text, bytes) => expect(readTypedSize(text)).toBe(bytes))

  it.each(['', 'large', '5 XB', '0', '-3 MB', '5 MB or more', '1.2.3 MB', '9 GB', '..'])('"%s" is none', (text) =>
    expect(readTypedSize(text)).toBeNull(),
  )
})
