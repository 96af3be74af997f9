import type { MailChange, MessageReference } from '#server/mail/mail-account.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { Mutes } from '#server/storage/mutes.ts'
import { passBy } from './pass-by.ts'

/** News never waits longer for being looked at; only answers do, and only where something is muted. */
const patienceMs = 5_000

type Arrived = Extract<MailChange, { type: 'arrived' }>
type Removed = Extract<MailChange, { type: 'removed' }>

/** What is known of one session. */
interface State {
  /** Messages that were not told of, so that their leaving the inbox is no news either. */
  passed: Set<string>
  /** Settled once every arrival has been looked at. */
  looks: Promise<unknown>
  /** Several tabs hear of one change; it is looked at once. */
  looked: WeakMap<MailChange, Promise<MailChange | null>>
}

const nameOf = ({ validity, uid }: MessageReference) => `${validity} ${uid}`

/**
 * Keeps answers to muted conversations from being told while somebody is signed in.
 *
 * @returns null for a change that need not be looked at, else what is left to tell of it, null when nothing is
 */
export function liveMuting(mutes: Mutes, onFailure: (error: unknown) => void) {
  const states = new WeakMap<LiveSession, State>()
  const stateOf = (session: LiveSession): State => {
    const state = states.get(session) ?? { passed: new Set(), looks: Promise.resolve(), looked: new WeakMap() }
    states.set(session, state)
    return state
  }

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
    for (const reference of passed) stateOf(session).passed.add(nameOf(reference))
    return without(change, passed)
  }

  /** What passed by may be told to have gone before it is known here that it did. */
  async function lookAtRemoved({ looks, passed }: State, change: Removed): Promise<MailChange | null> {
    await looks
    const references = change.references.filter((reference) => !passed.delete(nameOf(reference)))
    return references.length > 0 ? { ...change, references } : null
  }

  return (session: LiveSession, change: MailChange): Promise<MailChange | null> | null => {
    if (!('folder' in change) || change.folder !== 'INBOX') return null
    const state = stateOf(session)
    const known = state.looked.get(change)
    if (known) return known
    if (change.type === 'removed') {
      const looking = lookAtRemoved(state, change)
      state.looked.set(change, looking)
      return looking
    }
    if (change.type !== 'arrived' || change.items.length === 0) return null
    const looking = lookAtArrived(session, change)
    state.looks = Promise.all([state.looks, looking])
    state.looked.set(change, looking)
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
