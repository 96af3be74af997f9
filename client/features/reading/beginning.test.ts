import { describe, expect, it } from 'vitest'
import { beginningOf } from './beginning.ts'

describe('the beginning of a long message', () => {
  it('is all of one of ordinary length', () => {
    const newsletter = '<td>Words</td>'.repeat(3_900)
    expect(beginningOf(newsletter, 'html', 1)).toBe(newsletter)
    const letter = 'A line of a letter.\n'.repeat(5_000)
    expect(beginningOf(letter, 'text', 1)).toBe(letter)
  })

  it('ends between two tags, where there are too many', () => {
    const start = beginningOf('<p>Words</p>'.repeat(150_000), 'html', 1)
    expect(start.length).toBeLessThan(100_000)
    expect(start).toMatch(/<p>Words(?:<\/p>)?$/)
  })

  it('ends between two lines, where there are too many', () => {
    const start = beginningOf('A line.\n'.repeat(100_000), 'text', 1)
    expect(start.split('\n').length).toBeLessThan(10_000)
    expect(start).toMatch(/A line\.$/)
  })

  it('cuts a line or a tag that has no end', () => {
    expect(beginningOf('a'.repeat(2_000_000), 'text', 1)).toHaveLength(150_000)
    expect(beginningOf(`<p title="${'a'.repeat(2_000_000)}`, 'html', 1)).toHaveLength(400_000)
  })

  it('grows by asking for more, up to all of it', () => {
    const lines = 'A line.\n'.repeat(20_000)
    const lengths = [1, 2, 4].map((times) => beginningOf(lines, 'text', times).length)
    expect(lengths).toEqual(lengths.toSorted((one, other) => one - other))
    expect(lengths.at(-1)).toBe(lines.length)
  })
})
