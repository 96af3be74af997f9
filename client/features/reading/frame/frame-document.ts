import type { CleanMail } from '#client/mail/received/clean.ts'
import { directionOf } from '#client/mail/guess-language.ts'

/**
 * The frame may not load or run anything: no scripts by its sandbox, and again by this policy, which holds on its own when the
 * sanitiser fails (security.md A 2 and 6). Pictures of the message's own parts come in as `blob:`.
 */
const framePolicy =
  "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-src 'none'"

/** No allow-scripts: with allow-same-origin it would end the sandbox. Same origin so that the page may measure and listen. */
export const frameSandbox = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'

export interface FrameContent {
  html: string
  css: string
  language: string | null
  direction: CleanMail['direction']
  title: string
}

/** The document of the reading frame, as a string for its `srcdoc`. `html` and `css` must come from `cleanMail`. */
export function frameDocument({ html, css, language, direction, title }: FrameContent): string {
  const lang = language === null ? '' : ` lang="${escapeText(language)}"`
  const dir = ` dir="${direction ?? directionOf(language) ?? 'auto'}"`
  return [
    `<!doctype html><html${lang}${dir}><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${framePolicy}">`,
    '<meta http-equiv="x-dns-prefetch-control" content="off"><meta name="referrer" content="no-referrer">',
    `<title>${escapeText(title)}</title>`,
    `<style>${baseRules}</style><style>${css}</style></head>`,
    `<body>${html}</body></html>`,
  ].join('')
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/**
 * `guard` is a layer because important rules in a layer win over a message's own important ones. Measures follow the reader:
 * at least 80 signs a line fit, nothing is wider than the frame except what may scroll by itself.
 */
const baseRules = `
@layer guard {
  html { display: block !important; overflow-y: hidden !important; overflow-x: auto !important; block-size: auto !important; min-block-size: 0 !important; }
  body { min-block-size: 0 !important; block-size: auto !important; inline-size: auto !important; min-inline-size: 0 !important;
    max-inline-size: none !important; margin: 0 !important; display: flow-root !important; overflow-wrap: anywhere; }
  * { max-inline-size: 100% !important; min-inline-size: 0 !important; box-sizing: border-box !important; }
  img { block-size: auto !important; min-block-size: 0 !important; }
  table { table-layout: auto !important; }
  pre { white-space: pre-wrap !important; }
  .cc-scroll { overflow-x: auto !important; display: block !important; }
  .cc-scroll table, .cc-scroll td, .cc-scroll th { max-inline-size: none !important; overflow-wrap: normal !important; }
  .cc-warning { display: inline !important; visibility: visible !important; font: 700 1rem/1.5 var(--cc-font) !important;
    color: var(--cc-on-warning) !important; background: var(--cc-warning) !important; padding: 0 0.25em !important; }
  html[data-colours='theme'] *:not(.cc-warning, .cc-picture) { color: inherit !important;
    background-color: transparent !important; border-color: var(--cc-line) !important; }
  html[data-colours='theme'] a[href] { color: var(--cc-link) !important; }
  :focus-visible { outline: 3px solid var(--cc-focus) !important; outline-offset: 2px !important;
    box-shadow: 0 0 0 2px var(--cc-focus-contrast) !important; }
  @media (max-width: 32rem) {
    table[role='presentation'], table[role='presentation'] > :is(tbody, thead, tfoot),
    table[role='presentation'] > * > tr, table[role='presentation'] > * > tr > :is(td, th) {
      display: block !important; inline-size: auto !important; }
  }
}
@layer base {
  html { color-scheme: light; background: var(--cc-paper); color: var(--cc-text); }
  body { padding: var(--cc-padding, 0); font: 1.0625rem/1.6 var(--cc-font); }
  html[data-colours='own'] body { max-inline-size: none; }
  p, ul, ol, dl, blockquote, pre, table { margin-block: 0 1em; }
  ul, ol { padding-inline-start: 1.75em; }
  h1, h2, h3, h4, h5, h6 { margin-block: 1.25em 0.5em; line-height: 1.25; }
  body > :first-child { margin-block-start: 0; }
  body > :last-child { margin-block-end: 0; }
  a { color: var(--cc-link); text-underline-offset: 0.2em; }
  blockquote { margin-inline: 0; padding-inline-start: 1em; border-inline-start: 3px solid var(--cc-line); }
  table:not([role]) { border-collapse: collapse; }
  .cc-scroll :is(td, th) { padding: 0.375em 0.75em; border: 1px solid var(--cc-line); text-align: start; }
  hr { border: 0; border-block-start: 1px solid var(--cc-line); }
  pre, code, kbd, samp, tt { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: 0.9375em; }
  .cc-picture { display: inline-block; padding: 0.375em 0.75em; border: 1px dashed var(--cc-line); border-radius: 0.375rem;
    color: var(--cc-text); background: var(--cc-paper); font: 0.9375rem/1.4 var(--cc-font); }
}
`
