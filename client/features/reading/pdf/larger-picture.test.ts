import { describe, expect, it } from 'vitest'
import { hasLargerPicture } from './larger-picture.ts'

const picture = (size: string, more = '/Subtype /Image') =>
  `7 0 obj\n<< ${more} ${size} /Length 1 >>\nstream\nx\nendstream\n`
const isLarger = (text: string) => hasLargerPicture(new TextEncoder().encode(text), 1_000_000)

describe('A picture of more pixels than are drawn', () => {
  it.each([
    ['its width first', picture('/Width 1001 /Height 1000'), true],
    ['its height first', picture('/Height 1001\n/Width 1000'), true],
    ['another one before it', picture('/Width 10 /Height 10') + picture('/Width 2000 /Height 2000'), true],
    ['just as many as are drawn', picture('/Width 1000 /Height 1000'), false],
    ['sides of two pictures', picture('/Width 2000 /Height 10') + picture('/Width 100 /Height 2000'), false],
    ['sizes of something else', picture('/Width 2000 /Height 2000', '/Subtype /Form'), false],
    ['no sizes', picture(''), false],
    ['endless widths', '/Width 2000 '.repeat(100_000), false],
  ])('is known by the sizes it claims: %s', (_what, text, expected) => expect(isLarger(text)).toBe(expected))
})
