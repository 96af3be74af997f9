import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closingLine, readResults, reportResults, sum } from './results.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'curbcut-results-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const vitest = (numbers: object, testResults: object[] = []) =>
  JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...numbers, testResults })

describe('results of a stage', () => {
  it('are summed over all its runners', () => {
    reportResults('e2e', { passed: 3, failed: 1, skipped: 0 }, folder)
    writeFileSync(join(folder, 'unit.json'), vitest({ numPassedTests: 5, numPendingTests: 1, numTodoTests: 1 }))
    expect(readResults(folder, false)).toEqual({ passed: 8, failed: 1, skipped: 2 })
  })

  it('count a test file that did not load as a failure', () => {
    const broken = { status: 'failed', assertionResults: [] }
    writeFileSync(join(folder, 'unit.json'), vitest({ numPassedTests: 5 }, [broken]))
    expect(readResults(folder, false).failed).toBe(1)
  })

  it('do not count a failed test twice', () => {
    const failed = { status: 'failed', assertionResults: [{ status: 'failed' }] }
    writeFileSync(join(folder, 'unit.json'), vitest({ numFailedTests: 1 }, [failed]))
    expect(readResults(folder, false).failed).toBe(1)
  })

  it('are a failure when the stage ended badly without naming one', () => {
    reportResults('a11y', { passed: 3, failed: 0, skipped: 0 }, folder)
    expect(readResults(folder, false)).toEqual({ passed: 3, failed: 1, skipped: 0 })
  })

  it('are a failure when nothing ran', () => {
    expect(readResults(folder, true).failed).toBe(1)
    expect(readResults(join(folder, 'missing'), true).failed).toBe(1)
    reportResults('a11y', { passed: 0, failed: 0, skipped: 9 }, folder)
    expect(readResults(folder, true).failed).toBe(1)
  })

  it('are a failure when a file cannot be read', () => {
    reportResults('e2e', { passed: 3, failed: 0, skipped: 0 }, folder)
    writeFileSync(join(folder, 'a11y.json'), '{"passed": 4')
    expect(readResults(folder, true)).toEqual({ passed: 3, failed: 1, skipped: 0 })
  })

  it('are not written when nobody asked for them', () => {
    reportResults('e2e', { passed: 3, failed: 0, skipped: 0 }, '')
    expect(readResults(folder, true).passed).toBe(0)
  })
})

describe('the closing line', () => {
  it('names what passed and failed, and skipped tests only when there are some', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
    expect(closingLine({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped')
  })

  it('is about the sum of all stages', () => {
    const stages = [
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ]
    expect(sum(stages)).toEqual({ passed: 11, failed: 22, skipped: 33 })
    expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0 })
  })
})
