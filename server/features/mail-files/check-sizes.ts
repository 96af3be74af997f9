import type { MailAccount } from '#server/mail/mail-account.ts'
import type { PlannedMessages } from './planned-messages.ts'

/** So many are read before a length is told, spread over all: a mail server that counts otherwise does so for most. */
const sample = 12
/** Larger ones would keep somebody waiting. */
const largestBytes = 100_000

/** Whether messages are as long as the mail server says, as far as a few of them tell. */
export async function areSizesTrue(mail: MailAccount, planned: PlannedMessages): Promise<boolean> {
  const step = Math.ceil(planned.count / sample)
  for (const { folder, validity, from, end } of planned.folders) {
    const chosen: number[] = []
    for (let index = Math.ceil(from / step) * step; index < end; index += step)
      if (planned.sizeOf(index) <= largestBytes) chosen.push(index)
    const uids = chosen.map((index) => planned.uidOf(index))
    const sizes = chosen.map((index) => planned.sizeOf(index))
    let at = 0
    for await (const some of mail.copies.bytesOf({ folder, validity, uids }, sizes))
      for (const { bytes } of some) {
        if (Buffer.isBuffer(bytes) && bytes.length !== sizes[at]) return false
        at += 1
      }
  }
  return true
}
