/** Mail that programs send, again and again with other numbers. */
export interface AutomaticSeries {
  key: string
  from: { name: string; address: string }
  /** Who gets it: a person, a role mailbox or a group. */
  to: string
  folder?: string
  time: string
  labels?: readonly string[]
  html?: boolean
  mails: readonly AutomaticMail[]
}

export interface AutomaticMail {
  daysAgo: number
  subject: string
  text: string
  files?: readonly string[]
  unread?: boolean
  small?: boolean
}

const permitSystem = { name: 'Permit system', address: 'no-reply@example.gov' }

const applications: readonly [number, string, string, string][] = [
  [
    1,
    '0431',
    'awning over a shop window, Quay Street 4',
    'The plan shows 2.10 m of clear height; 2.30 is needed above a pavement.',
  ],
  [9, '0424', 'outdoor tables, Harbour Street 19', 'Six tables, two of them with room below for a wheelchair.'],
  [14, '0419', 'bicycle racks before the swimming hall', 'Twenty racks, four of them wide enough for a tricycle.'],
  [23, '0411', 'street party, Ferry Lane', 'The fire brigade has no objection; the cobbles stay bumpy.'],
  [32, '0402', 'scaffolding, Mill Road 7', 'Passage 1.60 m wide, lit. Until the end of next month.'],
  [42, '0388', 'flower tubs, Quay Street 12', 'Please check that the tubs stand outside the tactile strip.'],
  [53, '0371', 'food truck at the ferry terminal', 'The counter has a part at 80 cm.'],
  [69, '0352', 'new entrance, Boathouse Theatre', 'A level threshold and a door that opens by itself.'],
  [91, '0327', 'advertising pillar, station square', 'It would stand in the way from the lift to the bus.'],
  [125, '0290', 'ramp and jetty, River Scouts', 'Drawing by Farid Nasser attached to the file.'],
]

const permits: AutomaticSeries = {
  key: 'auto-permit',
  from: permitSystem,
  to: 'ada',
  time: '05:45',
  labels: ['Permits'],
  mails: applications.map(([daysAgo, number, what, note], index) => ({
    daysAgo,
    subject: `Application ${number}: ${what}`,
    unread: index === 0,
    text: `
      A new application waits for your opinion.

      | Number:    ${number}
      | What:      ${what}
      | Note:      ${note}
      | Answer by: 14 days after this mail

      Open the file in the permit system. Do not answer this mail, nobody reads it; the permit desk has 0120.`,
  })),
}

const statistics: AutomaticSeries = {
  key: 'auto-forms',
  from: { name: 'Web statistics', address: 'statistics@example.gov' },
  to: 'ada',
  time: '04:00',
  html: true,
  mails: [6, 13, 20, 27, 48, 76].map((daysAgo, index) => ({
    daysAgo,
    subject: `Forms, weekly numbers: ${412 - index * 23} finished`,
    files: index < 3 ? ['forms.csv'] : [],
    text: `
      ${412 - index * 23} forms were finished last week, ${38 - index * 2} percent of those that were begun.

      - Most people leave at: sign in again.
      - With the keyboard only: ${61 - index * 3} people.
      - Enlarged to 200 percent or more: ${94 - index * 5} people.

      The numbers of each form are in the table attached to the newest mails.`,
  })),
}

const months = ['October', 'September', 'August', 'July', 'June', 'May', 'April', 'March', 'February', 'January']

const payroll: AutomaticSeries = {
  key: 'auto-payroll',
  from: { name: 'Payroll', address: 'payroll@example.gov' },
  to: 'ada',
  folder: 'Archive',
  time: '09:00',
  mails: months.map((month, index) => ({
    daysAgo: 22 + index * 30,
    subject: `Your statement for ${month} is ready`,
    text: `
      Sign in to the staff portal to read your statement for ${month}. This message does not contain the amount.

      You can have the statement in large print or as plain text; tell us once and it stays that way.`,
  })),
}

const receipts: AutomaticSeries = {
  key: 'auto-receipt',
  from: { name: 'Coast Rail', address: 'receipts@coast-rail.example' },
  to: 'ada',
  folder: 'Receipts',
  time: '19:05',
  html: true,
  mails: [
    [3, 'Millhaven to Nordvik and back', '48.20', true],
    [56, 'Millhaven to County Town', '12.60', false],
    [103, 'Millhaven to County Town', '12.60', false],
    [214, 'Millhaven to Ostervik', '31.00', false],
    [344, 'Millhaven to Nordvik', '24.10', false],
  ].map(([daysAgo, way, price, isSmall]) => ({
    daysAgo: Number(daysAgo),
    subject: `Receipt: ${way}`,
    small: Boolean(isSmall),
    text: `
      Thank you for travelling with us.

      | Journey: ${way}
      | Seat:    car 4, place beside the wheelchair area
      | Paid:    ${price}

      If you need help to get on or off, call 0800 555 014 an hour before.`,
  })),
}

const books: AutomaticSeries = {
  key: 'auto-books',
  from: { name: 'Lighthouse Books', address: 'orders@lighthouse-books.example' },
  to: 'ada',
  folder: 'Receipts',
  time: '10:30',
  mails: [
    {
      daysAgo: 65,
      subject: 'Your order 11873: Streets for walking',
      text: 'Your book is on its way. It has an index, as you asked. Total 34.00, paid by the city.',
    },
    {
      daysAgo: 192,
      subject: 'Your order 10914: A history of the handrail',
      text: 'The last copy. We would have liked to keep it. Total 21.50.',
    },
  ],
}

const copier: AutomaticSeries = {
  key: 'auto-backup',
  from: { name: 'Night watch', address: 'night-watch@example.gov' },
  to: 'helpdesk',
  time: '03:30',
  mails: [1, 2, 3, 4, 5, 6, 7].map((daysAgo) => ({
    daysAgo,
    subject: daysAgo === 4 ? 'Backup: finished late' : 'Backup: finished',
    small: daysAgo === 1,
    text:
      daysAgo === 4
        ? 'The backup finished at 05:12 instead of 03:20. The tape had to be asked twice.'
        : 'All shares are copied. 0 errors.',
  })),
}

export const automaticMail: readonly AutomaticSeries[] = [permits, statistics, payroll, receipts, books, copier]
