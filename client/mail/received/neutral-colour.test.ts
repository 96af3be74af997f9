import { describe, expect, it } from 'vitest'
import { isNeutral } from './neutral-colour.ts'

describe('isNeutral', () => {
  it.each([
    ['color', 'black', true],
    ['color', '#333', true],
    ['color', 'rgb(0, 0, 0)', true],
    ['color', 'windowtext', true],
    ['color', '#0563c1', false],
    ['color', 'white', false],
    ['color', 'gray', false],
    ['background-color', '#ffffff !important', true],
    ['background', 'transparent', true],
    ['bgcolor', '#f4f4f4', false],
    ['background', 'black', false],
  ])('%s: %s → %s', (property, value, expected) => expect(isNeutral(property, value)).toBe(expected))
})
