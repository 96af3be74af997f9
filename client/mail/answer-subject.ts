/** Signs of an answer that mail programs put before a subject, in the languages they are met most in. */
const answerSigns = /^(?:\s*(?:re|aw|sv|antw|odp|vs|ref|rif|r)(?:\[\d+\]|\(\d+\))?\s*:)+\s*/i
const forwardSigns = /^(?:\s*(?:fwd?|wg|tr|rv|enc|vb|i)(?:\[\d+\])?\s*:)+\s*/i

/** "Re: " once, whatever was there before (RFC 5322 3.6.5). */
export function answerSubject(subject: string): string {
  return `Re: ${oneLine(subject).replace(answerSigns, '')}`.trim().slice(0, 900)
}

export function forwardSubject(subject: string): string {
  return `Fwd: ${oneLine(subject).replace(forwardSigns, '')}`.trim().slice(0, 900)
}

/** Without any signs of answering and forwarding before it. */
export function bareSubject(subject: string): string {
  const bare = oneLine(subject).replace(answerSigns, '').replace(forwardSigns, '')
  return bare === subject ? bare : bareSubject(bare)
}

export function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]+/g, ' ').trim()
}
