// The second half of `npm test`: runs the stages in their rounds, sums what they counted, and leaves nothing behind.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { elapsed } from './elapsed.mjs'
import { type Failure, failureLines } from './failures.ts'
import { keepSudoFresh } from './keep-sudo-fresh.ts'
import { closingLine, nothing, readResults, sum, type Results } from './results.ts'
import { endGroup, runInGroup, type GroupRun } from './process-group.ts'
import { stopPlatformsUnder } from './stray-platforms.ts'
import { chooseStages, inRounds, type Stage } from './test-stages.ts'

const limitMs = 45 * 60_000
const started = performance.now()
// Short, because socket paths go below it; open to the users that the mail servers run as.
const temporary = mkdtempSync(join(tmpdir(), 'curbcut-'))
chmodSync(temporary, 0o755)

const current = new Set<GroupRun>()
let interruptedBy: NodeJS.Signals | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt(signal))

keepSudoFresh()
process.exitCode = await main()

async function main(): Promise<number> {
  const counted = new Map<string, Results>()
  try {
    const chosen = chooseStages(process.argv.slice(2))
    for (const round of inRounds(chosen)) {
      if (interruptedBy) break
      await Promise.all(round.map(async (stage) => counted.set(stage.name, await runStage(stage, counted))))
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    counted.set('', { ...nothing, failed: 1, failures: [] })
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
  const total = sum([...counted.values()])
  if (interruptedBy) console.log(`\nStopped by ${interruptedBy}.`)
  else summarise(counted)
  console.log(closingLine(total))
  return interruptedBy || total.failed > 0 || total.passed === 0 ? 1 : 0
}

async function runStage(stage: Stage, counted: Map<string, Results>): Promise<Results> {
  console.log(`\n── ${stage.name}: ${stage.what} (${elapsed(started)} so far)`)
  if (stage.needs && (counted.get(stage.needs)?.failed ?? 0) > 0) {
    console.log(`✗ ${stage.name} could not run, because ${stage.needs} failed`)
    return { ...nothing, failed: 1, failures: [{ name: stage.needs, text: 'It is needed here, and it failed.' }] }
  }
  const results = join(temporary, 'results', stage.name)
  const scratch = join(temporary, stage.name)
  mkdirSync(results, { recursive: true })
  mkdirSync(scratch)
  const stageStarted = performance.now()
  const environment = { CURBCUT_RESULTS: results, TMPDIR: scratch, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }) }
  const group = runInGroup(stage.command(results), environment, limitMs)
  current.add(group)
  const endedWell = await group.ended
  current.delete(group)
  await stopPlatformsUnder(scratch)
  const counts = readResults(results, endedWell)
  console.log(`${counts.failed > 0 ? '✗' : '✓'} ${stage.name}: ${closingLine(counts)} (${elapsed(stageStarted)})`)
  return counts
}

function summarise(counted: Map<string, Results>): void {
  console.log(`\n── all stages (${elapsed(started)})`)
  for (const [name, counts] of counted) console.log(`${counts.failed > 0 ? '✗' : '✓'} ${name}: ${closingLine(counts)}`)
  for (const line of failureLines(allFailures(counted))) console.log(line)
}

function allFailures(counted: Map<string, Results>): Failure[] {
  return [...counted].flatMap(([stage, { failures }]) =>
    failures.map(({ name, text }) => ({ name: `${stage}: ${name}`, text })),
  )
}

function interrupt(signal: NodeJS.Signals): void {
  interruptedBy ??= signal
  for (const group of current) void endGroup(group)
}
