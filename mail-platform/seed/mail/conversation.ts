import { mailboxOf, player, type Player } from '../cast.ts'
import { fileNamed } from '../content/attachments.ts'
import { ADA, ANSWERED, FLAGGED, FORWARDED, SEEN, type Piece, type Place } from '../piece.ts'
import type { SeedClock } from '../seed-clock.ts'
import { writeLetter, type Letter } from './letter.ts'
import { blocksOf, escapeHtml, quoted, toFlowed, toHtml, toPlain } from './prose.ts'

interface ConversationMail {
  /** uid of a person or key of somebody outside. */
  from: string
  to?: readonly string[]
  cc?: readonly string[]
  /** Calendar days after the first mail. */
  day: number
  time: string
  text: string
  /** Which mail of the conversation this one answers; the one before unless said, null for none. */
  answers?: number | null
  /** Passes on the mail it answers instead of replying to it. */
  forwards?: boolean
  /** Replies quote what they answer unless this is false. */
  quotes?: boolean
  /** Instead of the conversation's own subject. */
  subject?: string
  files?: readonly string[]
  /** Still unread in the main person's mailbox. */
  unread?: boolean
  flagged?: boolean
  /** Where the main person keeps it, instead of the conversation's folder. */
  folder?: string
}

export interface Conversation {
  /** Unique over all conversations; becomes part of the Message-IDs. */
  key: string
  subject: string
  /** Day of the first mail, counted back from today. */
  daysAgo: number
  mails: readonly ConversationMail[]
  /** Where the main person keeps what she receives; her inbox unless said. */
  folder?: string
  /** Keywords on the main person's copies. */
  labels?: readonly string[]
  /** A mailing list everything goes through; the main person is subscribed. */
  list?: { key: string; id: string }
  small?: boolean
}

interface Sent {
  letter: Letter
  from: Player
  /** What an answer quotes. */
  plain: string
  html: string
}

/** "3 May 2026, 09:12", the same in every locale of the machine. */
function spoken(date: Date): string {
  const months = [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ]
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}, ${two(date.getHours())}:${two(date.getMinutes())}`
}

function subjectOf(conversation: Conversation, mail: ConversationMail, previous: Sent | undefined): string {
  const subject = mail.subject ?? conversation.subject
  if (!previous || mail.subject) return subject
  return mail.forwards ? `Fwd: ${subject}` : `Re: ${subject}`
}

function passedOn(previous: Sent): string {
  const { from, letter } = previous
  const head = `From: ${from.name} <${from.address}>\nDate: ${spoken(letter.date)}\nSubject: ${letter.subject}`
  return `---------- Forwarded message ----------\n${head}\n\n${previous.plain}`
}

/** The words of a mail, with signature and quote, in the writer's own style. */
function bodyOf(mail: ConversationMail, from: Player, previous: Sent | undefined) {
  const blocks = blocksOf(mail.text)
  const signature = from.signature.length > 0 ? `\n\n-- \n${from.signature.join('\n')}` : ''
  const quotes = previous && mail.quotes !== false
  const when = previous ? `${spoken(previous.letter.date)}, ${previous.from.name}` : ''
  const attribution = mail.forwards ? `Forwarded message of ${when}:` : `On ${when} wrote:`
  const quote =
    mail.forwards && previous ? passedOn(previous) : quotes ? `${attribution}\n${quoted(previous.plain)}` : ''
  const tail = signature + (quote ? `\n\n${quote}` : '')
  const htmlSignature = from.signature.map(escapeHtml).join('<br>\n')
  const htmlQuote = quotes
    ? `<p>${escapeHtml(attribution)}</p>\n<blockquote type="cite">\n${previous.html}\n</blockquote>`
    : ''
  return {
    plain: toPlain(blocks) + tail,
    flowed: toFlowed(blocks) + tail,
    html: [toHtml(blocks), htmlSignature && `<p>-- <br>\n${htmlSignature}</p>`, htmlQuote].filter(Boolean).join('\n'),
  }
}

function flagsFor(uid: string, index: number, conversation: Conversation, daysAgo: number): string[] {
  const mail = conversation.mails[index]
  const later = conversation.mails
    .map((other, at) => ({ other, answers: other.answers === undefined ? at - 1 : other.answers }))
    .filter(({ other, answers }) => other.from === uid && answers === index)
  const own = uid === ADA
  const isRead = own ? !mail?.unread : daysAgo > 1 || later.length > 0
  return [
    ...(isRead ? [SEEN] : []),
    ...(later.some(({ other }) => !other.forwards) ? [ANSWERED] : []),
    ...(later.some(({ other }) => other.forwards) ? [FORWARDED] : []),
    ...(own && mail?.flagged ? [FLAGGED] : []),
    ...(own ? (conversation.labels ?? []) : []),
  ]
}

function placesOf(conversation: Conversation, index: number): Place[] {
  const mail = conversation.mails[index]
  if (!mail) return []
  const daysAgo = conversation.daysAgo - mail.day
  const senders = player(mail.from).uids
  const readers = [...(mail.to ?? []), ...(mail.cc ?? [])].flatMap((key) => player(key).uids)
  const uids = new Set([...readers, ...(conversation.list ? [ADA] : [])].filter((uid) => !senders.includes(uid)))
  const received = [...uids].map((uid) => ({
    uid,
    folder: uid === ADA ? (mail.folder ?? conversation.folder ?? 'INBOX') : 'INBOX',
    flags: flagsFor(uid, index, conversation, daysAgo),
  }))
  return [...received, ...senders.map((uid) => ({ uid, folder: 'Sent', flags: [SEEN] }))]
}

function listHeaders(list: { key: string; id: string }, address: string): Record<string, string> {
  return {
    'List-Id': list.id,
    'List-Post': `<mailto:${address}>`,
    'List-Unsubscribe': `<mailto:${address.replace('@', '-leave@')}>, <https://lists.example.org/leave/${list.key}>`,
    'List-Archive': `<https://lists.example.org/archive/${list.key}>`,
    Precedence: 'list',
  }
}

/** Writes all mails of a conversation, each on both sides, with Message-ID, In-Reply-To and References that fit. */
export async function tellConversation(conversation: Conversation, clock: SeedClock): Promise<Piece[]> {
  const sent: Sent[] = []
  const pieces: Piece[] = []
  for (const [index, mail] of conversation.mails.entries()) {
    const answered = mail.answers === undefined ? index - 1 : mail.answers
    const previous = answered === null ? undefined : sent[answered]
    const from = player(mail.from)
    const wished = clock.workday(conversation.daysAgo - mail.day, mail.time)
    const pauseMs = mail.day < conversation.daysAgo ? 7 * 60_000 : 1_000
    const earliest = (sent.at(-1)?.letter.date.getTime() ?? 0) + pauseMs
    const date = wished.getTime() < earliest ? new Date(earliest) : wished
    const body = bodyOf(mail, from, previous)
    const list = conversation.list
    const to = [...(list ? [list.key] : []), ...(mail.to ?? [])].map(mailboxOf)
    const cc = (mail.cc ?? []).map(mailboxOf)
    const letter = await writeLetter({
      key: `${conversation.key}.${index + 1}`,
      from: { name: from.name, address: from.address },
      to,
      ...(cc.length > 0 && { cc }),
      subject: subjectOf(conversation, mail, previous),
      date,
      ...(from.style === 'flowed' ? { flowed: body.flowed } : { text: body.plain }),
      ...(from.style === 'html' && !list && { html: body.html }),
      ...(list && { headers: listHeaders(list, player(list.key).address) }),
      attachments: (mail.files ?? []).map(fileNamed),
      ...(previous && { answers: previous.letter }),
    })
    sent.push({ letter, from, plain: body.plain, html: body.html })
    pieces.push({ letter, places: placesOf(conversation, index), small: conversation.small ?? false })
  }
  return pieces
}
