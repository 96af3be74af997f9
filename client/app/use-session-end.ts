import { useQueryCache } from '@pinia/colada'
import { onScopeDispose } from 'vue'
import { announce, forgetAnnouncements } from '#client/accessibility/announcer.ts'
import { call, whenSessionHasEnded } from '#client/api/call.ts'
import { rememberSignedIn } from '#client/api/early-start.ts'
import { t } from '#client/i18n/i18n.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { forgetCopies, openVault } from '#client/mail/drafts/copies.ts'
import { hasCopies } from '#client/mail/drafts/copy-names.ts'
import { keys } from '#client/mail/mailbox-cache.ts'
import { useSessionWatch } from '#client/mail/session-watch.ts'
import { type Session, signOut as endpoint } from '#contract/session.ts'

const leaveHere = async () => {
  await call(endpoint, {}, { signInAgain: false, timeoutMs: 5_000 })
  return null
}
const leaveProvider = async () => (await import('./leave-provider.ts')).leaveAtProvider()

/** Signing out, and going on after the session has ended in the middle of the work; `onSignedInAgain` is then called. */
export function useSessionEnd(onSignedInAgain: () => void) {
  const cache = useQueryCache()
  const session = useSessionWatch()
  whenSessionHasEnded(() => session.askToSignInAgain())
  onScopeDispose(() => whenSessionHasEnded(undefined))

  /** Leaves by loading the sign-in page anew: nothing of the mailbox stays in the memory of the page. */
  async function leave(address: string): Promise<void> {
    session.isLeaving = true
    await useDrafts().keepNow()
    rememberSignedIn(false)
    forgetAnnouncements()
    location.assign(address)
  }

  /** Signs out for good: copies of what was being written are forgotten here. Ask first when some of it could not be saved. */
  async function signOut(): Promise<void> {
    session.isLeaving = true
    useDrafts().forgetOwn()
    await forgetCopies()
    // Whether the server heard it or not, this page forgets everything; an unheard session ends by itself.
    const isElsewhere = cache.getQueryData<Session>(keys.session())?.provider !== undefined
    const address = await (isElsewhere ? leaveProvider() : leaveHere()).catch(() => null)
    await leave(address ?? '/sign-in?signed-out')
  }

  async function goOn(next: Session): Promise<void> {
    const before = cache.getQueryData<Session>(keys.session())
    if (before && before.person.address !== next.person.address) {
      location.assign('/')
      return
    }
    cache.setQueryData(keys.session(), next)
    if (hasCopies()) (await openVault()).renewKeys()
    session.answer(true)
    onSignedInAgain()
    announce(t('session.back'))
    await cache.invalidateQueries().catch(() => undefined)
  }

  return { signOut, goOn, leave: () => leave('/sign-in') }
}
