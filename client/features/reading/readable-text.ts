import type { CleanMail } from '#client/mail/received/clean.ts'
import { type Message } from '#contract/messages.ts'

/**
 * The words of a message without formatting: its own text part, or where it has none (or an empty one, as some newsletters
 * do) those of the cleaned HTML.
 */
export async function readableText(message: Pick<Message, 'text' | 'html'>, clean: CleanMail | null): Promise<string> {
  const own = message.text?.content ?? ''
  if (own.trim() !== '' || message.html === null || clean === null) return own
  const { textOf } = await import('#client/mail/received/text-of.ts')
  return textOf(clean.html)
}
