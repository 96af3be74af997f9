import { rememberSignedIn } from '#client/api/early-start.ts'
import { call } from '#client/api/call.ts'
import { type Session, signIn as endpoint } from '#contract/session.ts'

/**
 * Signs in; the answer comes with the session's cookie, which no script can see.
 * @throws {ApiProblem} `wrong-credentials`, `too-many-attempts`, `mail-server-unavailable`, …
 */
export async function signIn(name: string, password: string): Promise<Session> {
  const session = await call(endpoint, { body: { name: name.trim(), password } })
  rememberSignedIn(true)
  return session
}
