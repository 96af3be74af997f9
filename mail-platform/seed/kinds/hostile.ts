import { hostileMails } from '../content/hostile.ts'
import { handWritten, headerDate, messageIdOf } from '../mail/letter.ts'
import type { Piece } from '../piece.ts'
import type { SeedClock } from '../seed-clock.ts'
import { toAda } from './single.ts'

const SENDER = { name: 'Mail safety exercise', address: 'exercise@mail-safety.example' }

/** HTML-only mails with the usual attacks, harmless by content; base64 keeps every byte. */
export function hostilePieces(clock: SeedClock): Piece[] {
  return hostileMails.map(({ key, subject, html }, index) => {
    const date = clock.at(20 + index * 3, '05:30')
    const encoded = Buffer.from(html, 'utf8').toString('base64').replaceAll(/.{76}/g, '$&\r\n')
    const source = [
      `From: ${SENDER.name} <${SENDER.address}>`,
      'To: Ada Lindqvist <ada.lindqvist@example.gov>',
      `Subject: ${subject}`,
      `Date: ${headerDate(date)}`,
      `Message-ID: ${messageIdOf(key, SENDER)}`,
      'MIME-Version: 1.0',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      encoded,
      '',
    ].join('\r\n')
    return toAda(handWritten({ key, from: SENDER, subject, date }, Buffer.from(source)), { small: true })
  })
}
