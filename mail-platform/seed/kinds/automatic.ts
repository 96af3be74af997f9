import { mailboxOf, player } from '../cast.ts'
import { fileNamed } from '../content/attachments.ts'
import { automaticMail, type AutomaticMail, type AutomaticSeries } from '../content/automatic.ts'
import { writeLetter } from '../mail/letter.ts'
import { blocksOf, toHtml, toPlain } from '../mail/prose.ts'
import { SEEN, type Piece } from '../piece.ts'
import type { SeedClock } from '../seed-clock.ts'

async function write(series: AutomaticSeries, mail: AutomaticMail, number: number, clock: SeedClock): Promise<Piece> {
  const blocks = blocksOf(mail.text)
  const letter = await writeLetter({
    key: `${series.key}.${number}`,
    from: series.from,
    to: [mailboxOf(series.to)],
    subject: mail.subject,
    date: clock.at(mail.daysAgo, series.time),
    text: toPlain(blocks),
    ...(series.html && { html: toHtml(blocks) }),
    attachments: (mail.files ?? []).map(fileNamed),
    // Asks programs that answer by themselves to stay silent (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  const places = player(series.to).uids.map((uid) => ({
    uid,
    folder: series.folder ?? 'INBOX',
    flags: [...(mail.unread ? [] : [SEEN]), ...(series.labels ?? [])],
  }))
  return { letter, places, small: mail.small ?? false }
}

export async function automaticPieces(clock: SeedClock): Promise<Piece[]> {
  const pieces: Piece[] = []
  for (const series of automaticMail) {
    for (const [index, mail] of series.mails.entries()) {
      pieces.push(await write(series, mail, series.mails.length - index, clock))
    }
  }
  return pieces
}
