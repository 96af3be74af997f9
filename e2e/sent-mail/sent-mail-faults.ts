import { createRequire } from 'node:module'
import PostalMime from 'postal-mime'
import { wireFaultsOf } from '#platform/sent-mail/wire-faults.ts'

/** Its types are a package of their own, for the little of it that is used. */
const { JSDOM } = createRequire(import.meta.url)('jsdom') as {
  JSDOM: new (html: string) => { window: { document: Document } }
}

/**
 * What is wrong with a message that was composed and sent, for the people who get it (ATAG 2.0, part B), each in a sentence. It is
 * read by a parser that has no part in building it.
 */
export async function sentMailFaults(raw: Buffer): Promise<string[]> {
  const faults = wireFaultsOf(raw)
  if (/^Resent-/im.test(raw.toString('latin1').split('\r\n\r\n', 1)[0] ?? '')) return faults
  const { html, text } = await PostalMime.parse(raw)
  if (text === undefined) faults.push('There is no text part.')
  if (html === undefined) return faults
  const { document } = new JSDOM(html).window
  return [...faults, ...headFaults(document), ...bodyFaults(document), ...differences(document, text ?? '')]
}

function headFaults(document: Document): string[] {
  const { documentElement: root, doctype, title } = document
  return [
    ...(doctype ? [] : ['There is no doctype.']),
    ...(/^[a-z]{2,3}(?:-[\w-]+)?$/i.test(root.lang) ? [] : ['The language is not said.']),
    ...(/^(?:ltr|rtl)$/.test(root.dir) ? [] : ['The direction is not said.']),
    ...(title.trim() === '' ? ['There is no title.'] : []),
  ]
}

/** What must not be in the body, and why. */
const forbidden: readonly (readonly [string, string])[] = [
  ['img:not([alt])', 'A picture does not say what it shows.'],
  ['img:not([src^="cid:"])', 'A picture is loaded from elsewhere.'],
  ['script, iframe, form, object, embed, base, link, [onclick], [onload], [onerror]', 'There is something active.'],
  ['font, center, u, [bgcolor], [align]', 'There is formatting by elements that say nothing.'],
  ['table:not(:has(th)):not([role="presentation"])', 'A table has no headers.'],
  ['th:not([scope])', 'A header does not say of what.'],
  ['a:not([href])', 'A link leads nowhere.'],
  ['a[href^="javascript:" i], a[href^="data:" i]', 'A link is no address.'],
  ['ul > :not(li), ol > :not(li)', 'A list holds something else than items.'],
  ['ul:not(:has(> li)), ol:not(:has(> li))', 'A list has no items.'],
  ['[style*="color"]:not([style*="border"])', 'A color is set, which a theme of the reader cannot change.'],
  ['[tabindex], [autofocus], [accesskey]', 'The focus is meddled with.'],
]

/** What readers name or go to, where there must be something to read. */
const named: readonly (readonly [string, string])[] = [
  ['h1, h2, h3, h4, h5, h6, li, th', 'A heading, item or header is empty.'],
  ['a', 'A link has no words.'],
]

function isMute(element: Element): boolean {
  const pictures = [...element.querySelectorAll('img')]
  return element.textContent.trim() === '' && pictures.every((picture) => picture.getAttribute('alt') === '')
}

function bodyFaults({ body }: Document): string[] {
  const faults = forbidden.filter(([selector]) => body.querySelector(selector)).map(([, fault]) => fault)
  faults.push(
    ...named.filter(([selector]) => [...body.querySelectorAll(selector)].some(isMute)).map(([, fault]) => fault),
  )
  const levels = [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ tagName }) => Number(tagName.slice(1)))
  if (levels.includes(1)) faults.push('A heading is the title of the page of whoever reads it.')
  return faults
}

/** Every word of the formatted form stands in the other one, in the same order. */
function differences({ body }: Document, text: string): string[] {
  const has = wordsIn(text)
  let at = 0
  for (const word of wordsIn(textsIn(body))) {
    const found = has.indexOf(word, at)
    if (found === -1) return [`The text part leaves out “${word}”.`]
    at = found + 1
  }
  return []
}

/** With a space around blocks and line breaks, which have none of their own. */
function textsIn(node: Node): string {
  if (node.nodeName === '#text') return node.textContent ?? ''
  const inner = [...node.childNodes].map(textsIn).join('')
  return /^(?:A|B|STRONG|I|EM|S|CODE|SPAN)$/.test(node.nodeName) ? inner : ` ${inner} `
}

const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []
