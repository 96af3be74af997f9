import { mailboxOf, player } from '../cast.ts'
import { newsletters } from '../content/newsletters/index.ts'
import { writeLetter, type Mailbox } from '../mail/letter.ts'
import { wrap } from '../mail/prose.ts'
import { bulletin } from '../newsletters/bulletin.ts'
import { cards } from '../newsletters/cards.ts'
import type { Issue, Newsletter } from '../newsletters/issue.ts'
import { singleColumn } from '../newsletters/single-column.ts'
import { ADA, SEEN, type Piece } from '../piece.ts'
import type { SeedClock } from '../seed-clock.ts'

const layouts = { single: singleColumn, cards, bulletin }

function textOf(newsletter: Newsletter, issue: Issue): string {
  if (!newsletter.hasRealText)
    return `Your mail program cannot show this message.\n\nRead it here: https://${newsletter.site}/web\n`
  const stories = issue.stories.map(({ title, text }) => `${title.toUpperCase()}\n\n${wrap(text, 72).join('\n')}`)
  return `${newsletter.name}\n\n${stories.join('\n\n')}\n\nTo stop these mails: https://${newsletter.site}/unsubscribe\n`
}

/** One copy for each reader, as a newsletter service sends it. */
async function sendIssue(newsletter: Newsletter, index: number, reader: string, clock: SeedClock): Promise<Piece[]> {
  const issue = newsletter.issues[index]
  if (!issue) return []
  const number = newsletter.issues.length - index
  const to: Mailbox = mailboxOf(reader)
  const letter = await writeLetter({
    key: `${newsletter.key}.${number}.${reader}`,
    from: newsletter.from,
    to: [to],
    subject: issue.subject,
    date: clock.at(newsletter.newestDaysAgo + index * newsletter.everyDays, newsletter.time),
    text: textOf(newsletter, issue),
    html: layouts[newsletter.layout](newsletter, issue, number),
    headers: {
      'List-Id': `${newsletter.name} <${newsletter.key}.${newsletter.site}>`,
      'List-Unsubscribe': `<https://${newsletter.site}/unsubscribe?r=reader-4471>, <mailto:leave@${newsletter.site}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      Precedence: 'bulk',
    },
  })
  const places = player(reader).uids.map((uid) => {
    const isUnread = uid === ADA ? index < newsletter.unread : index < 1
    return { uid, folder: 'INBOX', flags: isUnread ? [] : [SEEN] }
  })
  return [{ letter, places, small: index === 0 }]
}

export async function newsletterPieces(clock: SeedClock): Promise<Piece[]> {
  const pieces: Piece[] = []
  for (const newsletter of newsletters) {
    for (const index of newsletter.issues.keys()) {
      for (const reader of newsletter.readers) pieces.push(...(await sendIssue(newsletter, index, reader, clock)))
    }
  }
  return pieces
}
