import type { MailAccount } from '#server/mail/mail-account.ts'
import { relatedFolders } from '#server/mail/related-folders.ts'
import { RegularLook } from '#server/regular-look.ts'
import type { Mutes, Muting } from '#server/storage/mutes.ts'
import { passBy } from './pass-by.ts'

/** How long an answer may lie in the inbox while nobody is signed in. */
const lookEveryMs = 60_000
const mostAtOnce = 200

interface Options {
  mutes: Mutes
  /** The person's mail, to be closed afterwards; null while nobody can open it. */
  openMail: (user: string) => MailAccount | null
  now: () => number
  onFailure: (error: unknown) => void
}

/**
 * Looks through the inboxes of those who have muted conversations, for answers that came while no browser was there to be told.
 * Several processes may run one on the same database: each look is one's alone.
 */
export class MuteClock extends RegularLook {
  readonly #options: Options

  constructor(options: Options) {
    super(lookEveryMs / 4, options.onFailure)
    this.#options = options
  }

  protected async look(): Promise<void> {
    const { mutes, now, onFailure } = this.#options
    for (const muting of await mutes.take(now(), now() + lookEveryMs)) {
      if (this.isStopped) return
      const mail = this.#options.openMail(muting.user)
      if (!mail) continue
      try {
        await this.#lookThrough(mail, muting)
      } catch (error) {
        onFailure(error)
      } finally {
        mail.close()
      }
    }
  }

  async #lookThrough(mail: MailAccount, muting: Muting): Promise<void> {
    const { mutes } = this.#options
    if (!(await isAnythingMuted(mail))) {
      await mutes.forget(muting.user)
      return
    }
    const { validity, uids, folder } = await mail.pick('INBOX', { unread: true })
    const from = validity === muting.validity ? muting.uid : 0
    const fresh = uids.filter((uid) => uid > from).slice(-mostAtOnce)
    await passBy(
      mail,
      fresh.map((uid) => ({ folder, validity, uid })),
    )
    await mutes.lookedTo({ ...muting, validity, uid: Math.max(from, ...fresh) })
  }
}

/** Where the parts of a conversation are looked for. */
async function isAnythingMuted(mail: MailAccount): Promise<boolean> {
  const others = relatedFolders(await mail.folders(), 'INBOX')
  for (const path of ['INBOX', ...others]) {
    const { uids } = await mail.pick(path, { muted: true })
    if (uids.length > 0) return true
  }
  return false
}
