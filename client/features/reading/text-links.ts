import { readLink, type LinkTarget } from '#client/mail/received/links.ts'

/** A piece of text; with a target it is a link. */
export interface TextPiece {
  text: string
  target: LinkTarget | null
}

/** Bounded repeats keep this linear enough for hostile text (security.md 22). */
const found =
  /\b(?:https?:\/\/|www\.)[^\s<>"'`]{2,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?![\w@])/giu

/** Finds web and mail addresses in text. The text of a link is always the address itself, so it cannot mislead. */
export function findLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of text.matchAll(found)) {
    const words = withoutTrailingSigns(match[0])
    const target = readLink(addressOf(words))
    if (target === null) continue
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), target: null })
    pieces.push({ text: words, target })
    end = match.index + words.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), target: null })
  return pieces
}

function addressOf(words: string): string {
  if (/^https?:/i.test(words)) return words
  return /^www\./i.test(words) ? `https://${words}` : `mailto:${words}`
}

/** A full stop after an address ends the sentence; a bracket belongs to it only when it was opened in it. */
function withoutTrailingSigns(words: string): string {
  let kept = words
  for (;;) {
    const last = kept.at(-1) ?? ''
    const isUnopened = (last === ')' && !kept.includes('(')) || (last === ']' && !kept.includes('['))
    if (!/[.,;:!?*_]/.test(last) && !isUnopened) return kept
    kept = kept.slice(0, -1)
  }
}
