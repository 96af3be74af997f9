import { type Finding } from '../engines/findings.ts'
import { type Laboratory } from '../laboratory.ts'
import { findCheck, identity, runCheck } from './run-check.ts'
import { plant } from './plant.ts'
import { type Files, type ReadableBuild } from './readable-build.ts'
import { type SeededFault } from './seeded-fault.ts'

export interface Outcome {
  seeded: SeededFault
  /** The check that saw it, and what it said; null when none did. */
  caught: { by: string; finding: Finding } | null
  /** Why nothing could be tried: there is nothing to take away, or the app has findings without any fault. */
  problem: string | null
}

/**
 * Tries each fault in the checks it can be seen in, several at a time. A check counts only if it is run on the app as it is
 * first; what it says about that is no news.
 */
export async function tryFaults(
  faults: readonly SeededFault[],
  { build, lab, onOutcome }: { build: ReadableBuild; lab: Laboratory; onOutcome: (outcome: Outcome) => void },
): Promise<Outcome[]> {
  const known = new Map<string, Promise<Set<string>>>()
  const knownIn = (name: string) => {
    const asked = known.get(name) ?? runCheck(findCheck(name), build.files, lab).then(asSet)
    known.set(name, asked)
    return asked
  }

  async function tryIn(name: string, files: Files): Promise<Finding | null> {
    const before = await knownIn(name)
    const findings = await runCheck(findCheck(name), files, lab)
    return findings.find((finding) => !before.has(identity(finding))) ?? null
  }

  async function tryOne(seeded: SeededFault): Promise<Outcome> {
    try {
      const files = plant(build, seeded)
      for (const by of seeded.seenIn) {
        const finding = await tryIn(by, files)
        if (finding) return { seeded, caught: { by, finding }, problem: null }
      }
      return { seeded, caught: null, problem: null }
    } catch (error) {
      return { seeded, caught: null, problem: error instanceof Error ? error.message : String(error) }
    }
  }

  const outcomes: Outcome[] = []
  const lane = async (waiting: SeededFault[]) => {
    for (let seeded = waiting.shift(); seeded; seeded = waiting.shift()) {
      const outcome = await tryOne(seeded)
      outcomes.push(outcome)
      onOutcome(outcome)
    }
  }
  // Ben's mailbox is changed, so only one page at a time may be his.
  const others = faults.filter((seeded) => !isBens(seeded))
  await Promise.all([lane(others), lane(faults.filter(isBens)).then(() => lane(others))])
  return faults.flatMap((seeded) => outcomes.filter((outcome) => outcome.seeded === seeded))
}

const isBens = ({ seenIn }: SeededFault): boolean =>
  seenIn.some((name) => {
    const check = findCheck(name)
    return 'behaviour' in check && check.behaviour.person === 'ben'
  })

function asSet(findings: readonly Finding[]): Set<string> {
  const broken = findings.find(({ rule }) => rule === 'error')
  if (broken) throw new Error(`the app without a fault does not get through the check: ${broken.text}`)
  return new Set(findings.map(identity))
}
