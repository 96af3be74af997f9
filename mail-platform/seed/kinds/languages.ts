import { fileNamed } from '../content/attachments.ts'
import { foreignMails, type ForeignMail } from '../content/languages.ts'
import { encodeAs, encodedWord, extendedParameter } from '../mail/charsets.ts'
import { handWritten, headerDate, messageIdOf, type Letter } from '../mail/letter.ts'
import { blocksOf, escapeHtml, toHtml } from '../mail/prose.ts'
import type { Piece } from '../piece.ts'
import type { SeedClock } from '../seed-clock.ts'
import { letterToAda, toAda } from './single.ts'

const RIGHT_TO_LEFT = new Set(['ar', 'he'])

function plainOf(text: string): string {
  return blocksOf(text)
    .map((block) => {
      if (block.kind === 'paragraph') return block.text
      return block.kind === 'list' ? block.items.map((item) => `- ${item}`).join('\n') : block.lines.join('\n')
    })
    .join('\n\n')
}

function htmlOf(mail: ForeignMail): string {
  const direction = RIGHT_TO_LEFT.has(mail.language) ? ' dir="rtl"' : ''
  const root = mail.html === 'declared' ? `<html lang="${mail.language}"${direction}>` : '<html>'
  const title = `<title>${escapeHtml(mail.subject)}</title>`
  return `<!DOCTYPE html>\n${root}\n<head><meta charset="utf-8">${title}</head>\n<body>\n${toHtml(blocksOf(mail.text))}\n</body>\n</html>`
}

async function utf8Mail(mail: ForeignMail, clock: SeedClock): Promise<Piece> {
  const letter = await letterToAda({
    key: mail.key,
    from: mail.from,
    subject: mail.subject,
    date: clock.at(mail.daysAgo, mail.time),
    text: plainOf(mail.text),
    ...(mail.html !== 'none' && { html: htmlOf(mail) }),
    attachments: (mail.files ?? []).map(fileNamed),
  })
  return toAda(letter, { unread: mail.unread ?? false, small: mail.small ?? false })
}

/** Japanese as older mail programs send it: ISO-2022-JP in the body, in B encoded-words and in a file name. */
function iso2022jp(clock: SeedClock): Letter {
  const from = { name: '鈴木 健一', address: 'kenichi.suzuki@city-exchange.example' }
  const draft = { key: 'ja-iso-2022-jp', from, subject: '資料の送付（点字版）', date: clock.at(30, '05:12') }
  const charset = 'iso-2022-jp'
  const text =
    'リンドクビスト様\r\n\r\n先日お約束した資料をお送りします。点字版は郵送しました。\r\n内容は PDF 版と同じです。\r\n\r\n鈴木 健一\r\n'
  const note = 'ページ 1: 点字ブロックの設置例\r\nページ 2: 費用\r\n'
  const head = [
    `From: ${encodedWord(from.name, charset)} <${from.address}>`,
    'To: =?ISO-2022-JP?B?GyRCJSIhPCVAGyhC?= <ada.lindqvist@example.gov>',
    `Subject: ${encodedWord(draft.subject, charset)}`,
    `Date: ${headerDate(draft.date)}`,
    `Message-ID: ${messageIdOf(draft.key, from)}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="=_kana"',
    '',
    '--=_kana',
    'Content-Type: text/plain; charset=ISO-2022-JP',
    'Content-Transfer-Encoding: 7bit',
    '',
    '',
  ].join('\r\n')
  const middle = [
    '--=_kana',
    `Content-Type: text/plain; charset=ISO-2022-JP; name="${encodedWord('資料.txt', charset)}"`,
    `Content-Disposition: attachment; ${extendedParameter('filename', '資料.txt', charset, 'ja')}`,
    'Content-Transfer-Encoding: base64',
    '',
    encodeAs(note, charset).toString('base64'),
    '--=_kana--',
    '',
  ].join('\r\n')
  return handWritten(draft, Buffer.concat([Buffer.from(head), encodeAs(text, charset), Buffer.from(middle)]))
}

/** Bytes of one old single-byte charset, unencoded, with names by RFC 2047 and RFC 2231. */
function eightBit(
  clock: SeedClock,
  charset: 'windows-1252' | 'iso-8859-2' | 'koi8-r',
  mail: {
    key: string
    name: string
    address: string
    subject: string
    daysAgo: number
    text: string
    filename: string
  },
): Letter {
  const from = { name: mail.name, address: mail.address }
  const draft = { key: mail.key, from, subject: mail.subject, date: clock.at(mail.daysAgo, '12:47') }
  const lines = (list: readonly string[]) => Buffer.from(list.join('\r\n'))
  const head = lines([
    `From: ${encodedWord(mail.name, charset)} <${mail.address}>`,
    'To: Ada Lindqvist <ada.lindqvist@example.gov>',
    `Subject: ${encodedWord(mail.subject, charset)}`,
    `Date: ${headerDate(draft.date)}`,
    `Message-ID: ${messageIdOf(mail.key, from)}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="=_old"',
    '',
    '--=_old',
    `Content-Type: text/plain; charset=${charset}`,
    'Content-Transfer-Encoding: 8bit',
    '',
    '',
  ])
  const attached = lines([
    '--=_old',
    `Content-Type: text/plain; charset=${charset}; ${extendedParameter('name', mail.filename, charset)}`,
    `Content-Disposition: attachment; ${extendedParameter('filename', mail.filename, charset)}`,
    'Content-Transfer-Encoding: base64',
    '',
    encodeAs(mail.text, charset).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    '--=_old--',
    '',
  ])
  return handWritten(draft, Buffer.concat([head, encodeAs(mail.text.replaceAll('\n', '\r\n'), charset), attached]))
}

export async function languagePieces(clock: SeedClock): Promise<Piece[]> {
  const pieces: Piece[] = []
  for (const mail of foreignMails) pieces.push(await utf8Mail(mail, clock))
  const cafe = eightBit(clock, 'windows-1252', {
    key: 'windows-1252',
    name: 'Café “Zur Mühle”',
    address: 'info@cafe-muehle.example',
    subject: 'Terrasse: 3 € Gebühr – ab wann?',
    daysAgo: 44,
    filename: 'Terrasse – Maße.txt',
    text: 'Guten Tag,\n\nab wann gilt die neue Gebühr von 3 € je Tisch? Wir haben – wie jedes Jahr – acht Tische,\nalle „unterfahrbar“, also auch für Rollstühle.\n\nMit besten Grüßen\nCafé Zur Mühle\n',
  })
  const polish = eightBit(clock, 'iso-8859-2', {
    key: 'iso-8859-2',
    name: 'Łukasz Żółkiewski',
    address: 'lukasz@example.com',
    subject: 'Próg przy wejściu na pływalnię',
    daysAgo: 118,
    filename: 'próg.txt',
    text: 'Dzień dobry,\n\npróg przy wejściu na pływalnię ma cztery centymetry. Czy można go zeszlifować?\nKółka mojego wózka są małe.\n\nPozdrawiam\nŁukasz\n',
  })
  const russian = eightBit(clock, 'koi8-r', {
    key: 'koi8-r',
    name: 'Ольга Иванова',
    address: 'olga@example.net',
    subject: 'Звук на светофоре',
    daysAgo: 231,
    filename: 'адрес.txt',
    text: 'Здравствуйте!\n\nНа светофоре у рынка снова работает звук. Спасибо, что починили так быстро.\n\nОльга\n',
  })
  return [
    ...pieces,
    toAda(iso2022jp(clock), { small: true }),
    toAda(cafe, { small: true }),
    toAda(polish),
    toAda(russian),
  ]
}
