import { usePreferences } from '#client/accessibility/preferences.ts'
import { locale } from '#client/i18n/i18n.ts'
import { documentLanguage } from '#client/i18n/locale.ts'
import { guessLanguage } from '#client/mail/guess-language.ts'
import type { CleanMail } from '#client/mail/received/clean.ts'
import { trustedHtml } from '#client/mail/received/trusted-html.ts'
import { type Message } from '#contract/messages.ts'
import { textStart } from '../text-start.ts'
import { frameDocument, frameSandbox } from './frame-document.ts'
import { dress, makeReadable, shareFont } from './frame-look.ts'

/** The document a message is read in. */
export function markupOf({ text }: Pick<Message, 'text'>, clean: CleanMail, title: string): string {
  const { html, css, language, direction } = clean
  const guessed = language ?? guessLanguage(text?.content ?? textStart(html))
  // A frame inherits no language; without a better guess it gets the voice that reads the page.
  const spoken = guessed ?? documentLanguage(locale.value).lang
  return frameDocument({ html, css, language: spoken, direction, title })
}

/** An empty reading frame: its sandbox runs nothing. */
export function newFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.className = 'mail-frame'
  frame.setAttribute('sandbox', frameSandbox)
  frame.referrerPolicy = 'no-referrer'
  return frame
}

/** The one place where markup from outside is shown: sanitised, in the sandbox, under a policy of its own. */
export function load(frame: HTMLIFrameElement, markup: string): void {
  // eslint-disable-next-line no-restricted-syntax -- this is the sandboxed reading frame that the rule points to
  frame.srcdoc = trustedHtml(markup)
}

/** Who asks for contrast gets it in mail too: the message then takes the theme's colours, whatever it brought. */
export const keepsColours = (clean: CleanMail): boolean =>
  clean.ownColours && !usePreferences().theme.startsWith('contrast')

/** What of the person's wishes the look of a message depends on. */
export function lookOf(keepsOwn: boolean): string {
  const { theme, systemContrast, font, density } = usePreferences()
  return [theme, systemContrast, font, density, keepsOwn].join(' ')
}

/** Gives a loaded frame letters and colours that can be read; returns what takes the changes to the message back. */
export function giveLook(frame: HTMLIFrameElement, keepsOwn: boolean): () => void {
  const inside = frame.contentDocument
  if (!inside) return () => {}
  dress(frame, inside, keepsOwn)
  if (usePreferences().font === 'hyperlegible') void shareFont(inside)
  return makeReadable(inside, keepsOwn ? 4.5 : null)
}
