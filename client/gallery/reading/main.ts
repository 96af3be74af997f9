import { guessLanguage } from '#client/mail/guess-language.ts'
import { frameDocument } from '#client/features/reading/frame/frame-document.ts'
import { type CleanMail, cleanMail } from '#client/mail/received/clean.ts'
import { makeReadable, readableInSteps } from '#client/mail/received/reading/readable.ts'
import { readingCorpus } from '#client/mail/received/testing/corpus/all.ts'
import { corpusWords } from '#client/mail/received/testing/corpus/corpus-words.ts'

/*
 * The corpus for the reading view as it was sent, and as the frame shows it rebuilt, for asking real engines about them; never part of
 * the product. `readingCorpus()` makes them, because that takes its time.
 */
const words = corpusWords(guessLanguage)

/** What the frame gets of the theme, by the names the frame has for it. */
const roles = {
  text: 'text',
  paper: 'surface',
  link: 'accent',
  line: 'edge',
  warning: 'warn-soft',
  'on-warning': 'on-warn',
}

/** As it was sent; nothing is loaded for it. */
function asSent(html: string, title: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'"
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${title}</title>${html}`
}

function asShown(mail: CleanMail, title: string): string {
  const { html, css, language, direction } = mail
  const shown = frameDocument({ html, css, language: language ?? 'en', direction, title })
  const page = getComputedStyle(document.documentElement)
  const style = Object.entries(roles).map(([name, role]) => `--cc-${name}:${page.getPropertyValue(`--${role}`).trim()}`)
  return shown.replace('<html', `<html data-colours="theme" style="${style.join(';').replaceAll('"', '&quot;')}"`)
}

function rebuilt() {
  return readingCorpus.map(({ name, html, outline }) => {
    const { mail } = makeReadable(cleanMail(html, words), words)
    return { name, outline, before: asSent(html, name), after: asShown(mail, name) }
  })
}

/** Rebuilds a newsletter of about this many kilobytes, made of the corpus's own: the longest step, and all of them. */
function largeNewsletter(kilobytes: number): { bytes: number; longestMs: number; allMs: number } {
  const parts = readingCorpus.filter(({ name }) => name.startsWith('newsletter, ghost tables')).map(({ html }) => html)
  let html = ''
  for (let index = 0; html.length < kilobytes * 1000; index += 1) html += parts[index % parts.length] ?? ''
  const steps = readableInSteps(cleanMail(html, words), words)
  const times: number[] = []
  for (let done = false; !done;) {
    const start = performance.now()
    done = steps.next().done === true
    times.push(performance.now() - start)
  }
  return { bytes: html.length, longestMs: Math.max(...times), allMs: times.reduce((sum, ms) => sum + ms, 0) }
}

Object.assign(globalThis, { readingCorpus: rebuilt, largeNewsletter })
