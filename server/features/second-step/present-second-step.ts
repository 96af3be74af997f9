import type { SecondStep } from '#contract/second-step.ts'
import type { KeptSecondStep } from '#server/sign-in/second-step/kept-second-step.ts'
import type { SecondSteps } from '#server/sign-in/second-step/second-steps.ts'

/** What a person may know of their own second step: no secret, no key, no hash. */
export function presentSecondStep(
  { mode, passkeys: { checks } }: SecondSteps,
  kept: KeptSecondStep | null,
  isForPassword: boolean,
): SecondStep {
  return {
    ...{ mode, isForPassword },
    setUpAtMs: kept?.secret ? kept.setUpAtMs : null,
    passkeys: (kept?.passkeys ?? []).map(({ id, name, madeAtMs, usedAtMs, isDoubtful = false }) => ({
      ...{ id, name, madeAtMs, usedAtMs, isDoubtful },
    })),
    takesPasskeys: checks.areTaken,
    isPasskeyEnough: checks.isEnough,
    recoveryCodesLeft: kept?.recovery.length ?? 0,
  }
}
