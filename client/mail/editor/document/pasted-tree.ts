import createPurify, { type Config } from 'dompurify'
import { limitMarkup } from '#client/mail/received/limit-markup.ts'
import { trustedHtml } from '#client/mail/received/trusted-html.ts'
import { prepareTree } from './from-tree.ts'
import { repairWordLists } from './word-lists.ts'

/** An instance of its own: the one that cleans received mail has hooks for showing it. */
const purify = createPurify(window)

const config: Config = {
  ALLOWED_TAGS: [
    ...[
      'a',
      'b',
      'blockquote',
      'body',
      'br',
      'caption',
      'code',
      'del',
      'div',
      'em',
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
    ],
    ...[
      'hr',
      'html',
      'i',
      'img',
      'input',
      'kbd',
      'li',
      'ol',
      'p',
      'pre',
      's',
      'samp',
      'span',
      'strike',
      'strong',
      'sub',
      'sup',
      'table',
      'tbody',
    ],
    ...[
      'td',
      'tfoot',
      'th',
      'thead',
      'tr',
      'tt',
      'ul',
      'article',
      'section',
      'header',
      'footer',
      'main',
      'dl',
      'dt',
      'dd',
      'address',
      'aside',
      'fieldset',
      'figcaption',
      'figure',
      'nav',
    ],
  ],
  // Styles are read for bold, italic and the lists of Word; none of them goes into the document.
  ALLOWED_ATTR: [
    'alt',
    'aria-checked',
    'checked',
    'data-cid',
    'data-undescribed',
    'colspan',
    'dir',
    'href',
    'lang',
    'role',
    'rowspan',
    'start',
    'style',
    'type',
  ],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  FORBID_CONTENTS: ['script', 'style', 'title', 'template', 'svg', 'math', 'iframe', 'object', 'noscript', 'xml'],
  WHOLE_DOCUMENT: true,
  RETURN_DOM: true,
}

/**
 * HTML from the clipboard as a tree that is safe and in order, in a document that is never shown. Its structure stays, what it
 * looks like goes.
 */
export function pastedTree(html: string): HTMLElement {
  const policy = { createHTML: trustedHtml, createScriptURL: () => '' } as never
  const trusted = 'trustedTypes' in globalThis ? { TRUSTED_TYPES_POLICY: policy } : {}
  const tree = purify.sanitize(limitMarkup(html), { ...config, ...trusted }) as unknown as HTMLElement
  const body = tree.querySelector('body') ?? tree
  repairWordLists(body)
  writeBoxes(body)
  dropSpacers(body)
  prepareTree(body)
  return body
}

/** What is ticked off in a list stays so, as a sign; other fields of a page are no part of its words. */
function writeBoxes(body: HTMLElement): void {
  for (const item of body.querySelectorAll('[role="checkbox"]')) {
    const words = item.querySelector('p, div') ?? item
    words.prepend(item.getAttribute('aria-checked') === 'true' ? '☑ ' : '☐ ')
  }
  for (const field of body.querySelectorAll('input')) {
    field.replaceWith(field.type === 'checkbox' ? (field.checked ? '☑ ' : '☐ ') : '')
  }
}

/** Paragraphs without words between others are somebody's way to leave room. */
function dropSpacers(body: HTMLElement): void {
  for (const line of body.querySelectorAll('p, div')) {
    const isSpacer = /^[\s\u00a0]*$/.test(line.textContent) && line.querySelector(':not(br, span)') === null
    if (isSpacer && !line.closest('td, th, li')) line.remove()
  }
}
