import type { MailIdentity } from '../mail-account.ts'
import type { Envelope, Submission, Submitted } from '../submission-port.ts'

export interface TakenMessage {
  user: string
  envelope: Envelope
  source: string
}

/** A submission server in memory. `behave` decides what becomes of each message; by default it is taken. */
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
    message: Buffer,
    onHandOver: () => Promise<void>,
  ): Promise<Submitted> {
    const submitted = await this.behave(onHandOver)
    this.taken.push({ user, envelope, source: message.toString() })
    return submitted
  }
}
