import { type LinkTarget, readLink } from '#client/mail/received/links.ts'

/** Links looked at, and how much of each; what is longer is no line that says where to read on. */
const mostLinks = 500
const longestLink = 4_000
const longestText = 80

const inBrowser =
  /(?:^|\s)(?:in|im|i|nel|dans|en|no|w)\s+(?:\p{L}+\s+){0,2}(?:browser|navegador|navigateur|przeglądar|webbläsar|nettleser)/iu
const version =
  /web[- ]?versi|webbversion|online[- ]?versi|versi[oó]n? (?:web|online|en l[ií]nea|en ligne)|versão (?:web|online)|versione (?:web|online)|(?:view|read) (?:it |this |email )?online/iu

/** Where a message says it can be read as a page of the web; null where it does not, or only by an address that may not be followed. */
export function webVersionOf(html: string): LinkTarget | null {
  for (const piece of html.split(/<a(?=\s)/i, mostLinks).slice(1)) {
    const link = piece.slice(0, longestLink)
    const begin = link.indexOf('>') + 1
    const end = link.search(/<\/a/i)
    if (begin === 0 || end < begin) continue
    const text = readable(link.slice(begin, end).replaceAll(/<[^<>]*>/g, ' '))
    if (text.length > longestText || !(inBrowser.test(text) || version.test(text))) continue
    const [, , href = ''] = /\shref\s*=\s*(["']?)([^"'\s>]+)\1/i.exec(link.slice(0, begin)) ?? []
    const target = readLink(readable(href))
    if (target?.kind === 'web') return target
  }
  return null
}

const readable = (text: string) =>
  text
    .replaceAll(/&nbsp;|&#160;/g, ' ')
    .replaceAll(/&amp;|&#38;/g, '&')
    .replaceAll(/\s+/g, ' ')
    .trim()
