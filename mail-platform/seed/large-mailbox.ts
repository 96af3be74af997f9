import { directoryPeople } from '#platform/demo-people.ts'
import { conversations } from './content/conversations/index.ts'
import { fileNamed } from './content/attachments.ts'
import { outsiders } from './content/outsiders.ts'
import { headerDate, type Mailbox } from './mail/letter.ts'
import { blocksOf, escapeHtml, wrap } from './mail/prose.ts'
import type { SeedMessage } from './mailboxes.ts'
import { ANSWERED, FLAGGED, FORWARDED, SEEN } from './piece.ts'
import { diceFor, type Dice } from './random.ts'

const MESSAGES_PER_DAY = 40
const DAY_MS = 24 * 3600_000
const REMEMBERED = 200
const UNREAD_OF_NEWEST = 0.015
const LONGEST_THREAD = 12

interface Thread {
  subject: string
  /** Message-IDs, oldest first. */
  ids: readonly string[]
}

interface Stock {
  dice: Dice
  senders: readonly Mailbox[]
  subjects: readonly string[]
  paragraphs: readonly string[]
  /** Attachment lines in base64, by file name and type. */
  files: readonly { filename: string; contentType: string; lines: string }[]
}

/** Sentences, subjects and people of the demo mail, to be mixed anew. */
function stockUp(seed: string): Stock {
  const texts = conversations.flatMap(({ mails }) => mails.map(({ text }) => text))
  const paragraphs = texts
    .flatMap(blocksOf)
    .flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
    .filter((text) => text.length > 60)
  const files = ['ramp-survey.csv', 'readings.txt', 'agenda.pdf', 'minutes.docx'].map((name) => {
    const { filename, contentType, content } = fileNamed(name)
    return { filename, contentType, lines: Buffer.from(content).toString('base64').replaceAll(/.{76}/g, '$&\r\n') }
  })
  const people = [...directoryPeople, ...Object.values(outsiders)]
  return {
    dice: diceFor(seed),
    senders: people.map(({ name, address }) => ({ name, address })),
    subjects: conversations.map(({ subject }) => subject),
    paragraphs,
    files,
  }
}

function encodedName(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `"${text}"`
  return `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`
}

function encodedSubject(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  const words = text.match(/.{1,14}/gsu) ?? []
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word, 'utf8').toString('base64')}?=`).join('\r\n ')
}

function plainPart(text: string): string {
  return `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}\r\n`
}

/** Content headers and body: most are plain text, some have HTML beside it, a few carry a file. */
function contentOf({ dice, paragraphs, files }: Stock, number: number): string {
  const chosen = Array.from({ length: 1 + dice.below(5) }, () => dice.pick(paragraphs))
  const text = chosen.map((paragraph) => wrap(paragraph, 72).join('\r\n')).join('\r\n\r\n')
  const shape = dice.next()
  if (shape < 0.7) return plainPart(text)
  const boundary = `=_${number}`
  const open = `\r\n\r\n--${boundary}\r\n`
  if (shape < 0.92) {
    const html = chosen.map((paragraph) => `<p>${escapeHtml(wrap(paragraph, 900).join('\r\n'))}</p>`).join('\r\n')
    const htmlPart = `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body>${html}</body></html>\r\n`
    return `Content-Type: multipart/alternative; boundary="${boundary}"${open}${plainPart(text)}--${boundary}\r\n${htmlPart}--${boundary}--\r\n`
  }
  const { filename, contentType, lines } = dice.pick(files)
  const filePart = `Content-Type: ${contentType}; name="${filename}"\r\nContent-Disposition: attachment; filename="${filename}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n`
  return `Content-Type: multipart/mixed; boundary="${boundary}"${open}${plainPart(text)}--${boundary}\r\n${filePart}--${boundary}--\r\n`
}

function flagsOf(dice: Dice, isAmongNewest: boolean): string[] {
  const isUnread = isAmongNewest && dice.chance(0.6)
  return [
    ...(isUnread ? [] : [SEEN]),
    ...(!isUnread && dice.chance(0.1) ? [ANSWERED] : []),
    ...(!isUnread && dice.chance(0.02) ? [FORWARDED] : []),
    ...(dice.chance(0.02) ? [FLAGGED] : []),
    ...(dice.chance(0.04) ? [dice.pick(['Access', 'Budget', 'Streets', 'Permits'])] : []),
  ]
}

/** A new conversation, or the next mail of one of the last few hundred. */
function nextThread({ dice, subjects }: Stock, recent: readonly Thread[]): Thread {
  const continued = recent.length > 0 && dice.chance(0.4) ? dice.pick(recent) : undefined
  if (continued && continued.ids.length < LONGEST_THREAD) return continued
  return { subject: `${dice.pick(subjects)} (${dice.below(9000) + 1000})`, ids: [] }
}

/**
 * Writes a large mailbox message by message, oldest first, about 40 a day up to `now`; nothing is kept but the last
 * few hundred conversations. The same parameters give the same bytes.
 * @param count how many messages
 * @param to whose mailbox it is
 */
export function* largeMailbox(count: number, to: Mailbox, now: Date): Generator<SeedMessage> {
  const stock = stockUp(`large mailbox of ${to.address}`)
  const { dice, senders } = stock
  const recent: Thread[] = []
  const stepMs = DAY_MS / MESSAGES_PER_DAY
  const toLine = `${encodedName(to.name)} <${to.address}>`
  for (let number = 0; number < count; number += 1) {
    const date = new Date(now.getTime() - (count - number) * stepMs + dice.below(stepMs - 1_000))
    const from = dice.pick(senders)
    const thread = nextThread(stock, recent)
    const id = `<large.${number}@${from.address.split('@')[1]}>`
    const last = thread.ids.at(-1)
    const head = [
      `From: ${encodedName(from.name)} <${from.address}>`,
      `To: ${toLine}`,
      `Subject: ${encodedSubject(last ? `Re: ${thread.subject}` : thread.subject)}`,
      `Date: ${headerDate(date)}`,
      `Message-ID: ${id}`,
      ...(last ? [`In-Reply-To: ${last}`, `References: ${thread.ids.join('\r\n ')}`] : []),
      'MIME-Version: 1.0',
    ].join('\r\n')
    recent[number % REMEMBERED] = { subject: thread.subject, ids: [...thread.ids, id] }
    yield {
      raw: Buffer.from(`${head}\r\n${contentOf(stock, number)}`, 'utf8'),
      flags: flagsOf(dice, number >= count * (1 - UNREAD_OF_NEWEST)),
      internalDate: new Date(date.getTime() + 2_000),
    }
  }
}
