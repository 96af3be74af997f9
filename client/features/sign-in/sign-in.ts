import { rememberSignedIn } from '#client/api/early-start.ts'
import { call } from '#client/api/call.ts'
import { type NewPasskey, type PasskeyProof } from '#contract/passkeys.ts'
import { type Session, signIn as endpoint } from '#contract/session.ts'

/**
 * Signs in, with the code or the passkey of the second step where one is asked for; the answer comes with the session's cookie, which no script can see.
 * @throws {ApiProblem} `wrong-credentials`, `second-step`, `too-many-attempts`, `mail-server-unavailable`, …
 */
export async function signIn(
  name: string,
  password: string,
  secondStep?:
    | { code: string; ticket?: string }
    | { passkey: PasskeyProof }
    | { ticket: string; newPasskey: { name: string; passkey: NewPasskey } },
): Promise<Session> {
  const session = await call(endpoint, { body: { name: name.trim(), password, ...secondStep } })
  rememberSignedIn(true)
  return session
}
