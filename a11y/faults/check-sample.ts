import { fault } from '../engines/findings.ts'
import { type Laboratory } from '../laboratory.ts'
import { type Report } from '../report.ts'
import { faults } from './faults.ts'
import { plant } from './plant.ts'
import { type ReadableBuild } from './readable-build.ts'
import { tryFaults } from './try-faults.ts'

/** One for each kind of check that catches faults: a move of the focus, words, names, structure, contrast, rings. */
const sample = [
  'focus: to the subject of an opened message',
  'status: what was done',
  'semantics: the label tied to its field',
  'semantics: the main landmark',
  'look: the contrast of text',
  'look: the focus ring',
]

/** Whether all seeded faults can still be planted, and whether the suite still sees a few of them. */
export async function checkFaultSample(
  building: Promise<ReadableBuild>,
  lab: Laboratory,
  report: Report,
): Promise<void> {
  const build = await building
  await report.check('every seeded fault can be planted', () =>
    Promise.resolve(
      faults.flatMap((seeded) => {
        try {
          plant(build, seeded)
          return []
        } catch (error) {
          return [fault('seeded fault', String(error))]
        }
      }),
    ),
  )
  const chosen = faults.filter(({ name }) => sample.includes(name))
  if (chosen.length < sample.length) throw new Error('a fault of the sample has another name now')
  for (const { seeded, caught, problem } of await tryFaults(chosen, { build, lab, onOutcome: () => undefined })) {
    const findings = caught ? [] : [fault('seeded fault', problem ?? 'is not seen')]
    await report.add(`the suite sees what is missing, ${seeded.name}`, findings)
  }
}
