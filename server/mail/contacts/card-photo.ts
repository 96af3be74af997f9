import { pictureKindOf, type PictureKind } from '#server/pictures/picture-kind.ts'
import { cardLines, headOf, propertyOf, writeCard } from './card-lines.ts'
import { beforeEnd } from './change-lines.ts'

/** Programs put pictures of a telephone into cards; larger ones would make a card too large anyway. */
const largestShownBytes = 1_000_000

type CardPhoto =
  | { state: 'none' | 'elsewhere' | 'unusable' }
  | { state: 'here'; type: PictureKind['type']; bytes: Buffer; line: string }

/** The first photo in a card (RFC 6350, 6.2.4; RFC 2426, 3.1.4) that can be shown. Never throws, and asks for nothing on the web. */
export function photoOf(card: string): CardPhoto {
  const lines = cardLines(card).filter((line) => propertyOf(line) === 'photo')
  let state: 'none' | 'elsewhere' | 'unusable' = 'none'
  for (const line of lines) {
    const encoded = encodedIn(line)
    if (encoded === null) {
      if (state === 'none') state = 'elsewhere'
      continue
    }
    state = 'unusable'
    if (encoded.length > largestShownBytes * 1.4) continue
    const bytes = Buffer.from(encoded, 'base64')
    const kind = bytes.length > largestShownBytes ? null : pictureKindOf(bytes)
    if (kind) return { state: 'here', type: kind.type, bytes, line }
  }
  return { state }
}

/** Base64 of a picture within the card; null for an address. */
function encodedIn(line: string): string | null {
  const head = headOf(line)
  const value = line.slice(head.length + 1).trim()
  const data = /^data:[\w/+.-]*(?:\\?;[\w=.-]+)*\\?;base64\\?,/i.exec(value)
  if (data) return value.slice(data[0].length)
  return /;(?:encoding=)?"?(?:b|base64)"?(?=;|$)/i.test(head) ? value : null
}

/** The same card with this photo in the place of the one that is shown, or without that one. Every other line stays as it is. */
export function withPhoto(card: string, bytes: Buffer | null): string {
  const lines = cardLines(card)
  const shown = photoOf(card)
  const before = shown.state === 'here' ? shown.line : null
  const kind = bytes && pictureKindOf(bytes)
  if (!bytes || !kind) return writeCard(lines.filter((line) => line !== before))
  const line = photoLine(lines, kind.type, bytes.toString('base64'))
  if (before === null) return writeCard(beforeEnd(lines, [line]))
  return writeCard(lines.map((each) => (each === before ? line : each)))
}

/** As the version of the card wants it. */
function photoLine(lines: readonly string[], type: string, encoded: string): string {
  if (lines.some((line) => /^VERSION:4/i.test(line))) return `PHOTO:data:${type};base64,${encoded}`
  return `PHOTO;ENCODING=b;TYPE=${type.slice('image/'.length).toUpperCase()}:${encoded}`
}
