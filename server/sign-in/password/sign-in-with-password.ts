import type { Directory, DirectoryEntry } from '#server/mail/directory-port.ts'
import type { MailAccount, MailAccounts, MailIdentity } from '#server/mail/mail-account.ts'
import { isProblem, Problem } from '#server/problem.ts'
import { describePerson } from '../person.ts'
import type { SignedIn } from '../signed-in.ts'
import type { SignInAttempts } from './attempts.ts'

/** A failed attempt is answered at the next full step after its start, so that time tells nothing about the account. */
const answerStepMs = 500

export interface PasswordSignIn {
  accounts: MailAccounts
  directory: Directory | null
  attempts: SignInAttempts
  /** Whether the mail servers take our tokens; then the password is forgotten as soon as it has proved the person. */
  hasTokens: boolean
  identityOf: (signedIn: SignedIn) => MailIdentity
  /** Domain of the addresses of people who sign in by a bare name, where no directory tells their address. */
  domain: string | null
}

/**
 * Signs in by name or address and password. The mail server decides; the directory says who the person is.
 *
 * @throws Problem `wrong-credentials`, `too-many-attempts`, `mail-server-unavailable`, `mail-server-not-trusted`
 */
export async function signInWithPassword(
  { accounts, directory, attempts, hasTokens, identityOf, domain }: PasswordSignIn,
  { name, password }: { name: string; password: string },
  network: string,
): Promise<{ signedIn: SignedIn; mail: MailAccount }> {
  const startedMs = performance.now()
  const entry = await entryOf(directory, name)
  const account = entry?.userName ?? name.trim().toLowerCase()
  const attempt = await attempts.begin(account, network)
  const signedIn: SignedIn = { ...describePerson(account, entry, domain), ...(hasTokens ? {} : { password }) }
  try {
    const mail = await accounts.signIn(identityOf(signedIn), password)
    await attempt.succeeded()
    return { signedIn, mail }
  } catch (error) {
    if (!isProblem(error, 'wrong-credentials')) {
      await attempt.undecided()
      throw error
    }
    const elapsedMs = performance.now() - startedMs
    await pause(Math.ceil(elapsedMs / answerStepMs) * answerStepMs - elapsedMs)
    throw new Problem('wrong-credentials')
  }
}

/** The directory's entry; while it cannot be asked, people still sign in by the name the mail server knows. */
async function entryOf(directory: Directory | null, name: string): Promise<DirectoryEntry | null> {
  try {
    return (await directory?.identify(name)) ?? null
  } catch (error) {
    if (isProblem(error, 'directory-unavailable')) return null
    throw error
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
