import type { MailAccount } from '#server/mail/mail-account.ts'
import type { ShareNote, Shares } from '#server/storage/shares.ts'
import { RegularLook } from '#server/regular-look.ts'
import { groupIdOf } from '#server/mail/mail-sharing.ts'
import type { SenderRights } from '#server/mail/sender-rights-port.ts'
import { accessSteps, endEverywhere, together, writingSteps } from './share-steps.ts'

/** How late a share may begin or end. */
const checkEveryMs = 5_000
/** After a failure it is tried again then. */
const retryAfterMs = 30_000

interface Options {
  shares: Shares
  senders: SenderRights | null
  /** The owner's mail, to be closed afterwards; null while nobody can open it. */
  openMail: (user: string) => MailAccount | null
  onChange: (grantee: string) => void
  now: () => number
  onFailure: (error: unknown) => void
}

/** Lets shares begin and end when their time has come, whether or not anybody is signed in. */
export class SharingClock extends RegularLook {
  readonly #options: Options

  constructor(options: Options) {
    super(checkEveryMs, options.onFailure)
    this.#options = options
  }

  protected async look(): Promise<void> {
    const { shares, now } = this.#options
    for (const note of await shares.take(now(), now() + retryAfterMs)) await this.#carryOut(note)
  }

  async #carryOut(note: ShareNote): Promise<void> {
    const { shares, senders, openMail, onChange, now, onFailure } = this.#options
    const mail = openMail(note.owner)
    if (!mail) return
    try {
      // It was not looked at for so long that it ends before it has begun.
      if (note.endsMs !== null && note.endsMs <= now()) {
        await endEverywhere(mail, senders, note)
        await shares.remove(note)
      } else {
        const { owner, user, writes = 'none' } = note
        await together([
          ...(await accessSteps(mail, note)),
          ...(groupIdOf(user) === null ? await writingSteps(senders, { owner, user, writes }) : []),
          {
            act: () => shares.save({ ...note, startsMs: null, isInForce: true }),
            undo: () => Promise.resolve(),
          },
        ])
      }
      onChange(note.user)
    } catch (error) {
      onFailure(error)
    } finally {
      mail.close()
    }
  }
}
