import MailComposer from 'nodemailer/lib/mail-composer'
import type { Address } from '#contract/messages.ts'

export interface Resending {
  from: Address
  to: readonly Address[]
  /** With angle brackets. */
  messageId: string
  dateMs: number
}

/** For the one who had it only (Bcc), or left on the way to them: Postfix takes an old Delivered-To for a loop. */
const ofTheOneWhoHadIt =
  /^(?:(?:resent-)?bcc|return-path|delivered-to|x-curbcut-[\w-]+)[ \t]*:.*\r?\n(?:[ \t].*\r?\n)*/gim

/**
 * A message as it was, with who sends it on before it (RFC 5322, 3.6.6). The body stays byte for byte, and so do signed fields.
 * `onHeader` gets the header as it was.
 */
export async function* resentMessage(
  source: AsyncIterable<Buffer>,
  resending: Resending,
  onHeader: (header: Buffer) => void = () => undefined,
): AsyncGenerator<Buffer> {
  let start: Buffer | null = Buffer.alloc(0)
  for await (const chunk of source) {
    if (start === null) {
      yield chunk
      continue
    }
    const seenBytes: number = start.length
    start = Buffer.concat([start, chunk])
    const end = endOfHeader(start, Math.max(0, seenBytes - 3))
    if (end === null) continue
    onHeader(start.subarray(0, end))
    yield resentHeader(start.subarray(0, end), resending)
    yield start.subarray(end)
    start = null
  }
  if (start === null) return
  onHeader(start)
  yield resentHeader(start, resending)
}

function resentHeader(header: Buffer, resending: Resending): Buffer {
  const kept = header.toString('latin1').replaceAll(ofTheOneWhoHadIt, '')
  return Buffer.concat([resentFields(resending), Buffer.from(kept, 'latin1')])
}

/** Where the empty line begins; null where there is none from this place on. */
function endOfHeader(source: Buffer, from: number): number | null {
  const ends = ['\r\n\r\n', '\n\n'].map((end) => [source.indexOf(end, from), end.length / 2] as const)
  const [found] = ends.filter(([place]) => place >= 0).toSorted(([one], [other]) => one - other)
  return found ? found[0] + found[1] : null
}

/** Written by the builder of every other header, under their names for sending on. */
function resentFields({ from, to, messageId, dateMs }: Resending): Buffer {
  const node = new MailComposer({ from, to: [...to], messageId, date: new Date(dateMs) }).compile()
  const fields = `${node.buildHeaders()}\r\n`.match(/^(?:From|To|Message-ID|Date):.*\r\n(?:[ \t].*\r\n)*/gim) ?? []
  return Buffer.from(fields.map((field) => `Resent-${field}`).join(''))
}
