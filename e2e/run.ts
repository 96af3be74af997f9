// `npm run e2e [part of a file name …]`: every journey through the app, by keyboard and by mouse, against the real mail platform.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { elapsed } from '../scripts/elapsed.mjs'
import { type Failure, failureLines } from '../scripts/failures.ts'
import { closingLine, nothing, reportResults } from '../scripts/results.ts'
import { resultsFolder, runningApp, stopRunningApp } from './app.ts'
import { registeredTests } from './registry.ts'

const asked = process.argv.slice(2)
const folder = join(import.meta.dirname, 'journeys')
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.journey.ts'))
  .filter((name) => asked.length === 0 || asked.some((part) => name.includes(part)))
const counts = { ...nothing }
const failures: Failure[] = []
const started = performance.now()

rmSync(resultsFolder('e2e'), { recursive: true })
try {
  await runningApp()
  for (const file of files) await import(join(folder, file))
  // One after the other, so that none disturbs another.
  for (const { name, walk } of registeredTests()) await runOne(name, walk)
} finally {
  await stopRunningApp()
}
for (const line of failureLines(failures)) console.log(line)
console.log(`${closingLine(counts)} in ${elapsed(started)}`)
reportResults('e2e', { ...counts, failures })
// A page or connection that was left open must not keep the run alive.
process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0)

async function runOne(name: string, walk: () => Promise<void>): Promise<void> {
  const began = performance.now()
  try {
    await within(120_000, walk)
    counts.passed += 1
    console.log(`✓ ${name} (${elapsed(began)})`)
  } catch (error) {
    counts.failed += 1
    const text = inspect(error)
    failures.push({ name, text })
    console.log(`✗ ${name} (${elapsed(began)})\n${text}`)
  }
}

/** A journey that hangs fails instead of holding up the others. */
async function within(milliseconds: number, walk: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished after ${milliseconds / 1000} s`)), milliseconds)
  })
  try {
    await Promise.race([walk(), tooLong])
  } finally {
    clearTimeout(timer)
  }
}
