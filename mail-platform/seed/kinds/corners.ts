import { mailboxOf } from '../cast.ts'
import { drafts, junkMails, trashMails } from '../content/corners.ts'
import { writeLetter } from '../mail/letter.ts'
import { blocksOf, toHtml, toPlain } from '../mail/prose.ts'
import { ADA, SEEN, type Piece } from '../piece.ts'
import type { SeedClock } from '../seed-clock.ts'
import { letterToAda, toAda } from './single.ts'

/** What lies in Drafts, Junk and Trash of the main person. */
export async function cornerPieces(clock: SeedClock): Promise<Piece[]> {
  const pieces: Piece[] = []
  for (const draft of drafts) {
    const letter = await writeLetter({
      key: draft.key,
      from: mailboxOf(ADA),
      to: draft.to.map(mailboxOf),
      subject: draft.subject,
      date: clock.at(draft.daysAgo, draft.time),
      text: toPlain(blocksOf(draft.text)),
    })
    pieces.push({ letter, places: [{ uid: ADA, folder: 'Drafts', flags: ['\\Draft', SEEN] }], small: true })
  }
  for (const [folder, mails] of [
    ['Junk', junkMails],
    ['Trash', trashMails],
  ] as const) {
    for (const mail of mails) {
      const blocks = blocksOf(mail.text)
      const letter = await letterToAda({
        key: mail.key,
        from: mail.from,
        subject: mail.subject,
        date: clock.at(mail.daysAgo, mail.time),
        text: toPlain(blocks),
        ...(mail.html && { html: toHtml(blocks) }),
      })
      pieces.push(toAda(letter, { folder, unread: mail.unread ?? false, small: mail.small ?? false }))
    }
  }
  return pieces
}
