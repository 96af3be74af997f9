import type { NewPasskey, PasskeyProof } from '#contract/passkeys.ts'
import type { Directory, DirectoryEntry } from '#server/mail/directory-port.ts'
import type { MailAccount, MailAccounts, MailIdentity } from '#server/mail/mail-account.ts'
import { isProblem, Problem } from '#server/problem.ts'
import { describePerson } from '../person.ts'
import type { SignedIn } from '../signed-in.ts'
import type { SecondSteps, SetUp } from '../second-step/second-steps.ts'
import type { SignInAttempts } from './attempts.ts'

/** A failed attempt is answered at the next full step after its start, so that time tells nothing about the account. */
const answerStepMs = 500

export interface PasswordSignIn {
  accounts: MailAccounts
  directory: Directory | null
  attempts: SignInAttempts
  /** Who says whether a password is right. */
  passwordBy: 'mail-server' | 'directory'
  /** Whether the mail servers take our tokens; then the password is forgotten as soon as it has proved the person. */
  hasTokens: boolean
  identityOf: (signedIn: SignedIn) => MailIdentity
  /** Domain of the addresses of people who sign in by a bare name, where no directory tells their address. */
  domain: string | null
  secondSteps: SecondSteps
}

/** What was typed. */
interface Typed {
  name: string
  password: string
  code?: string | undefined
  ticket?: string | undefined
  passkey?: PasskeyProof | undefined
  newPasskey?: { name: string; passkey: NewPasskey } | undefined
}

/**
 * Signs in by name or address and password, and the second step where there is one; `setUp`: what was set up with that. The mail server decides, or the directory where it
 * is to; the directory says who the person is.
 *
 * @throws Problem `second-step`, `wrong-credentials`, `too-many-attempts`, `mail-server-unavailable`, `mail-server-not-trusted`
 */
export async function signInWithPassword(
  parts: PasswordSignIn,
  typed: Typed,
  network: string,
): Promise<{ signedIn: SignedIn; mail: MailAccount; setUp: SetUp | null }> {
  const found = await checkPassword(parts, typed, network)
  const { user, addresses } = found.signedIn
  try {
    const setUp = await parts.secondSteps.pass({ user, address: addresses[0] ?? user, network }, typed)
    return { ...found, setUp }
  } catch (error) {
    found.mail.close()
    throw error
  }
}

/** The same without the second step, for somebody who is signed in and shall prove it once more; the mail account is to be closed. */
export async function checkPassword(
  parts: PasswordSignIn,
  { name, password }: Pick<Typed, 'name' | 'password'>,
  network: string,
): Promise<{ signedIn: SignedIn; mail: MailAccount }> {
  const { directory, attempts, hasTokens, domain, secondSteps, passwordBy } = parts
  const isOneName = secondSteps.mode !== 'off' || passwordBy === 'directory'
  const startedMs = performance.now()
  const entry = await entryOf(directory, name, isOneName)
  const account = entry?.userName ?? name.trim().toLowerCase()
  const attempt = await attempts.begin(account, network)
  const signedIn: SignedIn = { ...describePerson(account, entry, domain), ...(hasTokens ? {} : { password }) }
  try {
    // The mail server may know the same mailbox by another name, under which it would have no second step.
    if (isOneName && !entry) throw new Problem('wrong-credentials')
    const mail = await openMail(parts, signedIn, password)
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

async function openMail(
  { accounts, directory, identityOf, passwordBy }: PasswordSignIn,
  signedIn: SignedIn,
  password: string,
): Promise<MailAccount> {
  if (passwordBy === 'mail-server') return accounts.signIn(identityOf(signedIn), password)
  const isRight = await directory?.checkPassword(signedIn.user, password).catch((error: unknown) => {
    throw isProblem(error, 'directory-unavailable') ? new Problem('mail-server-unavailable', {}, error) : error
  })
  if (!isRight) throw new Problem('wrong-credentials')
  const mail = accounts.resume(identityOf(signedIn))
  try {
    // An account that the mail server does not take must be told now.
    await mail.folders()
    return mail
  } catch (error) {
    mail.close()
    throw error
  }
}

/** The directory's entry; while it cannot be asked, people still sign in by the name the mail server knows, unless `isNeeded`. */
async function entryOf(directory: Directory | null, name: string, isNeeded: boolean): Promise<DirectoryEntry | null> {
  try {
    return (await directory?.identify(name)) ?? null
  } catch (error) {
    if (!isProblem(error, 'directory-unavailable')) throw error
    if (isNeeded) throw new Problem('mail-server-unavailable', {}, error)
    return null
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
