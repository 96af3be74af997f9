// `npm run check`: every static check, two at a time, a line for each, and what the failed ones said at the end.
import { spawn } from 'node:child_process'
import { reportResults } from './results.ts'
import { elapsed } from './elapsed.mjs'

// The slow ones first.
const checks = ['lint', 'types', 'format', 'styles', 'unused', 'architecture', 'strings']
const atOnce = 2

interface Outcome {
  check: string
  passed: boolean
  output: string
}

const waiting = [...checks]
const outcomes: Outcome[] = []
await Promise.all(Array.from({ length: atOnce }, work))

const failed = outcomes.filter(({ passed }) => !passed)
for (const { check, output } of failed) console.log(`\n── npm run ${check}\n${output.trim()}`)
reportResults('check', {
  passed: outcomes.length - failed.length,
  failed: failed.length,
  skipped: 0,
  failures: failed.map(({ check, output }) => ({ name: `npm run ${check}`, text: output })),
})
if (failed.length > 0) process.exitCode = 1

async function work(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const started = performance.now()
    const outcome = await run(check)
    outcomes.push(outcome)
    console.log(`${outcome.passed ? '✓' : '✗'} ${check} (${elapsed(started)})`)
  }
}

function run(check: string): Promise<Outcome> {
  const child = spawn('npm', ['run', '--silent', check], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const add = (chunk: Buffer) => (output += chunk.toString())
  child.stdout.on('data', add)
  child.stderr.on('data', add)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ check, passed: false, output: error.message }))
    child.on('close', (code) => resolve({ check, passed: code === 0, output }))
  })
}
