import { wireFaultsOf } from '#platform/sent-mail/wire-faults.ts'
import type { MailIdentity } from '../mail-account.ts'
import { type MessageBytes, wholeOf } from '../message-bytes.ts'
import type { Envelope, Submission, Submitted } from '../submission-port.ts'

export interface TakenMessage {
  user: string
  envelope: Envelope
  source: string
}

/** A submission server in memory, which takes nothing that is not as it should be. `behave` decides what becomes of each message; by default it is taken. */
export class MemorySubmission implements Submission {
  readonly taken: TakenMessage[] = []
  /** What it says of the size of messages. */
  sizeLimitBytes: number | null = null
  /** Whether it says that it offers delivery reports. */
  deliveryReports = true
  behave: (handOver: () => Promise<void>) => Promise<Submitted> = async (handOver) => {
    await handOver()
    return { outcome: 'accepted', refused: [] }
  }

  largestBytes(): Promise<number | null> {
    return Promise.resolve(this.sizeLimitBytes)
  }

  offersDeliveryReports(): Promise<boolean> {
    return Promise.resolve(this.deliveryReports)
  }

  async submit(
    { user }: MailIdentity,
    envelope: Envelope,
    message: MessageBytes,
    onHandOver: () => Promise<void>,
  ): Promise<Submitted> {
    const submitted = await this.behave(onHandOver)
    const source = await wholeOf(message)
    const faults = wireFaultsOf(source)
    if (faults.length > 0) throw new Error(`What was sent is not as it should be. ${faults.join(' ')}`)
    this.taken.push({ user, envelope, source: source.toString() })
    return submitted
  }
}
