import { readForwarding, saveForwarding, seeForwards } from '#contract/forwarding.ts'
import { confirmForwarding, sendForwardingCode, takeBackForwarding } from '#contract/forwarding-codes.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import type { KnownForwarding, OwnForwarding } from '#server/mail/own-rules.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import { forwardsOf, type SeenForwards } from './seen-forwards.ts'
import type { TargetCodes } from './target-codes.ts'

/** Takes note of a change: `on`, `on-without-copy`, `off` or `confirmed`, and where mail goes to. */
type Note = (visit: SignedInVisit, change: { outcome: string; targets: readonly string[] }) => Promise<void>

export interface ForwardingFeature {
  rules: OwnForwarding
  seen: SeenForwards
  codes: TargetCodes
  note: Note
}

export function forwardingRoutes({ rules, seen, codes, note }: ForwardingFeature): Route[] {
  const whole = async (person: SignedIn, state: KnownForwarding) => ({
    ...state,
    unseen: await seen.unseenOf(person.user, forwardsOf(state)),
    waiting: await codes.waitingOf(person, state.waiting),
  })
  const now = async (person: SignedIn) => whole(person, await rules.readForwarding(person))
  return [
    route(readForwarding, (_request, { session: { signedIn } }) => now(signedIn)),
    route(saveForwarding, async ({ body }, visit) => {
      const { signedIn } = visit.session
      const { isOn, keepsCopy, targets } = body.forwarding
      const state = await rules.saveForwarding(signedIn, body.forwarding, body.version)
      const outcome = !isOn ? 'off' : keepsCopy ? 'on' : 'on-without-copy'
      await note(visit, { outcome, targets })
      return whole(signedIn, state)
    }),
    route(seeForwards, async ({ body }, { session: { signedIn } }) => {
      await seen.add(signedIn.user, body.addresses)
      return now(signedIn)
    }),
    route(sendForwardingCode, async ({ body }, { session: { signedIn } }) => {
      await codes.sendAgain(signedIn, body.address)
      return now(signedIn)
    }),
    route(confirmForwarding, async ({ body: { address, code } }, visit) => {
      const { signedIn } = visit.session
      await codes.confirm(signedIn, address, code)
      await note(visit, { outcome: 'confirmed', targets: [address] })
      return now(signedIn)
    }),
    route(takeBackForwarding, async ({ body }, { session: { signedIn } }) => {
      await codes.takeBack(signedIn, body.address)
      return now(signedIn)
    }),
  ]
}
