// `npm run faults [--plant] [part of a fault's name …]`: takes accessibility away piece by piece and sees whether the suite notices.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runningApp, stopRunningApp } from '#e2e/app.ts'
import { replaceSection } from '../bench/docs-section.ts'
import { closingLine, reportResults } from '../scripts/results.ts'
import { printFinding } from './engines/findings.ts'
import { faults } from './faults/faults.ts'
import { plant } from './faults/plant.ts'
import { makeReadableBuild } from './faults/readable-build.ts'
import { type Outcome, tryFaults } from './faults/try-faults.ts'
import { openLaboratory } from './laboratory.ts'

const goal = 0.95
const document = join(import.meta.dirname, '../docs/contributing/accessibility.md')
const wishes = process.argv.slice(2)
const parts = wishes.filter((wish) => !wish.startsWith('--'))
const asked = faults.filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)))
const started = performance.now()
const print = (line: string) => process.stdout.write(`${line}\n`)

const build = await makeReadableBuild()
// Only whether every fault still finds what it takes away, which takes no browser.
for (const seeded of asked) plant(build, seeded)
if (wishes.includes('--plant')) {
  print(`All ${asked.length} can be planted.`)
  process.exit(0)
}

const outcomes = await tryAll()
const caught = outcomes.filter((outcome) => outcome.caught).length
const counts = { passed: caught, failed: outcomes.length - caught, skipped: 0 }
if (parts.length === 0) writeTable()
const seconds = Math.round((performance.now() - started) / 1000)
print(`${Math.round((caught / outcomes.length) * 100)} % caught. ${closingLine(counts)} in ${seconds} s`)
const failures = outcomes
  .filter((outcome) => !outcome.caught)
  .map(({ seeded, problem }) => ({ name: seeded.name, text: problem ?? `not caught in ${seeded.seenIn.join(', ')}` }))
reportResults('faults', { ...counts, failures })
process.exit(caught / outcomes.length >= goal ? 0 : 1)

async function tryAll(): Promise<Outcome[]> {
  try {
    const { app, browser } = await runningApp({ isForProbes: true })
    const lab = await openLaboratory(app, browser)
    return await tryFaults(asked, { build, lab, onOutcome: printOutcome })
  } finally {
    await stopRunningApp()
  }
}

function printOutcome({ seeded, caught: by, problem }: Outcome): void {
  if (problem !== null) print(`✗ ${seeded.name}: ${problem}`)
  else if (by) print(`✓ ${seeded.name}\n    ${printFinding(by.finding).slice(0, 160)} (${by.by})`)
  else print(`✗ ${seeded.name}: NOT CAUGHT in ${seeded.seenIn.join(', ')}`)
}

function writeTable(): void {
  const lines = outcomes.map(
    ({ seeded, caught: by }) =>
      `| ${seeded.name} | ${seeded.criterion} | ${by ? `${by.finding.rule}, in “${by.by}”` : '**not caught**'} |`,
  )
  const table = ['| taken away | criterion | caught by |', '| --- | --- | --- |', ...lines].join('\n')
  const summary = `${caught} of ${outcomes.length} caught.`
  writeFileSync(document, replaceSection(readFileSync(document, 'utf8'), 'seeded faults', `${summary}\n\n${table}`))
}
