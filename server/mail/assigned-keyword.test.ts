import { describe, expect, it } from 'vitest'
import { keyword } from '#contract/messages.ts'
import { isWorkMark } from '#contract/work-marks.ts'
import { assignedKeyword } from './assigned-keyword.ts'

describe('The mark that assigns a message to somebody', () => {
  it('can be read in any mail program', () => {
    expect(assignedKeyword('Ben')).toBe('$assigned-ben')
    expect(assignedKeyword('ben.okafor@example.gov')).toBe('$assigned-ben.okafor@example.gov')
  })

  it('is a keyword that servers take, whatever the user is called, and another for each user', () => {
    const users = ['b(en', 'ben ', 'jürgen', '{5}', 'a'.repeat(41), `${'a'.repeat(41)}b`, '*', '"', '\\Seen']
    const made = users.map(assignedKeyword)
    for (const each of made) {
      expect(keyword.safeParse(each).success, each).toBe(true)
      expect(each.length).toBeLessThanOrEqual(50)
      expect(isWorkMark(each)).toBe(true)
    }
    expect(new Set(made).size).toBe(users.length)
  })
})
