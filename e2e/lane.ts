// One lane of a run (run.ts): journeys one after the other, so that none disturbs another, on an app and a browser of their own.
import { join } from 'node:path'
import { inspect } from 'node:util'
import { elapsed } from '../scripts/elapsed.mjs'
import { type Failure } from '../scripts/failures.ts'
import { nothing, type Results } from '../scripts/results.ts'
import { runningApp, stopRunningApp } from './app.ts'
import { registeredTests } from './registry.ts'

const counts = { ...nothing }
const failures: Failure[] = []

/**
 * What went wrong where nobody waited for it any more: a journey that fails early leaves such promises behind, and they must
 * not take the rest of the lane with them. In a journey that got to its end they are a failure.
 */
let stray: unknown[] = []
process.on('unhandledRejection', (error) => stray.push(error))

try {
  await runningApp()
  for (const file of process.argv.slice(2)) await import(join(import.meta.dirname, 'journeys', file))
  for (const { name, walk } of registeredTests()) await runOne(name, walk)
} finally {
  await stopRunningApp()
}
const results: Results = { ...counts, failures }
// A page or connection that was left open must not keep the run alive.
process.send?.(results, () => process.exit())

async function runOne(name: string, walk: () => Promise<void>): Promise<void> {
  const began = performance.now()
  try {
    await within(300_000, walk)
    if (stray.length > 0) throw new AggregateError(stray, 'Something went wrong that nobody waited for.')
    counts.passed += 1
    console.log(`✓ ${name} (${elapsed(began)})`)
  } catch (error) {
    counts.failed += 1
    const text = inspect(error)
    failures.push({ name, text })
    console.log(`✗ ${name} (${elapsed(began)})\n${text}`)
  } finally {
    stray = []
  }
}

/** A journey that hangs fails instead of holding up the others; one on a machine that is busy with something else does not. */
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
