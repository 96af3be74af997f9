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

const counted = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped, failures: [] })
const vitest = (numbers: object, testResults: object[] = []) =>
  JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...numbers, testResults })

describe('results of a stage', () => {
  it('are summed over all its runners', () => {
    reportResults('e2e', counted(3, 1, 0), folder)
    writeFileSync(join(folder, 'unit.json'), vitest({ numPassedTests: 5, numPendingTests: 1, numTodoTests: 1 }))
    expect(readResults(folder, false)).toMatchObject({ passed: 8, failed: 1, skipped: 2 })
  })

  it('count a test file that did not load as a failure', () => {
    const broken = { name: 'x.test.ts', status: 'failed', message: 'No such module', assertionResults: [] }
    writeFileSync(join(folder, 'unit.json'), vitest({ numPassedTests: 5 }, [broken]))
    const failures = [{ name: 'x.test.ts', text: 'No such module' }]
    expect(readResults(folder, false)).toMatchObject({ failed: 1, failures })
  })

  it('name a failed test and what it said, and count it once', () => {
    const assertion = { status: 'failed', fullName: 'adds numbers', failureMessages: ['2 is not 3', 'at line 4'] }
    const failed = {
      name: 'x.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [{ status: 'passed' }, assertion],
    }
    writeFileSync(join(folder, 'unit.json'), vitest({ numFailedTests: 1 }, [failed]))
    const failures = [{ name: 'x.test.ts: adds numbers', text: '2 is not 3\nat line 4' }]
    expect(readResults(folder, false)).toMatchObject({ failed: 1, failures })
  })

  it('tell what each runner said of its failures', () => {
    const failures = [{ name: 'a journey', text: 'was not finished' }]
    reportResults('e2e', { ...counted(3, 1), failures }, folder)
    expect(readResults(folder, false).failures).toEqual(failures)
  })

  it('are a failure when the stage ended badly without naming one', () => {
    reportResults('a11y', counted(3, 0, 0), folder)
    const [failure] = readResults(folder, false).failures
    expect(readResults(folder, false)).toMatchObject({ passed: 3, failed: 1, skipped: 0 })
    expect(failure?.text).toBe('It ended badly and named no failure.')
  })

  it('are a failure when nothing ran', () => {
    expect(readResults(folder, true).failed).toBe(1)
    expect(readResults(join(folder, 'missing'), true).failed).toBe(1)
    reportResults('a11y', counted(0, 0, 9), folder)
    expect(readResults(folder, true).failed).toBe(1)
  })

  it('are a failure when a file cannot be read', () => {
    reportResults('e2e', counted(3, 0, 0), folder)
    writeFileSync(join(folder, 'a11y.json'), '{"passed": 4')
    expect(readResults(folder, true)).toMatchObject({ passed: 3, failed: 1, skipped: 0 })
  })

  it('are not written when nobody asked for them', () => {
    reportResults('e2e', counted(3, 0, 0), '')
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
