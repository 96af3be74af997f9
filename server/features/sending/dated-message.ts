import type { MessageBytes } from '#server/mail/message-bytes.ts'

/**
 * The Date of a message is when it goes, not when it was written (RFC 5322, 3.6.1: when its author wants it on its way). What is
 * sent on keeps the Date of its author; ours, Resent-Date, stands before all others. Our dates have all the same length, so that
 * the message keeps its own.
 */
export function datedMessage(message: MessageBytes, name: 'Date' | 'Resent-Date', dateMs: number): MessageBytes {
  const field = `${name}: `
  const date = Buffer.from(new Date(dateMs).toUTCString().replace('GMT', '+0000'))
  return {
    sizeBytes: message.sizeBytes,
    async *open() {
      let start: Buffer | null = Buffer.alloc(0)
      for await (const chunk of message.open()) {
        if (start === null) {
          yield chunk
          continue
        }
        start = Buffer.concat([start, chunk])
        const at = placeOf(start, field)
        if (at === null || start.length < at + date.length) continue
        yield start.subarray(0, at)
        yield date
        yield start.subarray(at + date.length)
        start = null
      }
      if (start !== null) throw new Error('A message in the outbox has no date')
    },
  }
}

/** Where its date begins; null where the field is not there yet. */
function placeOf(start: Buffer, field: string): number | null {
  if (start.subarray(0, field.length).toString('latin1') === field) return field.length
  const before = start.indexOf(`\r\n${field}`)
  return before < 0 ? null : before + 2 + field.length
}
