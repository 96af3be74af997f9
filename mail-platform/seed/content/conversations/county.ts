import type { Conversation } from '../../mail/conversation.ts'

/** With the county, the access council and other cities. */
export const county: readonly Conversation[] = [
  {
    key: 'council-minutes',
    subject: 'Access Council: minutes of Tuesday',
    daysAgo: 9,
    labels: ['Access'],
    mails: [
      {
        from: 'leroy',
        to: ['ada', 'grace'],
        day: 0,
        time: '20:22',
        files: ['minutes.docx'],
        text: `
          Dear both,

          the minutes are attached, as a document with headings, because somebody taught me how. Three points need an answer
          from the city before the next meeting:

          1. The waiting time at the crossing by the pharmacy.
          2. Whether the night bus waits for the lift.
          3. Who pays for the interpreter when the council meets outside City Hall.`,
      },
      {
        from: 'grace',
        to: ['leroy', 'ada'],
        day: 1,
        time: '09:50',
        text: `
          Number three is mine: we pay, wherever you meet. It was never written down, now it is.`,
      },
      {
        from: 'ada',
        to: ['leroy', 'grace'],
        day: 1,
        time: '10:31',
        text: `
          One: 19 seconds since September, you may take your time. Two: yes, Dov has it in the order, word for word.

          Three answers in one day, Leroy. I hope you were not looking forward to a long agenda.`,
      },
      {
        from: 'leroy',
        to: ['ada', 'grace'],
        day: 1,
        time: '21:10',
        text: `
          I shall have to find new questions. Give me until Tuesday.`,
      },
    ],
  },
  {
    key: 'grant-report',
    subject: 'Report on the fourteen stops',
    daysAgo: 16,
    labels: ['Budget'],
    mails: [
      {
        from: 'olu',
        to: ['ada'],
        cc: ['emi'],
        day: 0,
        time: '11:00',
        text: `
          Dear Ada, the year is nearly over and I need the report on the fourteen stops: built, cost, used. Two pages, no
          pictures of mayors.`,
      },
      {
        from: 'ada',
        to: ['olu'],
        cc: ['emi', 'dov'],
        day: 4,
        time: '14:50',
        files: ['enquiries.png', 'forms.csv'],
        text: `
          Dear Olu,

          thirteen are built, the fourteenth waits for a tree to be moved (it has a name and friends). At the stops of the
          "second group" 41 people a week get on who never did before. I have put that sentence first.`,
      },
      {
        from: 'olu',
        to: ['ada', 'emi'],
        day: 5,
        time: '08:40',
        unread: false,
        flagged: true,
        text: `
          41 a week is the best number I have seen this year. I will use it until it is worn out. What is the name of the
          tree?`,
      },
    ],
  },
  {
    key: 'visit-nordvik',
    subject: 'Visit from Nordvik',
    daysAgo: 55,
    mails: [
      {
        from: 'henrik',
        to: ['ada'],
        day: 0,
        time: '13:08',
        text: `
          Dear Ada,

          we know each other from the list with the spirit levels. Could three of us come and look at your kerbs? We have
          money for twelve stops and made a mistake with the first one.

          Henrik Aas, Nordvik`,
      },
      {
        from: 'ada',
        to: ['henrik'],
        cc: ['dov'],
        day: 1,
        time: '09:44',
        text: `
          Dear Henrik, come, and bring the mistake. We show you ours: stop 31, which is a perfect kerb at a place where no bus
          can stop.`,
      },
      {
        from: 'henrik',
        to: ['ada', 'dov'],
        day: 9,
        time: '21:20',
        text: `
          We are home again. Thank you for the walk, the honest numbers and stop 31, which made all of us feel better.`,
      },
    ],
  },
  {
    key: 'award',
    subject: 'Nomination for the open cities prize',
    daysAgo: 3,
    mails: [
      {
        from: 'university',
        to: ['ada', 'emi'],
        day: 0,
        time: '16:44',
        unread: true,
        text: `
          Dear Ada, dear Emi,

          I have nominated the school street and the second group of stops for the open cities prize. You cannot do anything
          against it. But you can send me one good sentence until the 12th.

          Sunniva`,
      },
    ],
  },
]
