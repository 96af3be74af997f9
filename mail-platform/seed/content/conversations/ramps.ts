import type { Conversation } from '../../mail/conversation.ts'

const folder = 'Projects/Ramp survey'

/** Measuring and mending the ramps of all public entrances. */
export const ramps: readonly Conversation[] = [
  {
    key: 'ramp-numbers',
    subject: 'Ramp survey: first numbers',
    daysAgo: 34,
    folder,
    small: true,
    labels: ['Access'],
    mails: [
      {
        from: 'jonas',
        to: ['ada', 'grace'],
        day: 0,
        time: '14:10',
        files: ['ramp-survey.xlsx', 'ramp-survey.csv'],
        text: `
          Dear Ada, dear Grace,

          eight entrances are measured. Four are fine, three are too steep, and the west door of the market hall only
          lacks a second rail.

          The worst one is the east door of the market hall: 14.1 percent over 2.2 metres and no rail at all. I could
          not push the test chair up without help, and I am 19.

          The table is attached twice, as a workbook and as plain CSV, because Grace likes it plain.

          Jonas`,
      },
      {
        from: 'grace',
        to: ['jonas'],
        cc: ['ada'],
        day: 0,
        time: '15:02',
        text: `
          Well measured, and well written: one sentence that tells me what it means before the numbers come.

          The market hall goes to the top of the list. Farid says the drain has to move, so it will not be cheap.`,
      },
      {
        from: 'ada',
        to: ['jonas', 'grace'],
        day: 1,
        time: '09:15',
        text: `
          Thank you, Jonas. Two questions before I put it on the map:

          - Did you measure the harbour ramp before or after they cleaned it? The slippery spot was at the bottom.
          - Can you add the width? The swimming hall is long and gentle, and 84 cm between the rails.`,
      },
      {
        from: 'jonas',
        to: ['ada'],
        cc: ['grace'],
        day: 2,
        time: '11:48',
        text: `
          After. And you are right about the swimming hall: 86 at the top, 83 at the bottom. It was built as a
          wedge. I have added a column.`,
      },
    ],
  },
  {
    key: 'market-hall-estimate',
    subject: 'Market hall, east ramp: estimate 2208',
    daysAgo: 12,
    folder,
    labels: ['Access', 'Budget'],
    mails: [
      {
        from: 'tomasz',
        to: ['ada'],
        cc: ['farid'],
        day: 0,
        time: '16:30',
        files: ['estimate.pdf'],
        text: `
          Dear Ms. Lindqvist,

          please find our estimate for the east entrance of the market hall: 15,350 including two handrails and the
          new drain. We need six working days, and the entrance is closed on four of them.

          If we may work on two Mondays, when the market is closed anyway, it becomes two days of closure.`,
      },
      {
        from: 'ada',
        to: ['tomasz'],
        cc: ['farid'],
        day: 1,
        time: '09:20',
        text: `
          Two Mondays, please. And one question: the estimate says handrails in stainless steel. On a winter morning
          nobody wants to hold that. What does a coated one cost?`,
      },
      {
        from: 'tomasz',
        to: ['ada'],
        cc: ['farid'],
        day: 2,
        time: '10:11',
        text: `
          340 more, and you are the first client who asks. My mother will like you.

          I send a new version of the estimate this week.`,
      },
      {
        from: 'farid',
        to: ['ada'],
        day: 2,
        time: '10:40',
        text: `
          Take the coated one. I have pressed my own hand on the rail of the mill bridge in January, once.

          Farid`,
      },
    ],
  },
  {
    key: 'survey-photos',
    subject: 'Photos of the entrances',
    daysAgo: 29,
    folder,
    mails: [
      {
        from: 'jonas',
        to: ['ada'],
        day: 0,
        time: '08:44',
        files: ['photos.zip'],
        text: `
          Here are the pictures as an archive, with a readme that says what is on each of them. I took them at wheel
          height this time, you see the edges much better from there.

          Jonas`,
      },
      {
        from: 'ada',
        to: ['jonas'],
        day: 0,
        time: '10:30',
        text: `
          Wheel height is a wonderful idea. Please write it into the instructions for whoever does this next year.

          Ada`,
      },
    ],
  },
  {
    key: 'library-children',
    subject: 'Children’s entrance of the library',
    daysAgo: 21,
    labels: ['Access'],
    mails: [
      {
        from: 'library',
        to: ['ada'],
        day: 0,
        time: '12:15',
        text: `
          Dear Ada,

          a father wrote to me (and, he says, to you) about the ramp at the children's entrance. He is right: we have
          asked parents with prams to come in at the front for years, as if that were normal.

          The front has the long ramp, but then you cross the reading room with three loud children. Guess how welcome
          that feels. Can we have the small ramp rebuilt before the reading summer begins?`,
      },
      {
        from: 'ada',
        to: ['library'],
        cc: ['jonas'],
        day: 0,
        time: '15:44',
        text: `
          Dear Petra,

          it is number two on our list, right after the market hall. 12.6 percent over less than two metres: nobody
          should have to take a run-up to borrow a book.

          Jonas comes on Tuesday to see whether the ramp can turn along the wall. If it can, we need no new door.`,
      },
      {
        from: 'library',
        to: ['ada', 'jonas'],
        day: 4,
        time: '17:20',
        text: `
          It can! Jonas drew it on the pavement in chalk and three children tested it with a tricycle at once. One of
          them asked whether the chalk could stay.`,
      },
      {
        from: 'ada',
        to: ['library'],
        cc: ['jonas'],
        day: 5,
        time: '08:50',
        text: `
          Then I order it. The chalk stays until the rain decides.

          Ada`,
      },
    ],
  },
]
