import type { MailboxLabels } from '#contract/labels.ts'
import { type SignInProvider, readSession, readWelcome, signIn, signOut, start } from '#contract/session.ts'
import { openRoute, route, type Route } from '#server/http/route.ts'
import type { SavedSearch } from '#contract/saved-searches.ts'
import { Problem } from '#server/problem.ts'
import type { FolderArrangement } from '#server/mail/folder-arrangement.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { signInWithPassword, type PasswordSignIn } from '#server/sign-in/password/sign-in-with-password.ts'
import { presentSession } from './present-session.ts'
import { readStart } from './read-start.ts'

interface SessionFeature {
  organisation: string
  supportAddress: string | null
  idleMinutes: number
  /** The ways in. */
  ways: { passwordSignIn: boolean; providers: SignInProvider[]; straightTo: string | null }
  ownerNames: OwnerNames
  arrangementOf: (account: string) => Promise<FolderArrangement>
  savedSearchesOf: (account: string) => Promise<SavedSearch[]>
  /** The labels of the person's own mailbox. */
  readLabels: (session: LiveSession) => Promise<MailboxLabels>
  passwordSignIn: PasswordSignIn
  onSignIn: (requestId: string, user: string, outcome: 'signed-in' | 'refused') => void
}

export function sessionRoutes(feature: SessionFeature): Route[] {
  const {
    organisation,
    supportAddress,
    idleMinutes,
    ways,
    ownerNames,
    arrangementOf,
    savedSearchesOf,
    readLabels,
    passwordSignIn,
    onSignIn,
  } = feature
  const shown = { organisation, providers: ways.providers }
  return [
    openRoute(readWelcome, () => ({ organisation, supportAddress, idleMinutes, ...ways })),

    openRoute(signIn, async ({ body }, visit) => {
      if (!ways.passwordSignIn) throw new Problem('not-allowed')
      try {
        const { signedIn, mail } = await signInWithPassword(passwordSignIn, body, visit.network)
        const session = await visit.start(signedIn, mail).catch((error: unknown) => {
          mail.close()
          throw error
        })
        onSignIn(visit.requestId, signedIn.user, 'signed-in')
        return presentSession(session, shown)
      } catch (error) {
        onSignIn(visit.requestId, body.name, 'refused')
        throw error
      }
    }),

    route(readSession, (_request, { session }) => presentSession(session, shown)),

    route(signOut, (_request, visit) => visit.end()),

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
