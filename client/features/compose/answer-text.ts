import { oneLine } from '#client/mail/answer-subject.ts'

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
