import type { MailChange, MessageReference } from '#server/mail/mail-account.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { Mutes } from '#server/storage/mutes.ts'
import { passBy } from './pass-by.ts'

/** News never waits longer for being looked at; only answers do, and only where something is muted. */
const patienceMs = 5_000

type Arrived = Extract<MailChange, { type: 'arrived' }>

/**
 * Keeps answers to muted conversations from being told while somebody is signed in. That they have gone is told: a list may have been
 * read while they were there.
 *
 * @returns null for a change that need not be looked at, else what is left to tell of it, null when nothing is
 */
export function liveMuting(mutes: Mutes, onFailure: (error: unknown) => void) {
  /** Several tabs hear of one change; it is looked at once. */
  const looked = new WeakMap<MailChange, Promise<MailChange | null>>()

  async function passedOf(session: LiveSession, { items }: Arrived): Promise<MessageReference[]> {
    try {
      if (!(await mutes.has(session.signedIn.user))) return []
      return await passBy(
        session.mail,
        items.map(({ reference }) => reference),
      )
    } catch (error) {
      onFailure(error)
      return []
    }
  }

  async function lookAtArrived(session: LiveSession, change: Arrived): Promise<MailChange | null> {
    const late = new Promise<[]>((resolve) => setTimeout(resolve, patienceMs, []).unref())
    const passed = await Promise.race([passedOf(session, change), late])
    return without(change, passed)
  }

  return (session: LiveSession, change: MailChange): Promise<MailChange | null> | null => {
    if (change.type !== 'arrived' || change.folder !== 'INBOX' || change.items.length === 0) return null
    const looking = looked.get(change) ?? lookAtArrived(session, change)
    looked.set(change, looking)
    return looking
  }
}

function without(change: Arrived, passed: readonly MessageReference[]): MailChange | null {
  if (passed.length === 0) return change
  const items = change.items.filter(({ reference }) => !passed.includes(reference))
  const isUnread = ({ flags }: (typeof items)[number]) => !flags.includes('seen')
  const unread = change.unread - (change.items.filter(isUnread).length - items.filter(isUnread).length)
  return items.length > 0 ? { ...change, items, total: change.total - passed.length, unread } : null
}
