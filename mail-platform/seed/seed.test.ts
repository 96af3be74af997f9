import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { people } from '#platform/demo-people.ts'
import { hostileMails, markerOf } from './content/hostile.ts'
import { hostileSubjects, senderOfEmptySubject, subjects, xssMark } from './fixtures.ts'
import { mailboxesOf, OTHERS_COUNT, type SeedFolder } from './mailboxes.ts'
import { ADA } from './piece.ts'
import { allPieces } from './seed-mail.ts'

const now = new Date(2026, 4, 13, 15, 30)
const pieces = await allPieces(now)
const full = mailboxesOf(pieces, 'full')
const small = mailboxesOf(pieces, 'small')

const DAY_MS = 24 * 3600_000
/** One message breaks the rules on purpose; see `subjects.careless`. */
const CARELESS = '<careless@county.example>'

function digest(folders: readonly SeedFolder[]): string {
  const hash = createHash('sha256')
  for (const { uid, folder, messages } of folders) {
    for (const { raw, flags, internalDate } of messages) {
      hash.update(`${uid}/${folder} ${flags.join()} ${internalDate.toISOString()}\n`).update(raw)
    }
  }
  return hash.digest('hex')
}

function countOf(folders: readonly SeedFolder[], uid: string, folder?: string): number {
  return folders
    .filter((candidate) => candidate.uid === uid && (folder === undefined || candidate.folder === folder))
    .reduce((sum, { messages }) => sum + messages.length, 0)
}

function headersOf(raw: Buffer): Map<string, string> {
  const text = raw.toString('utf8')
  const head = text.slice(0, text.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]/g, ' ')
  return new Map(
    head
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
}

afterEach(() => {
  vi.useRealTimers()
})

describe('the seed mail', () => {
  it('is the same to the byte for the same moment, whenever it is written', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2031, 1, 1) })
    const random = vi.spyOn(Math, 'random')
    expect(digest(mailboxesOf(await allPieces(now), 'full'))).toBe(digest(full))
    expect(random).not.toHaveBeenCalled()
    random.mockRestore()
  })

  it('gives each letter a Message-ID of its own', () => {
    const ids = pieces.map(({ letter }) => letter.messageId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('names only letters that exist in References and In-Reply-To', () => {
    const ids = new Set(pieces.map(({ letter }) => letter.messageId))
    for (const { letter } of pieces) {
      const headers = headersOf(letter.raw)
      const named = `${headers.get('references') ?? ''} ${headers.get('in-reply-to') ?? ''}`.match(/<[^>]+>/g) ?? []
      expect(named.filter((id) => !ids.has(id))).toEqual([])
      expect([...new Set(named)]).toEqual([...letter.references])
    }
  })

  it('has both sides of a conversation', () => {
    const byBen = small.find(({ uid, folder }) => uid === 'ben' && folder === 'Sent')?.messages ?? []
    const byAda = small.find(({ uid, folder }) => uid === ADA && folder === 'INBOX')?.messages ?? []
    const newest = byAda.at(-1)
    expect(byBen.some(({ raw }) => newest && raw.equals(newest.raw))).toBe(true)
  })
})

describe('each message', () => {
  it('has CR LF line ends, lines of at most 998 octets and the headers it needs', () => {
    for (const { letter } of pieces) {
      const id = letter.messageId
      const text = letter.raw.toString('latin1')
      expect(text.replaceAll('\r\n', ''), id).not.toMatch(/[\r\n]/)
      expect(Math.max(...text.split('\r\n').map((line) => line.length)), id).toBeLessThanOrEqual(998)
      const headers = headersOf(letter.raw)
      expect(headers.get('message-id')).toBe(id)
      if (id === CARELESS) continue
      expect(headers.get('from'), id).toBeTruthy()
      expect(Date.parse(headers.get('date') ?? ''), id).toBe(Math.floor(letter.date.getTime() / 1000) * 1000)
    }
  })

  it('opens and closes every multipart boundary', () => {
    for (const { letter } of pieces) {
      const text = letter.raw.toString('latin1')
      for (const [, boundary = ''] of text.matchAll(/boundary="([^"]+)"/g)) {
        expect(text.split(`\r\n--${boundary}\r\n`).length, letter.messageId).toBeGreaterThan(1)
        expect(text.split(`\r\n--${boundary}--`).length, letter.messageId).toBe(2)
      }
    }
  })
})

describe('the full seed', () => {
  it('gives the main person about 400 messages', () => {
    expect(countOf(full, ADA)).toBeGreaterThanOrEqual(390)
    expect(countOf(full, ADA)).toBeLessThanOrEqual(420)
  })

  it.each([
    ['INBOX', 250, 275],
    ['Sent', 65, 75],
    ['Archive', 38, 46],
    ['Drafts', 2, 2],
    ['Junk', 6, 6],
    ['Trash', 8, 8],
    ['Projects/Ramp survey', 5, 12],
    ['Projects/Website renewal', 5, 12],
    ['Receipts', 5, 12],
  ])('puts the main person’s mail into %s: %i to %i messages', (folder, least, most) => {
    expect(countOf(full, ADA, folder)).toBeGreaterThanOrEqual(least)
    expect(countOf(full, ADA, folder)).toBeLessThanOrEqual(most)
  })

  it('leaves about 25 messages of the inbox unread', () => {
    const inbox = full.find(({ uid, folder }) => uid === ADA && folder === 'INBOX')?.messages ?? []
    const unread = inbox.filter(({ flags }) => !flags.includes('\\Seen'))
    expect(unread.length).toBeGreaterThanOrEqual(20)
    expect(unread.length).toBeLessThanOrEqual(30)
    for (const flag of ['\\Answered', '\\Flagged', '$Forwarded', 'Access']) {
      expect(
        inbox.some(({ flags }) => flags.includes(flag)),
        flag,
      ).toBe(true)
    }
  })

  it('spreads the mail over 18 months', () => {
    const ages = pieces.map(({ letter }) => (now.getTime() - letter.date.getTime()) / DAY_MS)
    expect(Math.max(...ages)).toBeGreaterThan(540)
    expect(Math.max(...ages)).toBeLessThan(550)
  })
})

describe.each([
  ['full', full],
  ['small', small],
] as const)('the %s seed', (size, folders) => {
  it.each(people.filter(({ uid }) => uid !== ADA).map(({ uid }) => uid))('gives %s the number promised', (uid) => {
    expect(countOf(folders, uid)).toBe(OTHERS_COUNT[size])
  })

  it.each(['permits', 'helpdesk'])('puts mail into the role mailbox %s', (uid) => {
    expect(countOf(folders, uid, 'INBOX')).toBeGreaterThan(1)
    expect(countOf(folders, uid, 'Sent')).toBeGreaterThan(1)
  })

  it.each(Object.entries(subjects).filter(([name]) => name !== 'hugeSubjectStart'))('has %s once', (_name, subject) => {
    const own = ownLetters(size).filter((letter) => letter.subject === subject)
    expect(own).toHaveLength(1)
  })

  it('has the huge subject, the empty subject and every hostile mail', () => {
    const own = ownLetters(size)
    const huge = own.find((letter) => letter.subject.startsWith(subjects.hugeSubjectStart))
    expect(huge?.subject.length).toBeGreaterThan(2000)
    expect(own.find((letter) => letter.subject === '')?.raw.includes(senderOfEmptySubject)).toBe(true)
    expect(hostileSubjects.filter((subject) => !own.some((letter) => letter.subject === subject))).toEqual([])
  })

  it('lists each folder oldest first', () => {
    for (const { messages } of folders) {
      const times = messages.map(({ internalDate }) => internalDate.getTime())
      expect(times).toEqual([...times].sort((one, other) => one - other))
    }
  })
})

function ownLetters(size: 'full' | 'small') {
  return pieces
    .filter(({ small: isSmall }) => size === 'full' || isSmall)
    .filter(({ places }) => places.some(({ uid }) => uid === ADA))
    .map(({ letter }) => letter)
}

describe('the small seed', () => {
  it('is a part of the full one', () => {
    for (const { uid, folder, messages } of small) {
      const whole = full.find((candidate) => candidate.uid === uid && candidate.folder === folder)?.messages ?? []
      for (const { raw } of messages) expect(whole.some((message) => message.raw === raw)).toBe(true)
    }
  })
})

describe('dates', () => {
  it.each([
    [0, 1],
    [0, 6],
    [3, 20],
    [9, 59],
    [23, 59],
  ])('at %i:%i leave nothing in the future and the newest unread on top', async (hours, minutes) => {
    const moment = new Date(2026, 2, 30, hours, minutes)
    const folders = mailboxesOf(await allPieces(moment), 'small')
    const newest = folders.find(({ uid, folder }) => uid === ADA && folder === 'INBOX')?.messages.at(-1)
    expect(newest?.raw.toString()).toContain(`Subject: ${subjects.newestUnread}`)
    expect(newest?.flags).not.toContain('\\Seen')
    for (const { messages } of folders) {
      expect(messages.filter(({ internalDate }) => internalDate.getTime() > moment.getTime() + 10_000)).toEqual([])
    }
  })
})

describe('hostile mail', () => {
  it.each(hostileMails.map((mail, index) => ({ ...mail, number: index + 1 })))(
    '$subject keeps a readable line beside its attack',
    ({ html, number }) => {
      expect(html).toContain(markerOf(number))
    },
  )

  it('tells by a mark on the window if it ever ran', () => {
    expect(hostileMails.filter(({ html }) => html.includes(`window.${xssMark}=1`)).length).toBeGreaterThanOrEqual(9)
  })
})
