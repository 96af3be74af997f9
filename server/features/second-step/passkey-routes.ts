import {
  addPasskey,
  type ChangedSecondStep,
  offerPasskey,
  removePasskey,
  type SecondStep,
} from '#contract/second-step.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import type { SecondSteps } from '#server/sign-in/second-step/second-steps.ts'

interface PasskeyFeature {
  secondSteps: SecondSteps
  /** @throws Problem `not-allowed` */
  mayHaveOne: (visit: SignedInVisit) => void
  askerOf: (visit: SignedInVisit) => { user: string; address: string; network: string }
  /** @throws Problem `wrong-credentials` and others */
  passwordOf: (visit: SignedInVisit, password: string) => Promise<void>
  present: (visit: SignedInVisit) => Promise<SecondStep>
  changed: (visit: SignedInVisit, outcome: 'passkey-added' | 'passkey-removed') => Promise<ChangedSecondStep>
}

export function passkeyRoutes({ secondSteps, ...feature }: PasskeyFeature): Route[] {
  const { passkeys } = secondSteps
  const { mayHaveOne, askerOf, passwordOf, present, changed } = feature
  return [
    route(offerPasskey, async (_request, visit) => {
      mayHaveOne(visit)
      const asker = askerOf(visit)
      const kept = await secondSteps.read(asker.user)
      const known = kept ? passkeys.requestOf(asker.user, kept) : undefined
      return { ...(await passkeys.wish(asker)), ...(known && { known }) }
    }),

    route(addPasskey, async ({ body: { name, password, passkey, code, proof } }, visit) => {
      mayHaveOne(visit)
      await passwordOf(visit, password)
      await secondSteps.confirm(askerOf(visit), { code, passkey: proof })
      const recoveryCodes = await passkeys.add(visit.session.signedIn.user, name, passkey)
      return { recoveryCodes, ...(await changed(visit, 'passkey-added')) }
    }),

    route(removePasskey, async ({ body: { id, password } }, visit) => {
      mayHaveOne(visit)
      await passwordOf(visit, password)
      const wasThere = await passkeys.remove(visit.session.signedIn.user, id)
      return wasThere ? changed(visit, 'passkey-removed') : { secondStep: await present(visit), endedSessions: 0 }
    }),
  ]
}
