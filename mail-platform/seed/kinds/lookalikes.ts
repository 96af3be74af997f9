import { mailboxOf } from '../cast.ts'
import { handWritten, headerDate, messageIdOf, writeLetter } from '../mail/letter.ts'
import { ADA, type Piece } from '../piece.ts'
import type { SeedClock } from '../seed-clock.ts'
import { letterToAda, toAda } from './single.ts'

const FAILED = {
  'Authentication-Results': 'mail.example.gov; spf=softfail smtp.mailfrom=mailer.example; dkim=none; dmarc=fail',
}

/** Senders who look like somebody else: by display name, by letters of another alphabet, by a near-miss domain. */
export async function lookalikePieces(clock: SeedClock): Promise<Piece[]> {
  const asksForGiftCards = await letterToAda({
    key: 'lookalike-name',
    from: { name: 'Emi Tanaka <emi.tanaka@example.gov>', address: 'office.desk2231@mailer.example' },
    replyTo: { name: 'Emi Tanaka', address: 'emi.tanaka.private@mailer.example' },
    subject: 'Are you at your desk?',
    date: clock.at(3, '12:51'),
    headers: FAILED,
    text: 'Ada,\n\nI am in a meeting and cannot talk. I need five gift cards for the team today. Buy them and send me the codes, I pay you back tonight.\n\nEmi\n\nSent from my phone',
  })
  const cyrillic = await letterToAda({
    key: 'lookalike-cyrillic',
    from: { name: 'Help Desk', address: 'helpdesk@xn--xample-2of.example' },
    subject: 'Your mailbox is almost full',
    date: clock.at(7, '04:18'),
    headers: FAILED,
    text: 'Your mailbox has used 98 % of its space.\n\nKeep your mail: https://xn--xample-2of.example/keep\n',
    html: '<p>Your mailbox has used <b>98 %</b> of its space.</p><p><a href="https://xn--xample-2of.example/keep">https://mail.example.gov/keep</a></p>',
  })
  const nearMiss = await writeLetter({
    key: 'lookalike-domain',
    from: { name: 'Inês Duarte', address: 'ines.duarte@exarnple.org' },
    to: [mailboxOf(ADA)],
    subject: 'Fwd: invoice for the footbridge model',
    date: clock.at(48, '17:59'),
    headers: FAILED,
    text: 'Please pay the attached invoice today, the account number has changed.\n\nInês',
    attachments: [
      { filename: 'invoice.pdf.html', contentType: 'text/html', content: '<p>Nothing to see here.</p>' },
      {
        filename: 'details\u202Efdp.exe',
        contentType: 'application/octet-stream',
        content: Buffer.from('not a program'),
      },
    ],
  })
  return [
    toAda(asksForGiftCards, { small: true }),
    toAda(cyrillic, { small: true }),
    toAda(nearMiss),
    toAda(twoSenders(clock)),
  ]
}

/** Two addresses in From without a Sender, which RFC 5322 section 3.6.2 forbids and mail programs show as one. */
function twoSenders(clock: SeedClock) {
  const from = { name: 'Inês Duarte', address: 'ines.duarte@example.gov' }
  const draft = {
    key: 'lookalike-two-senders',
    from,
    subject: 'Please confirm your details',
    date: clock.at(55, '03:03'),
  }
  return handWritten(
    draft,
    `From: "Inês Duarte" <ines.duarte@example.gov>, collector@mailer.example
To: Ada Lindqvist <ada.lindqvist@example.gov>
Subject: ${draft.subject}
Date: ${headerDate(draft.date)}
Message-ID: ${messageIdOf(draft.key, from)}
Authentication-Results: mail.example.gov; spf=fail smtp.mailfrom=mailer.example; dmarc=fail
Content-Type: text/plain; charset=utf-8

Answer with your date of birth and your staff number so that we can keep your account.
`,
  )
}
