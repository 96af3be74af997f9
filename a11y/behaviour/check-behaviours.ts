import { wordsOf } from '#e2e/words.ts'
import { type Laboratory, pageOf } from '../laboratory.ts'
import { renderings } from '../renderings.ts'
import { type Report } from '../report.ts'
import { type Visit } from '../visit.ts'
import { type Behaviour } from './behaviour.ts'
import { closePage } from '#e2e/chromium.ts'

/** Checks behaviours of one person, one after the other, because they share a mailbox. */
export async function checkBehaviours(
  behaviours: readonly Behaviour[],
  lab: Laboratory,
  report: Report,
): Promise<void> {
  const [rendering] = renderings
  if (!rendering) return
  for (const { name, person, isOutside, act } of behaviours) {
    const page = await pageOf(lab, isOutside ? null : person)
    const visit: Visit = { app: lab.app, page, person, rendering, words: wordsOf(rendering.locale) }
    await report.check(name, () => act(visit), page)
    await closePage(page)
  }
}
