// `npm run a11y [--shots] [--faults] [part of a state's name …]`: every state of the app in every rendering, by two engines and our own probes.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { resultsFolder, runningApp, stopRunningApp } from '#e2e/app.ts'
import { failureLines } from '../scripts/failures.ts'
import { closingLine, reportResults } from '../scripts/results.ts'
import { type Behaviour } from './behaviour/behaviour.ts'
import { behaviours } from './behaviour/behaviours.ts'
import { checkBehaviours } from './behaviour/check-behaviours.ts'
import { stateJobs } from './check-states.ts'
import { checkCoverage } from './coverage.ts'
import { fault } from './engines/findings.ts'
import { unusedReviews } from './engines/reviewed.ts'
import { checkFaultSample } from './faults/check-sample.ts'
import { makeReadableBuild } from './faults/readable-build.ts'
import { galleryStates, openGallery } from './gallery.ts'
import { inLanes } from './lanes.ts'
import { openLaboratory } from './laboratory.ts'
import { checkProbes } from './planted.ts'
import { makeReport } from './report.ts'
import { states } from './states.ts'

const wishes = process.argv.slice(2)
const asked = wishes.filter((wish) => !wish.startsWith('--'))
const isWhole = asked.length === 0
const started = performance.now()
/** What Ben does takes about as long as this many states. */
const weightOfBen = 3
const report = makeReport((line) => console.log(line))

rmSync(resultsFolder('a11y'), { recursive: true })
const opening = Promise.all([openGallery(), runningApp({ isForProbes: true })])
try {
  const [gallery, { app, browser }] = await opening
  const isChosen = ({ name }: { name: string }) => isWhole || asked.some((part) => name.includes(part))
  const chosen = [...galleryStates(gallery.url), ...states].filter(isChosen)
  const shots = wishes.includes('--shots') ? resultsFolder(join('a11y', 'shots')) : null
  const triesFaults = isWhole || wishes.includes('--faults')
  const acts = behaviours.filter(isChosen)
  const lab = acts.length > 0 || triesFaults ? await openLaboratory(app, browser) : null
  const behave = async (uid: Behaviour['person']): Promise<void> => {
    const own = acts.filter(({ person }) => person === uid)
    if (lab) await checkBehaviours(own, lab, report)
  }

  const whatBenDoes = { weight: weightOfBen, run: () => behave('ben') }
  await inLanes([whatBenDoes, ...stateJobs(chosen, { app, browser, report, shots })], browser)
  // After the states, which are of Ada's mailbox too. Ben has done what he does by now.
  await Promise.all([
    behave('ada'),
    lab && triesFaults ? checkFaultSample(makeReadableBuild(), lab, report) : null,
    isWhole ? checkProbes(browser, report) : null,
  ])
  if (isWhole) await checkCoverage(report, states)
  if (isWhole)
    await report.add(
      'no review is left over',
      unusedReviews().map((text) => fault('review', text)),
    )
} finally {
  await (await opening.catch(() => null))?.[0].stop()
  await stopRunningApp()
}
for (const line of failureLines(report.failures)) console.log(line)
console.log(`${closingLine(report.counts)} in ${Math.round((performance.now() - started) / 1000)} s`)
reportResults('a11y', { ...report.counts, failures: report.failures })
process.exit(report.counts.failed > 0 || report.counts.passed === 0 ? 1 : 0)
