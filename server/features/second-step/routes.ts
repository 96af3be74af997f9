import {
  type ChangedSecondStep,
  offerSecondStep,
  readSecondStep,
  removeSecondStep,
  renewRecoveryCodes,
  type SecondStep,
  setUpSecondStep,
} from '#contract/second-step.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import { Problem } from '#server/problem.ts'
import type { SecondSteps } from '#server/sign-in/second-step/second-steps.ts'
import { passkeyRoutes } from './passkey-routes.ts'
import { presentSecondStep } from './present-second-step.ts'

export type SecondStepChange =
  'second-step-set-up' | 'second-step-removed' | 'recovery-codes-renewed' | 'passkey-added' | 'passkey-removed'

interface SecondStepFeature {
  secondSteps: SecondSteps
  /** @throws Problem `wrong-credentials`, `too-many-attempts` and what the mail server says */
  checkPassword: (user: string, password: string, network: string) => Promise<void>
  /** Ends what the person has open elsewhere; says how much that was. */
  endOthers: (visit: SignedInVisit) => Promise<number>
  onChange: (visit: SignedInVisit, user: string, change: SecondStepChange) => void
}

export function secondStepRoutes({ secondSteps, checkPassword, endOthers, onChange }: SecondStepFeature): Route[] {
  const askerOf = ({ session: { signedIn }, network }: SignedInVisit) => ({
    ...{ user: signedIn.user, address: signedIn.addresses[0] ?? signedIn.user, network },
  })
  const isForPassword = ({ session }: SignedInVisit) => session.signedIn.provider === undefined
  /** Who signed in at a provider has no password here that a second step could follow. */
  const mayHaveOne = (visit: SignedInVisit) => {
    if (secondSteps.mode === 'off' || !isForPassword(visit)) throw new Problem('not-allowed')
  }
  const present = async (visit: SignedInVisit): Promise<SecondStep> =>
    presentSecondStep(secondSteps, await secondSteps.read(visit.session.signedIn.user), isForPassword(visit))
  const note = (visit: SignedInVisit, outcome: SecondStepChange) =>
    onChange(visit, visit.session.signedIn.user, outcome)
  /** Whoever got in before must not stay in past it: the same as for a password that was changed. */
  async function changed(visit: SignedInVisit, outcome: SecondStepChange): Promise<ChangedSecondStep> {
    note(visit, outcome)
    const endedSessions = await endOthers(visit)
    return { secondStep: await present(visit), endedSessions }
  }
  const passwordOf = ({ session, network }: SignedInVisit, password: string) =>
    checkPassword(session.signedIn.user, password, network)
  return [
    route(readSecondStep, (_request, visit) => present(visit)),

    route(offerSecondStep, (_request, visit) => {
      mayHaveOne(visit)
      return secondSteps.offer(askerOf(visit))
    }),

    route(setUpSecondStep, async ({ body: { ticket, code, password } }, visit) => {
      mayHaveOne(visit)
      await passwordOf(visit, password)
      await secondSteps.setUp(askerOf(visit), ticket, code)
      return changed(visit, 'second-step-set-up')
    }),

    route(renewRecoveryCodes, async ({ body: { code } }, visit) => {
      mayHaveOne(visit)
      const recoveryCodes = await secondSteps.renewRecoveryCodes(askerOf(visit), code)
      note(visit, 'recovery-codes-renewed')
      return { recoveryCodes, secondStep: await present(visit) }
    }),

    route(removeSecondStep, async ({ body: { code } }, visit) => {
      mayHaveOne(visit)
      await secondSteps.remove(askerOf(visit), code)
      return changed(visit, 'second-step-removed')
    }),

    ...passkeyRoutes({ secondSteps, mayHaveOne, askerOf, passwordOf, present, changed }),
  ]
}
