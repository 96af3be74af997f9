interface StrayMail {
  key: string
  from: { name: string; address: string }
  subject: string
  daysAgo: number
  time: string
  text: string
  html?: boolean
  unread?: boolean
  small?: boolean
}

interface UnfinishedMail {
  key: string
  to: readonly string[]
  subject: string
  daysAgo: number
  time: string
  text: string
}

export const drafts: readonly UnfinishedMail[] = [
  {
    key: 'draft-error-wording',
    to: ['priya', 'grace'],
    subject: 'Wording of the error messages',
    daysAgo: 1,
    time: '17:25',
    text: `
      Priya, Grace,

      here is the wording, first half:

      - "Enter the day, for example 27" instead of "Invalid date"
      - "The file is larger than 10 MB. Send a smaller one or bring it to the desk" instead of "Upload failed"
      - "Choose an entrance" instead of`,
  },
  {
    key: 'draft-thanks',
    to: ['leroy'],
    subject: 'Thank you for Tuesday',
    daysAgo: 8,
    time: '20:40',
    text: `
      Dear Leroy,

      I wanted to write this down before it fades: the question about the night bus was the best one of the evening, and`,
  },
]

export const junkMails: readonly StrayMail[] = [
  {
    key: 'junk-prize',
    from: { name: 'PRIZE DEPARTMENT', address: 'winner@lucky-draw.example' },
    subject: 'Ada.Lindqvist, your parcel of 2 MILLION is waiting!!!',
    daysAgo: 2,
    time: '03:12',
    unread: true,
    small: true,
    text: `
      Dear winner,

      your address was drawn out of 88,000. To receive your parcel answer with your full name and a small handling fee.`,
  },
  {
    key: 'junk-seo',
    from: { name: 'Kelvin, ranking expert', address: 'kelvin@first-page.example' },
    subject: 'Re: your web site example.gov',
    daysAgo: 5,
    time: '11:02',
    unread: true,
    text: 'I was looking at your web site and I found 14 errors that keep you from the first page. May I send you the list and a price?',
  },
  {
    key: 'junk-toner',
    from: { name: 'Toner Direct', address: 'sales@toner-direct.example' },
    subject: 'Last chance: 70 % off all cartridges',
    daysAgo: 9,
    time: '06:45',
    html: true,
    text: 'All cartridges, all colours, all gone by midnight. https://toner-direct.example/offer',
  },
  {
    key: 'junk-crypto',
    from: { name: 'Wealth Letter', address: 'daily@wealth-letter.example' },
    subject: 'What city planners do not tell you about land',
    daysAgo: 14,
    time: '05:30',
    html: true,
    text: 'One field, one signature, and you never work again. Read on before it is taken down.',
  },
  {
    key: 'junk-parcel',
    from: { name: 'Parcel Service', address: 'notice@parcel-redelivery.example' },
    subject: 'We could not deliver your parcel',
    daysAgo: 19,
    time: '14:29',
    text: 'Your parcel waits for you. Confirm your address and pay 1.99 for a new delivery: https://parcel-redelivery.example/mh',
  },
  {
    key: 'junk-diploma',
    from: { name: 'University Office', address: 'office@diploma-fast.example' },
    subject: 'Your degree in 10 days',
    daysAgo: 27,
    time: '02:55',
    text: 'No lectures, no exams, a real seal. Answer with the title you would like.',
  },
]

export const trashMails: readonly StrayMail[] = [
  {
    key: 'trash-cake',
    from: { name: 'Jonas Weber', address: 'jonas.weber@example.gov' },
    subject: 'Cake in the kitchen',
    daysAgo: 10,
    time: '10:05',
    small: true,
    text: 'Plum. Second floor. First come.',
  },
  {
    key: 'trash-cake-gone',
    from: { name: 'Jonas Weber', address: 'jonas.weber@example.gov' },
    subject: 'Re: Cake in the kitchen',
    daysAgo: 10,
    time: '10:21',
    small: true,
    text: 'Gone. Sorry.',
  },
  {
    key: 'trash-keys',
    from: { name: 'Hana Nováková', address: 'hana.novakova@example.gov' },
    subject: 'Bicycle keys found',
    daysAgo: 21,
    time: '08:31',
    text: 'Two keys with a wooden whale, found at the bicycle stand. They are at the front desk.',
  },
  {
    key: 'trash-survey',
    from: { name: 'Quick Survey', address: 'hello@quick-survey.example' },
    subject: 'Two minutes for a better coffee machine',
    daysAgo: 32,
    time: '13:13',
    html: true,
    text: 'Rate your coffee from one to five. https://quick-survey.example/coffee',
  },
  {
    key: 'trash-projector',
    from: { name: 'Jonas Weber', address: 'jonas.weber@example.gov' },
    subject: 'Room 210 projector',
    daysAgo: 36,
    time: '15:02',
    text: 'Replaced the cable; it works with the new adapter now.',
  },
  {
    key: 'trash-webinar',
    from: { name: 'Paving World', address: 'webinar@paving-world.example' },
    subject: 'Webinar: the joint of the future',
    daysAgo: 39,
    time: '09:09',
    html: true,
    text: 'Forty minutes about joints, with questions. https://paving-world.example/webinar',
  },
  {
    key: 'trash-lost',
    from: { name: 'Front desk', address: 'front-desk@example.gov' },
    subject: 'Found: one grey glove, left hand',
    daysAgo: 52,
    time: '12:00',
    text: 'It looks lonely.',
  },
  {
    key: 'trash-parking',
    from: { name: 'Ben Okafor', address: 'ben.okafor@example.gov' },
    subject: 'Car with open window, plate MH 771',
    daysAgo: 58,
    time: '14:41',
    text: 'It starts to rain. Whose is it?',
  },
]
