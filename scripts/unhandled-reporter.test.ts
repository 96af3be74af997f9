import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readResults } from './results.ts'
import UnhandledReporter from './unhandled-reporter.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'results-'))
  vi.stubEnv('CURBCUT_RESULTS', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

it('names what went wrong outside any test, with its cause', () => {
  const cause = { name: 'Error', message: 'The socket was closed.' }
  new UnhandledReporter().onTestRunEnd([], [{ name: 'Error', message: 'Too late.', stack: 'Error: Too late.', cause }])
  expect(readResults(folder, false)).toEqual({
    ...{ passed: 0, failed: 1, skipped: 0 },
    failures: [{ name: 'outside any test', text: 'Error: Too late.\nCaused by: Error: The socket was closed.' }],
  })
})

it('says nothing of a run without such errors', () => {
  new UnhandledReporter().onTestRunEnd([], [])
  expect(readResults(folder, false).failures).toEqual([
    { name: 'the stage itself', text: 'It ended badly and named no failure.' },
  ])
})
