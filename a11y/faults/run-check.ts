import { wordsOf } from '#e2e/words.ts'
import { type Behaviour } from '../behaviour/behaviour.ts'
import { behaviours } from '../behaviour/behaviours.ts'
import { checkState, nothingWalked } from '../check-state.ts'
import { fault, type Finding } from '../engines/findings.ts'
import { type Laboratory, pageOf } from '../laboratory.ts'
import { type Rendering, renderings, settle } from '../renderings.ts'
import { states } from '../states.ts'
import { type State, switchTo, type Visit } from '../visit.ts'
import { type Files } from './readable-build.ts'
import { serve } from './serve.ts'

/** One check of the suite: a behaviour, or a state in a rendering. */
export type Check = { name: string } & ({ behaviour: Behaviour } | { state: State; rendering: Rendering })

export function findCheck(name: string): Check {
  const behaviour = behaviours.find((one) => one.name === name)
  if (behaviour) return { name, behaviour }
  const [stateName, renderingName] = name.split(' – ')
  const state = states.find((one) => one.name === stateName)
  const rendering = renderings.find((one) => one.name === renderingName)
  if (!state || !rendering) throw new Error(`the suite has no check called "${name}"`)
  return { name, state, rendering }
}

/** What the check says about these files, as the suite would; that the page is not reached any more is a finding too. */
export async function runCheck(check: Check, files: Files, lab: Laboratory): Promise<Finding[]> {
  const { isOutside = false } = 'behaviour' in check ? check.behaviour : check.state
  const person = 'behaviour' in check ? check.behaviour.person : 'ada'
  const page = await pageOf(lab, isOutside ? null : person)
  const [first] = renderings
  if (!first) throw new Error('there is no rendering')
  const visit: Visit = { app: lab.app, page, person, rendering: first, words: wordsOf(first.locale) }
  try {
    await serve(page, files)
    if ('behaviour' in check) return await check.behaviour.act(visit)
    await check.state.reach(visit)
    await check.state.holds(visit)
    await settle(page)
    return await checkState(check.state, await switchTo(check.state, visit, check.rendering), nothingWalked())
  } catch (error) {
    return [fault('error', String(error).split('\n')[0] ?? '')]
  } finally {
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.context().close()
  }
}

/** What tells a new finding from one that is there without the fault: numbers change from run to run. */
export function identity({ rule, place, text }: Finding): string {
  return `${rule} ${place} ${text}`.replace(/\d+/g, '0')
}
