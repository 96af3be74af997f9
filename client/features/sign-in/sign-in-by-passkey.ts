import { call } from '#client/api/call.ts'
import { rememberSignedIn } from '#client/api/early-start.ts'
import { askForPasskey, signInByPasskey as endpoint } from '#contract/passkey-sign-in.ts'
import { type PasskeyProof, type PasskeyRequest } from '#contract/passkeys.ts'
import { type Session } from '#contract/session.ts'

/** Signs in by a passkey alone; who it is, the passkey says. */
export async function signInByPasskey(sign: (request: PasskeyRequest) => Promise<PasskeyProof>): Promise<Session> {
  const session = await call(endpoint, { body: { passkey: await sign(await call(askForPasskey, {})) } })
  rememberSignedIn(true)
  return session
}
