import { type Message } from '#contract/messages.ts'

/** The text of a message to write on with: the text part, or the words of the cleaned HTML where there is none. */
export async function wordsOf(message: Message): Promise<string> {
  const own = message.text?.content ?? ''
  if (own.trim() !== '' || message.html === null) return own
  const [{ cleanMail }, { textOf }] = await Promise.all([
    import('#client/mail/received/clean.ts'),
    import('#client/mail/received/text-of.ts'),
  ])
  // Words of ours about pictures and links are for reading; they must not be quoted as the author's.
  const silent = { unnamedPicture: '', opens: () => '', misleading: () => '' }
  return textOf(cleanMail(message.html.content, silent).html)
}
