import { locale } from '#client/i18n/i18n.ts'
import { type Message } from '#contract/messages.ts'
import type { CleanMail } from './clean.ts'
import type { Readable } from './reading/readable.ts'

type Body = NonNullable<Message['html']>

/** Under the subject of a message that is open by itself. */
export const usualSubjectLevel = 2

/*
 * Formatted texts that were cleaned and rebuilt before anybody asked for them. They go with the message they belong to, and with
 * being taken: what has been opened once is kept by the screen that shows it.
 */
const bodies = new WeakMap<Body, { language: string; clean: CleanMail }>()
const rebuilt = new WeakMap<CleanMail, Readable>()

export function keepReady(body: Body, clean: CleanMail, readable: Readable): void {
  bodies.set(body, { language: locale.value, clean })
  rebuilt.set(clean, readable)
}

/** The cleaned text, where it is ready in the language of the page and for headings that begin below this level. */
export function takeClean(body: Body, subjectLevel: number | undefined): CleanMail | null {
  const ready = bodies.get(body)
  bodies.delete(body)
  return ready?.language === locale.value && ready.clean.subjectLevel === subjectLevel ? ready.clean : null
}

/** The rebuilt text of a cleaned one, where that is ready too. */
export const rebuiltOf = (clean: CleanMail): Readable | null => rebuilt.get(clean) ?? null
