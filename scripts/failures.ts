/** Something that failed, and what was said about it. */
export interface Failure {
  name: string
  text: string
}

/** A failure that says more than this says it in full where it happened, further up in the log. */
const mostLines = 30
/** More failures than this have one cause, or need the log anyway. */
const mostWithText = 40

/** All failures once more, for whoever has nothing but the end of a long log; nothing when there are none. */
export function failureLines(failures: readonly Failure[]): string[] {
  if (failures.length === 0) return []
  const lines = failures.flatMap(({ name, text }, index) => [
    `✗ ${name}`,
    ...(index < mostWithText ? shortened(text) : []).map((line) => `    ${line}`),
  ])
  return ['', `── what failed (${failures.length})`, ...lines]
}

function shortened(text: string): string[] {
  const lines = withoutColours(text).trim().split('\n')
  const left = lines.length - mostLines
  return left > 0 ? [...lines.slice(0, mostLines), `and ${left} more lines`] : lines
}

function withoutColours(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[[\d;]*m/g, '')
}
