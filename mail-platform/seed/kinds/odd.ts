import { mailboxOf } from '../cast.ts'
import { fileNamed } from '../content/attachments.ts'
import { taggedPdf } from '../files/pdf.ts'
import { handWritten, headerDate, messageIdOf, writeLetter, type Letter, type Mailbox } from '../mail/letter.ts'
import { ADA, type Piece } from '../piece.ts'
import type { SeedClock } from '../seed-clock.ts'
import { letterToAda, toAda } from './single.ts'

const REGISTRY = { name: 'Registry', address: 'registry@county.example' }

/** Everybody who ever signed the list for the river walk. */
function sixtyWalkers(): Mailbox[] {
  const first = ['Abena', 'Bjarne', 'Chiara', 'Darius', 'Elif', 'Fergus', 'Greta', 'Hamza', 'Iris', 'Jorge']
  const last = ['Aalto', 'Brennan', 'Cisse', 'Dvořák', 'Eriksen', 'Fontaine']
  return first.flatMap((name) =>
    last.map((surname) => {
      const plain = `${name}.${surname}`
        .normalize('NFD')
        .replaceAll(/[^A-Za-z.]/g, '')
        .toLowerCase()
      return { name: `${name} ${surname}`, address: `${plain}@river-walk.example` }
    }),
  )
}

async function sixtyRecipients(clock: SeedClock): Promise<Letter> {
  return writeLetter({
    key: 'sixty-recipients',
    from: { name: 'River Walk Committee', address: 'committee@river-walk.example' },
    to: [mailboxOf(ADA), ...sixtyWalkers().slice(0, 39)],
    cc: sixtyWalkers().slice(39),
    subject: 'River walk on Sunday: who brings what',
    date: clock.at(11, '20:14'),
    text: 'Dear walkers,\n\nwe meet at nine at the weir. The path is step-free as far as the mill; from there on there are two gates.\n\nPlease do not answer to all. You know who you are.\n\nThe committee',
  })
}

/** A mail inside a mail inside a mail, as helpful people forward them. */
async function nestedForwards(clock: SeedClock): Promise<Letter> {
  const caretaker = { name: 'Aino Virtanen', address: 'caretaker@millhaven-primary.example' }
  const innermost = await writeLetter({
    key: 'nested-1',
    from: caretaker,
    to: [mailboxOf('school')],
    subject: 'Gate too narrow',
    date: clock.at(23, '07:55'),
    text: 'The new gate is 78 cm wide. The tricycle of the first-year pupil needs 85.\n\nAino',
    attachments: [fileNamed('readings.txt')],
  })
  const middle = await writeLetter({
    key: 'nested-2',
    from: mailboxOf('school'),
    to: [mailboxOf('carmen')],
    subject: 'Fwd: Gate too narrow',
    date: clock.at(22, '10:01'),
    text: 'Carmen, see what our caretaker measured. Whom do I ask?\n\nNoor',
    attachments: [{ filename: 'Gate too narrow.eml', contentType: 'message/rfc822', content: innermost.raw }],
  })
  return writeLetter({
    key: 'nested-3',
    from: mailboxOf('carmen'),
    to: [mailboxOf(ADA)],
    subject: 'Fwd: Fwd: Gate too narrow',
    date: clock.at(22, '11:26'),
    text: 'Ada, one for you. Two mails are inside, the first one has the numbers.\n\nCarmen',
    attachments: [{ filename: 'Gate too narrow.eml', contentType: 'message/rfc822', content: middle.raw }],
  })
}

function emptySubject(clock: SeedClock): Promise<Letter> {
  return letterToAda({
    key: 'empty-subject',
    from: { name: '', address: 'j.osei@example.com' },
    subject: '',
    date: clock.at(13, '22:09'),
    text: 'the lamp at the corner of mill road and quay street is out again, it is very dark there. thank you',
  })
}

function hugeSubject(clock: SeedClock): Promise<Letter> {
  const stops = Array.from(
    { length: 70 },
    (_, index) => `stop ${index + 1} (platform ${'abcd'[index % 4] ?? 'a'}, kerb ${12 + (index % 9)} cm)`,
  )
  return letterToAda({
    key: 'huge-subject',
    from: mailboxOf('bus'),
    subject: `Kerb heights of all stops of line 14 and line 27, measured between Monday and Thursday: ${stops.join(', ')}`,
    date: clock.at(37, '14:58'),
    text: 'Sorry, our system puts everything into the subject. The list is complete, though.\n\nHarbour Buses, timetables',
  })
}

function noTextPart(clock: SeedClock): Letter {
  const from = { name: 'Copier, second floor', address: 'copier-2@example.gov' }
  const draft = { key: 'no-text-part', from, subject: 'Scan from copier-2', date: clock.workday(14, '10:47') }
  const file = fileNamed('parking-scan.pdf')
  return handWritten(
    draft,
    `From: "Copier, second floor" <copier-2@example.gov>
To: Ada Lindqvist <ada.lindqvist@example.gov>
Subject: ${draft.subject}
Date: ${headerDate(draft.date)}
Message-ID: ${messageIdOf(draft.key, from)}
MIME-Version: 1.0
Content-Type: application/pdf; name="${file.filename}"
Content-Disposition: attachment; filename="${file.filename}"
Content-Transfer-Encoding: base64

${Buffer.from(file.content).toString('base64').replaceAll(/.{76}/g, '$&\n')}
`,
  )
}

/** Headers a careless program writes: no Date, no To, an unknown charset, a header that is no header. */
function careless(clock: SeedClock): Letter {
  const from = { name: '', address: 'sensor-7@county.example' }
  const draft = { key: 'careless', from, subject: 'LEVEL ALARM', date: clock.at(73, '02:17') }
  return handWritten(
    draft,
    `from:sensor-7@county.example
SUBJECT:LEVEL ALARM
Message-ID: ${messageIdOf(draft.key, from)}
X-Sensor 7 has no colon
Content-Type: text/plain; charset=x-sensor-8
Content-Transfer-Encoding: 8bit

Mill Weir 2.04 m, limit 2.00 m
`,
  )
}

/** No sender in From but a group of addresses, as RFC 6854 allows. */
function groupSender(clock: SeedClock): Letter {
  const draft = {
    key: 'group-sender',
    from: REGISTRY,
    subject: 'Numbers for the yearbook',
    date: clock.at(88, '09:33'),
  }
  return handWritten(
    draft,
    `From: Yearbook team: registry@county.example, statistics@county.example;
Sender: Registry <registry@county.example>
To: undisclosed-recipients:;
Subject: ${draft.subject}
Date: ${headerDate(draft.date)}
Message-ID: ${messageIdOf(draft.key, REGISTRY)}
Content-Type: text/plain; charset=utf-8

Please send the number of step-free entrances by the end of the month.
`,
  )
}

/** Attachments whose names try things: directories, reversed letters, a device, a double ending, no name, a very long one. */
function namesOfFiles(clock: SeedClock): Promise<Letter> {
  const pdf = taggedPdf({ title: 'Map', lines: ['# Map', 'Where the new benches go.'] })
  const names = [
    '../../etc/passwd',
    'C:\\Windows\\system32\\map.pdf',
    'CON.pdf',
    'map.pdf.exe',
    'map\u202Efdp.exe',
    `${'bench '.repeat(60)}.pdf`,
    'año 2026 – 地図.pdf',
  ]
  return letterToAda({
    key: 'names-of-files',
    from: { name: 'Benches for Millhaven', address: 'hello@benches.example' },
    subject: 'The map, in all versions',
    date: clock.at(41, '08:19'),
    text: 'Our archive program names files in its own way. They are all the same map.',
    attachments: names.map((filename) => ({ filename, contentType: 'application/pdf', content: pdf })),
  })
}

/** Shapes of mail that are rare and real. */
export async function oddPieces(clock: SeedClock): Promise<Piece[]> {
  return [
    toAda(await sixtyRecipients(clock), { small: true }),
    toAda(await nestedForwards(clock), { small: true }),
    toAda(await emptySubject(clock), { small: true }),
    toAda(await hugeSubject(clock), { small: true }),
    toAda(noTextPart(clock), { small: true }),
    toAda(careless(clock), { small: true }),
    toAda(groupSender(clock)),
    toAda(await namesOfFiles(clock), { small: true }),
  ]
}
