import { type Page } from 'playwright-core'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { resultsFolder } from '#e2e/app.ts'
import { type Failure } from '../scripts/failures.ts'
import { type Counts, nothing } from '../scripts/results.ts'
import { type Finding, printFinding } from './engines/findings.ts'

/** What the run has to say, a line a check, with the findings of those that failed. */
export interface Report {
  readonly counts: Counts
  /** What was said of the checks that failed. */
  readonly failures: readonly Failure[]
  /** One check that ended with these findings; a page is photographed when there are any. */
  add(name: string, findings: readonly Finding[], page?: Page): Promise<void>
  /** Runs a check; an error in it is a failure of its own. */
  check(name: string, act: () => Promise<readonly Finding[]>, page?: Page): Promise<void>
}

/** One fault in a widget can show at many places. */
const mostLines = 15

export function makeReport(print: (line: string) => void): Report {
  const counts = { ...nothing }
  const failures: Failure[] = []
  const add: Report['add'] = async (name, findings, page) => {
    const failed = findings.length > 0
    counts[failed ? 'failed' : 'passed'] += 1
    print(`${failed ? '✗' : '✓'} ${name}`)
    const all = grouped(findings)
    const left = all.length - mostLines
    const lines = left > 0 ? [...all.slice(0, mostLines), `and ${left} more`] : all
    for (const line of lines) print(`    ${line}`)
    if (failed) failures.push({ name, text: lines.join('\n') })
    if (failed && page) await photograph(page, name)
  }
  return {
    counts,
    failures,
    add,
    async check(name, act, page) {
      try {
        await add(name, await act(), page)
      } catch (error) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
        await add(name, [{ source: 'error', rule: 'error', place: '', text, needsReview: false }], page)
      }
    },
  }
}

/** The same finding at ten places is one line with a number. */
function grouped(findings: readonly Finding[]): string[] {
  const lines = new Map<string, { line: string; count: number }>()
  for (const finding of findings) {
    const identity = `${finding.rule} ${finding.text}`
    const known = lines.get(identity)
    if (known) known.count += 1
    else lines.set(identity, { line: printFinding(finding), count: 1 })
  }
  return [...lines.values()].map(({ line, count }) => (count > 1 ? `${line} (and ${count - 1} more places)` : line))
}

async function photograph(page: Page, name: string): Promise<void> {
  const file = join(resultsFolder('a11y'), name.replace(/\W+/g, '-').slice(0, 100))
  await page.screenshot({ path: `${file}.png` }).catch(() => null)
  writeFileSync(`${file}.html`, await page.content().catch(() => ''))
}
