import type { MailboxLabels } from '#contract/labels.ts'
import { askForPasskey, signInByPasskey } from '#contract/passkey-sign-in.ts'
import {
  type Session,
  type SignInProvider,
  readSession,
  readWelcome,
  signIn,
  signOut,
  start,
} from '#contract/session.ts'
import { openRoute, route, type Route } from '#server/http/route.ts'
import type { SignedInVisit, Visit } from '#server/http/visit.ts'
import type { SavedSearch } from '#contract/saved-searches.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { FolderArrangement } from '#server/mail/folder-arrangement.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { askForPasskey as passkeyRequest, signInWithPasskey } from '#server/sign-in/second-step/sign-in-with-passkey.ts'
import { signInWithPassword, type PasswordSignIn } from '#server/sign-in/password/sign-in-with-password.ts'
import type { SetUp } from '#server/sign-in/second-step/second-steps.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import { presentSession } from './present-session.ts'
import { readStart } from './read-start.ts'

interface SessionFeature {
  organisation: string
  supportAddress: string | null
  idleMinutes: number
  /** The ways in. */
  ways: { passwordSignIn: boolean; passkeySignIn: boolean; providers: SignInProvider[]; straightTo: string | null }
  ownerNames: OwnerNames
  arrangementOf: (account: string) => Promise<FolderArrangement>
  savedSearchesOf: (account: string) => Promise<SavedSearch[]>
  /** The labels of the person's own mailbox. */
  readLabels: (session: LiveSession) => Promise<MailboxLabels>
  passwordSignIn: PasswordSignIn
  onSignIn: (visit: Visit, user: string, outcome: 'signed-in' | 'refused' | 'second-step') => void
  /** A second step was set up with it. */
  onSetUp: (visit: Visit, user: string, what: SetUp) => void
  /** What was typed was wrong. */
  onFailure: (visit: Visit, name: string, kind: 'sign-in-failed' | 'second-step-failed') => void
  onSignOut: (visit: SignedInVisit) => void
}

export function sessionRoutes(feature: SessionFeature): Route[] {
  const { organisation, supportAddress, idleMinutes, ways, onSignOut } = feature
  const { ownerNames, arrangementOf, savedSearchesOf, readLabels } = feature
  const shown = { organisation, providers: ways.providers }
  return [
    openRoute(readWelcome, () => ({ organisation, supportAddress, idleMinutes, ...ways })),

    ...signInRoutes(feature),

    route(readSession, (_request, { session }) => presentSession(session, shown)),

    route(signOut, async (_request, visit) => {
      await visit.end()
      onSignOut(visit)
    }),

    route(start, async (_request, { session }) => {
      const { mail, signedIn } = session
      const kept = [arrangementOf(signedIn.user), savedSearchesOf(signedIn.user)] as const
      return {
        session: presentSession(session, shown),
        ...(await readStart(mail, ownerNames, ...kept, () => readLabels(session))),
      }
    }),
  ]
}

function signInRoutes({ organisation, ways, passwordSignIn, onSignIn, onSetUp, onFailure }: SessionFeature): Route[] {
  async function enter(visit: Visit, { signedIn, mail }: { signedIn: SignedIn; mail: MailAccount }): Promise<Session> {
    const session = await visit.start(signedIn, mail).catch((error: unknown) => {
      mail.close()
      throw error
    })
    onSignIn(visit, signedIn.user, 'signed-in')
    return presentSession(session, { organisation, providers: ways.providers })
  }
  return [
    openRoute(signIn, async ({ body }, visit) => {
      if (!ways.passwordSignIn) throw new Problem('not-allowed')
      try {
        const found = await signInWithPassword(passwordSignIn, body, visit.network)
        const session = await enter(visit, found)
        if (found.setUp) onSetUp(visit, found.signedIn.user, found.setUp)
        return session
      } catch (error) {
        onSignIn(visit, body.name, isProblem(error, 'second-step') ? 'second-step' : 'refused')
        const kind = failureOf(error)
        if (kind) onFailure(visit, body.name, kind)
        throw error
      }
    }),

    openRoute(askForPasskey, () => passkeyRequest(passwordSignIn)),

    openRoute(signInByPasskey, async ({ body }, visit) => {
      try {
        return await enter(visit, await signInWithPasskey(passwordSignIn, body.passkey, visit.network))
      } catch (error) {
        onSignIn(visit, '', 'refused')
        throw error
      }
    }),
  ]
}

/** Null where nothing was wrong but with the servers, or where the second step was only asked for. */
function failureOf(error: unknown): 'sign-in-failed' | 'second-step-failed' | null {
  if (isProblem(error, 'wrong-credentials', 'too-many-attempts')) return 'sign-in-failed'
  return isProblem(error, 'second-step') && error.details.secondStep?.isWrong ? 'second-step-failed' : null
}
