import type { Share } from '#contract/sharing.ts'
import type { Adapters, App } from './app.ts'
import { openMailOf } from './clocks.ts'
import type { Config } from './config.ts'
import type { HandOverFeature } from './features/hand-over/hand-over.ts'
import { handOverRoutes } from './features/hand-over/routes.ts'
import { toldMessage } from './features/hand-over/told-message.ts'
import { saveShare } from './features/sharing/share-folders.ts'
import { listShares, type SharingFeature } from './features/sharing/share-list.ts'
import type { Route } from './http/route.ts'
import type { DirectoryEntry } from './mail/directory-port.ts'
import type { MailAccount } from './mail/mail-account.ts'
import { SieveRules } from './mail/sieve/rules/sieve-rules.ts'
import { activityNote } from './note-activity.ts'
import { errorFields } from './observability/logger.ts'
import { ruleServices } from './own-rules.ts'
import { isProblem, Problem } from './problem.ts'

/* Acting for who is away uses what people use for themselves, and they know of each other only here. */

export function openHandOver(
  config: Config,
  adapters: Adapters,
  { live, sharing, security }: Pick<App, 'live' | 'security'> & { sharing: SharingFeature },
): Route[] {
  const { directory, now = Date.now } = adapters
  const open = openMailOf(adapters, live)
  async function withMail<T>({ userName }: DirectoryEntry, work: (mail: MailAccount) => Promise<T>): Promise<T> {
    const mail = open(userName)
    if (!mail) throw new Problem('not-allowed')
    try {
      return await work(mail)
    } finally {
      mail.close()
    }
  }
  return handOverRoutes({
    ...{ directory, now, group: config.sharing.handOverGroup ?? null },
    note: noteHandOver(adapters, security),
    onFailure: (error) => adapters.logger.error('hand-over', errorFields(error)),
    acts: {
      answer: answersFor(new SieveRules(ruleServices(config, adapters), config.forwarding)),
      share: (absent, delegate, by, wish) =>
        withMail(absent, async (mail) => {
          const person = { mail, signedIn: signedInAs(absent) }
          const [address = ''] = delegate.addresses
          const { items } = await listShares(sharing, person)
          const isTheirs = (share: Share) => share.address?.toLowerCase() === address.toLowerCase()
          // One whose rights another program has ended is none, whatever we still note of it.
          const isHeld = ({ folders, startsAtMs }: Share) => folders.length > 0 || startsAtMs !== null
          if (items.some((share) => isTheirs(share) && isHeld(share))) return false
          const { level, endsAtMs, reason: purpose } = wish
          const none = { writes: 'none', manages: 'none' } as const
          const given = { address, level, endsAtMs, purpose, ...none, folders: null, startsAtMs: null, by: by.userName }
          await saveShare(sharing, person, given)
          return true
        }),
      tell: (absent, told) =>
        withMail(absent, async ({ copies }) => {
          const bytes = await toldMessage(absent, told, now())
          await copies.put('INBOX', { bytes, receivedAtMs: now(), flags: [], labels: [] })
        }),
    },
  })
}

const signedInAs = ({ userName, name, addresses }: DirectoryEntry) => ({ user: userName, name, addresses })

/** What they say themselves stays: theirs is in the way of nothing else. */
function answersFor(rules: SieveRules): HandOverFeature['acts']['answer'] {
  return async (absent, insideText, endsAtMs) => {
    const person = signedInAs(absent)
    const { isOffered, absence, otherAnswers, version } = await rules.readAbsence(person)
    if (!isOffered) throw new Problem('not-allowed')
    if (absence.isOn || otherAnswers) return false
    const words = { insideText, outside: 'same' as const, outsideText: '', daysBetween: absence.daysBetween }
    const always = { isOn: true, startsAtMs: null, weekly: null, colleague: null }
    try {
      await rules.saveAbsence(person, { ...words, ...always, endsAtMs }, version)
      return true
    } catch (error) {
      if (isProblem(error, 'rules-changed')) return false
      throw error
    }
  }
}

/** A line in the log without names, and one for whose mailbox it is. */
function noteHandOver(adapters: Adapters, security: App['security']): HandOverFeature['note'] {
  const { logger, sealer } = adapters
  const noteActivity = activityNote(adapters)
  const mark = (user: string) => sealer.fingerprint(user.toLowerCase()).slice(0, 12)
  return (requestId, absent, { by, act }) => {
    logger.info('hand-over', { requestId, outcome: act, account: mark(absent), by: mark(by) })
    const action = act === 'answer' ? 'answered-for' : 'shared-for'
    if (act === 'share') security.note(absent, 'shared-for', null)
    void noteActivity(absent, { user: by, action, folder: '', role: null, count: 0 })
  }
}
