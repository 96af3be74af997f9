import { describe, expect, it } from 'vitest'
import { isWellFormed } from './ber.ts'

const is = (hex: string) => isWellFormed(Buffer.from(hex, 'hex'))

describe('Well-formed BER', () => {
  it.each([
    ['an element', '0500'],
    ['elements in others', '30053003020101'],
    ['a length of several bytes', '308200020500'],
    ['a length told by a mark at the end', '3080020101308005000000 0000'.replace(' ', '')],
    ['an empty element at the end', '3002 3000'.replace(' ', '')],
  ])('has %s', (_name, hex) => expect(is(hex)).toBe(true))

  it.each([
    ['nothing', ''],
    ['something after it', '050000'],
    ['an element longer than the one around it', '3003020201'],
    ['one shorter than what is in it', '30020201 01'.replace(' ', '')],
    ['no end', '3080020101'],
    ['an end without a beginning', '30020000'],
    ['an unknown length of what has no parts', '0480000000'],
    ['a length of five bytes', '308500000000020500'],
    ['a tag of several bytes', '3f810100'],
  ])('has not %s', (_name, hex) => expect(is(hex)).toBe(false))
})
