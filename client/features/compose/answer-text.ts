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

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]+/g, ' ').trim()
}

/** Text with each line marked as quoted (RFC 3676 4.5: no space between marks). Without the signature, which nobody answers. */
export function quoteText(text: string): string {
  const lines = text
    .replaceAll(/\r\n?/g, '\n')
    .replace(/\n-- \n[\s\S]*$/, '')
    .trim()
    .split('\n')
  return lines.map((line) => (line.startsWith('>') ? `>${line}` : line === '' ? '>' : `> ${line}`)).join('\n')
}

/** Room to write first, then the introduction and the quote below it. */
export function answerText(introduction: string, original: string): string {
  return `\n\n${introduction}\n${quoteText(original)}\n`
}

/** Room to write, then a block that says what is forwarded, one line per part, then the whole text. */
export function forwardText(
  heading: string,
  lines: readonly { label: string; value: string }[],
  original: string,
): string {
  const block = lines.filter(({ value }) => value !== '').map(({ label, value }) => `${label}: ${oneLine(value)}`)
  return ['', '', heading, ...block, '', original.replaceAll(/\r\n?/g, '\n').trim(), ''].join('\n')
}

/** True when the person has written something of their own: text beyond what was put in at the start. */
export function hasOwnWords(text: string, prefilled: string): boolean {
  return text.trim() !== '' && text.trim() !== prefilled.trim()
}
