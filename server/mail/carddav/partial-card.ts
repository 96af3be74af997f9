import type { XmlElement } from '@xmldom/xmldom'
import { cardLines, headOf, propertyOf, writeCard } from '../contacts/card-lines.ts'
import { type LineName, lineNameOf, names } from './line-name.ts'
import { carddav, childrenOf } from './xml.ts'

/** Lines of a card that a program wants; `isBare`: only that they are there, without what they say. */
export interface WantedLines extends LineName {
  isBare: boolean
}

/** Without these it would be no card. */
const frame = new Set(['begin', 'version', 'end'])

/** Which lines of cards are asked for (RFC 6352, 10.4); null for all. */
export function wantedLines(addressData: XmlElement): readonly WantedLines[] | null {
  const wanted = childrenOf(addressData, carddav, 'prop')
  if (wanted.length === 0) return null
  return wanted.map((each) => ({
    ...lineNameOf(each.getAttribute('name') ?? ''),
    isBare: each.getAttribute('novalue') === 'yes',
  }))
}

/** Those lines of a card, in its order; all of it as it came where all is wanted. */
export function partOfCard(card: string, wanted: readonly WantedLines[] | null): string {
  if (wanted === null) return card
  const lines = cardLines(card).flatMap((line) => {
    if (frame.has(propertyOf(line))) return line
    const asked = wanted.filter((each) => names(each, line))
    if (asked.length === 0) return []
    return asked.every(({ isBare }) => isBare) ? `${headOf(line)}:` : line
  })
  return writeCard(lines)
}

const versions = ['', '3.0', '4.0']

/** Cards are given in the form and version they came in. */
export const isSupported = (addressData: XmlElement): boolean =>
  (addressData.getAttribute('content-type') || 'text/vcard') === 'text/vcard' &&
  versions.includes(addressData.getAttribute('version') ?? '')
