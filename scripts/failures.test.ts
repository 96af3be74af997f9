import { describe, expect, it } from 'vitest'
import { failureLines } from './failures.ts'

describe('what failed, said once more at the end', () => {
  it('is nothing when nothing failed', () => {
    expect(failureLines([])).toEqual([])
  })

  it('names each failure with all that was said of it, without colours', () => {
    const failures = [
      { name: 'e2e: a journey', text: '\u001b[31mnot finished\u001b[0m\n  at the inbox\n' },
      { name: 'unit: a test', text: '2 is not 3' },
    ]
    expect(failureLines(failures)).toEqual([
      '',
      '── what failed (2)',
      '✗ e2e: a journey',
      '    not finished',
      '      at the inbox',
      '✗ unit: a test',
      '    2 is not 3',
    ])
  })

  it('shortens a long text and says so', () => {
    const text = Array.from({ length: 35 }, (_, line) => `line ${line}`).join('\n')
    const lines = failureLines([{ name: 'long', text }])
    expect(lines).toHaveLength(3 + 30 + 1)
    expect(lines.at(-1)).toBe('    and 5 more lines')
  })

  it('names every failure, however many there are', () => {
    const failures = Array.from({ length: 200 }, (_, number) => ({ name: `check ${number}`, text: 'broken' }))
    const lines = failureLines(failures)
    expect(lines.filter((line) => line.startsWith('✗ '))).toHaveLength(200)
    expect(lines.filter((line) => line.includes('broken'))).toHaveLength(40)
  })
})
