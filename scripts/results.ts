// How a runner tells `npm test` what it counted and what failed: one JSON file in the folder that CURBCUT_RESULTS names.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Failure } from './failures.ts'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export interface Results extends Counts {
  failures: readonly Failure[]
}

export const nothing: Counts = { passed: 0, failed: 0, skipped: 0 }

/** Writes `<runner>.json` when `npm test` asked for it; does nothing when the runner was started by hand. */
export function reportResults(runner: string, results: Results, folder = process.env.CURBCUT_RESULTS): void {
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${runner}.json`), JSON.stringify(results))
}

/**
 * What the stage's folder holds, summed. A stage that ended badly without naming a failure, that left a file nobody can
 * read, or that counted nothing at all, has failed once itself.
 */
export function readResults(folder: string, endedWell: boolean): Results {
  const files = listFiles(folder).map((name) => readFile(join(folder, name)) ?? unreadable(name))
  const counts = sum(files)
  const failures = files.flatMap((file) => file.failures)
  if (counts.failed > 0) return { ...counts, failures }
  if (!endedWell) return { ...counts, ...failedItself('It ended badly and named no failure.') }
  return counts.passed === 0 ? { ...counts, ...failedItself('Nothing ran.') } : { ...counts, failures }
}

function unreadable(name: string): Results {
  return { ...nothing, ...failedItself(`What it counted, ${name}, cannot be read.`) }
}

function failedItself(text: string): { failed: 1; failures: Failure[] } {
  return { failed: 1, failures: [{ name: 'the stage itself', text }] }
}

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, counts) => ({
      passed: total.passed + counts.passed,
      failed: total.failed + counts.failed,
      skipped: total.skipped + counts.skipped,
    }),
    nothing,
  )
}

/** The one line a run ends with. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}

function readFile(file: string): Results | null {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isVitestReport(content) ? countVitest(content) : isResults(content) ? content : null
  } catch {
    return null
  }
}

interface VitestFile {
  name: string
  status: string
  /** Why the file could not be loaded. */
  message: string
  assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: VitestFile[]
}

/** A file that could not even be loaded reports no test; it counts as one failure. */
function countVitest(report: VitestReport): Results {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [...report.testResults.flatMap(failuresOf), ...broken.map(({ name, message: text }) => ({ name, text }))],
  }
}

function failuresOf({ name, assertionResults }: VitestFile): Failure[] {
  return assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => ({ name: `${name}: ${fullName}`, text: failureMessages.join('\n') }))
}

const isVitestReport = (content: unknown): content is VitestReport =>
  typeof content === 'object' && content !== null && 'testResults' in content

const isResults = (content: unknown): content is Results =>
  typeof content === 'object' &&
  content !== null &&
  ['passed', 'failed', 'skipped'].every((key) => Number.isInteger((content as Record<string, unknown>)[key])) &&
  Array.isArray((content as Partial<Results>).failures)
