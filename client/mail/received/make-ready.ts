import { afterReading } from '#client/mail/after-reading.ts'
import { type Message } from '#contract/messages.ts'
import { cleanMail, type CleanMail } from './clean.ts'
import { keepReady, usualSubjectLevel } from './ready-bodies.ts'
import { makeReadable, type Readable } from './reading/readable.ts'
import { readableWords, repairWords } from './repair-words.ts'

/** Cleaning and rebuilding this much takes a few milliseconds; what is longer would stop the page between two keys. */
const mostCharacters = 60_000

/** Cleans and rebuilds the formatted text of a message nobody has opened yet, when the page has nothing else to do. */
export async function makeReady({ html }: Message): Promise<{ clean: CleanMail; readable: Readable } | null> {
  if (html === null || html.content.length > mostCharacters) return null
  await afterReading()
  const clean = cleanMail(html.content, repairWords(), usualSubjectLevel)
  const readable = makeReadable(clean, readableWords())
  keepReady(html, clean, readable)
  return { clean, readable }
}
