import type { Conversation } from '../../mail/conversation.ts'

interface Note {
  key: string
  to: readonly string[]
  subject: string
  daysAgo: number
  time: string
  text: string
  files?: readonly string[]
}

const notes: readonly Note[] = [
  {
    key: 'map-thanks',
    to: ['printer'],
    subject: 'Map: 2,000 copies arrived',
    daysAgo: 54,
    time: '14:22',
    text: 'All here, dry, and the thick line can be felt with a fingertip. Was that on purpose? Either way, thank you.',
  },
  {
    key: 'letter-template',
    to: ['hana', 'carmen'],
    subject: 'Letter to the neighbours of Quay Street',
    daysAgo: 49,
    time: '10:10',
    files: ['letter-template.docx'],
    text: `
      Attached is the letter for the works. First sentence: what happens. Last sentence: who answers. In between: three days,
      one kerb, no apology longer than a line.`,
  },
  {
    key: 'jar',
    to: ['cyclist'],
    subject: 'Your jar of screws',
    daysAgo: 128,
    time: '17:30',
    text: 'The council passed it round. Nobody said a word for a minute. You may have it back whenever you like; it did its work.',
  },
  {
    key: 'levels',
    to: ['farid'],
    subject: 'Level readings at the weir',
    daysAgo: 72,
    time: '09:20',
    files: ['readings.txt'],
    text: 'The alarm at night was real but small: 2.04 m at two in the morning, 1.61 at midnight after that. Readings attached.',
  },
  {
    key: 'test-taxi',
    to: ['osei', 'winifred'],
    subject: 'Testing the new parking form: when?',
    daysAgo: 14,
    time: '11:45',
    text: `
      Dear Ms. Osei, dear Winifred,

      the first version of the form is ready. Would Wednesday at ten suit you? The taxi comes at half past nine, tea is at the
      table, and nothing you say will be too much.`,
  },
  {
    key: 'tree-name',
    to: ['olu'],
    subject: 'The tree is called Gerda',
    daysAgo: 10,
    time: '12:12',
    text: 'Since 1987. There is a plate. She moves four metres to the left in spring, with all her friends watching.',
  },
]

/** What the main person wrote and nobody had to answer. */
export const sentOnly: readonly Conversation[] = notes.map(({ key, to, subject, daysAgo, time, text, files }) => ({
  key: `note-${key}`,
  subject,
  daysAgo,
  mails: [{ from: 'ada', to, day: 0, time, text, ...(files && { files }) }],
}))
