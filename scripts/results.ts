// How a runner tells `npm test` what it counted: one JSON file in the folder that CURBCUT_RESULTS names.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export const nothing: Counts = { passed: 0, failed: 0, skipped: 0 }

/** Writes `<runner>.json` when `npm test` asked for it; does nothing when the runner was started by hand. */
export function reportResults(runner: string, counts: Counts, folder = process.env.CURBCUT_RESULTS): void {
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${runner}.json`), JSON.stringify(counts))
}

/**
 * What the stage's folder holds, summed. A stage that ended badly without naming a failure, that left a file nobody can
 * read, or that counted nothing at all, has failed once itself.
 */
export function readResults(folder: string, endedWell: boolean): Counts {
  const files = listFiles(folder).map((name) => readCounts(join(folder, name)))
  const counts = sum(files.map((file) => file ?? { ...nothing, failed: 1 }))
  const ran = counts.passed + counts.failed
  if (counts.failed === 0 && (!endedWell || ran === 0)) return { ...counts, failed: 1 }
  return counts
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

function readCounts(file: string): Counts | null {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isVitestReport(content) ? countVitest(content) : isCounts(content) ? content : null
  } catch {
    return null
  }
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** A file that could not even be loaded reports no test; it counts as one failure. */
function countVitest(report: VitestReport): Counts {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const isVitestReport = (content: unknown): content is VitestReport =>
  typeof content === 'object' && content !== null && 'testResults' in content

const isCounts = (content: unknown): content is Counts =>
  typeof content === 'object' &&
  content !== null &&
  ['passed', 'failed', 'skipped'].every((key) => Number.isInteger((content as Record<string, unknown>)[key]))
