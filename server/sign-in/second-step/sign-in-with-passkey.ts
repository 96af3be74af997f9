import type { PasskeyProof, PasskeyRequest } from '#contract/passkeys.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { PasswordSignIn } from '../password/sign-in-with-password.ts'
import { describePerson } from '../person.ts'
import type { SignedIn } from '../signed-in.ts'

/** What anybody's passkey may sign for coming in by it alone. @throws Problem `not-allowed` */
export function askForPasskey({ secondSteps: { passkeys } }: PasswordSignIn): PasskeyRequest {
  if (!passkeys.checks.isEnough) throw new Problem('not-allowed')
  return passkeys.checks.request('alone', '', [])
}

/**
 * Signs in by a passkey alone. It says whose it is; the directory says whether they are still there, and the mail server whether
 * it takes our token for them.
 *
 * @throws Problem `invalid-request` naming `passkey`; `not-allowed`, `account-unknown`, `too-many-attempts`, …
 */
export async function signInWithPasskey(
  { accounts, directory, identityOf, domain, secondSteps: { passkeys } }: PasswordSignIn,
  proof: PasskeyProof,
  network: string,
): Promise<{ signedIn: SignedIn; mail: MailAccount }> {
  if (!passkeys.checks.isEnough) throw new Problem('not-allowed')
  const user = await passkeys.ownerOf(proof.id)
  if (user === null || !(await passkeys.proves('alone', { user, network }, proof)))
    throw new Problem('invalid-request', { fields: [{ field: 'passkey', code: 'wrong-code' }] })
  const entry = (await directory?.identify(user)) ?? null
  if (!entry || !(await directory?.isActive(entry.userName))) throw new Problem('account-unknown')
  const signedIn = describePerson(entry.userName, entry, domain)
  const mail = accounts.resume(identityOf(signedIn))
  try {
    await mail.folders()
    return { signedIn, mail }
  } catch (error) {
    mail.close()
    throw isProblem(error, 'wrong-credentials') ? new Problem('account-unknown', {}, error) : error
  }
}
