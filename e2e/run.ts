// `npm run e2e [part of a file name …]`: every journey through the app, by keyboard and by mouse, against the real mail platform.
import { type ChildProcess, fork } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { deal } from '../scripts/deal.ts'
import { elapsed } from '../scripts/elapsed.mjs'
import { failureLines } from '../scripts/failures.ts'
import { closingLine, nothing, reportResults, type Results, sum } from '../scripts/results.ts'
import { resultsFolder } from './app.ts'
import { registeredTests } from './registry.ts'

/** One more than the cores of the smallest machine we promise: each lane waits for servers and the browser part of its time. */
const laneCount = 3

const asked = process.argv.slice(2)
const folder = join(import.meta.dirname, 'journeys')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.journey.ts'))
  .filter((name) => asked.length === 0 || asked.some((part) => name.includes(part)))
  .toSorted()
const started = performance.now()

rmSync(resultsFolder('e2e'), { recursive: true })
const files: { name: string; weight: number }[] = []
for (const name of names) {
  const before = registeredTests().length
  await import(join(folder, name))
  const own = registeredTests().slice(before)
  files.push({ name, weight: own.reduce((all, { weight }) => all + weight, 0) })
}
const lanes = deal(files, laneCount).filter((lane) => lane.length > 0)
const all = await Promise.all(lanes.map((lane) => runLane(lane.map(({ name }) => name).toSorted())))
const results: Results = { ...sum(all), failures: all.flatMap(({ failures }) => failures) }
for (const line of failureLines(results.failures)) console.log(line)
console.log(`${closingLine(results)} in ${elapsed(started)}`)
reportResults('e2e', results)
process.exit(results.failed > 0 || results.passed === 0 ? 1 : 0)

/** Journeys of these files, in a process with a mail platform, a server and a browser of its own. */
function runLane(own: readonly string[]): Promise<Results> {
  const child = fork(join(import.meta.dirname, 'lane.ts'), own)
  passOnSignals(child)
  let reported: Results | undefined
  child.on('message', (message) => (reported = message as Results))
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(reported ?? endedEarly(own, code)))
  })
}

function endedEarly(own: readonly string[], code: number | null): Results {
  const text = `It ended with code ${code} before all its journeys were walked: ${own.join(', ')}`
  return { ...nothing, failed: 1, failures: [{ name: 'a lane of journeys', text }] }
}

/** Whoever tells the run to end means its lanes, which end what they have started first. */
function passOnSignals(child: ChildProcess): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
}
