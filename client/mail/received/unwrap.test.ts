import { describe, expect, it } from 'vitest'
import { joinWrapped, unwrapText } from './unwrap.ts'

describe('joinWrapped', () => {
  it('joins a line that ends because the next word did not fit, and no other', () => {
    const long = 'This paragraph was wrapped by a program at seventy-two columns, as was'
    expect(joinWrapped([long, 'usual then.'])).toBe(`${long} usual then.`)
    expect(joinWrapped(['Short.', 'A line that is long enough to show that the width is sixty.'])).toContain('\n')
  })
})

describe('unwrapText', () => {
  it('keeps quotes, lists, columns and the signature as they are', () => {
    const long = 'This paragraph was wrapped by a program at seventy-two columns, as was'
    const kept = '> quoted\n\n- one\n- two\n\nAnn     12\nBob     13\n\n-- \nAnn'
    expect(unwrapText(`${long}\nusual.\n\n${kept}`)).toBe(`${long} usual.\n\n${kept}`)
  })
})
