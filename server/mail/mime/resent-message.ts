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

/** A message as it was, with who sends it on before it (RFC 5322, 3.6.6). The body stays byte for byte, and so do signed fields. */
export function resentMessage(source: Buffer, resending: Resending): Buffer {
  const header = headerOf(source)
  const kept = header.toString('latin1').replaceAll(ofTheOneWhoHadIt, '')
  return Buffer.concat([resentFields(resending), Buffer.from(kept, 'latin1'), source.subarray(header.length)])
}

/** All of it up to the empty line. */
function headerOf(source: Buffer): Buffer {
  const ends = ['\r\n\r\n', '\n\n'].map((end) => [source.indexOf(end), end.length / 2] as const)
  const [at, length] = ends.filter(([place]) => place >= 0).toSorted(([one], [other]) => one - other)[0] ?? [-1, 0]
  return at < 0 ? source : source.subarray(0, at + length)
}

/** Written by the builder of every other header, under their names for sending on. */
function resentFields({ from, to, messageId, dateMs }: Resending): Buffer {
  const node = new MailComposer({ from, to: [...to], messageId, date: new Date(dateMs) }).compile()
  const fields = `${node.buildHeaders()}\r\n`.match(/^(?:From|To|Message-ID|Date):.*\r\n(?:[ \t].*\r\n)*/gim) ?? []
  return Buffer.from(fields.map((field) => `Resent-${field}`).join(''))
}
