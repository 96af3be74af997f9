import type { Conversation } from '../../mail/conversation.ts'

const folder = 'Projects/Website renewal'

/** The city's forms, rebuilt one after the other. */
export const website: readonly Conversation[] = [
  {
    key: 'forms-first',
    subject: 'Which forms first?',
    daysAgo: 74,
    folder,
    mails: [
      {
        from: 'priya',
        to: ['ada', 'ben'],
        day: 0,
        time: '10:00',
        files: ['forms.csv'],
        text: `
          Hello both,

          attached is how far people get in the four forms we have. My reading: the building permit loses two of three,
          and most of them at "sign in again", which appears after 20 minutes. People need 35.

          My proposal for the order: building permit, parking place, tree felling, street party.`,
      },
      {
        from: 'ben',
        to: ['priya'],
        cc: ['ada'],
        day: 0,
        time: '13:31',
        text: `
          From the desk: the ones who fail come to us, so I know what happens. They go and look for the number of their
          plot, and when they are back, everything is gone. They do not mind the length. They mind typing it twice.`,
      },
      {
        from: 'ada',
        to: ['priya', 'ben'],
        day: 1,
        time: '09:00',
        text: `
          Agreed with the order, with one change: parking first. It is short, and the people who need it are the ones
          the old form shuts out. If we get that one right we have the pattern for the others.

          And please: no time limit that throws words away. If the session must end, keep what was typed.`,
      },
      {
        from: 'priya',
        to: ['ada', 'ben'],
        day: 1,
        time: '11:17',
        text: `
          Parking first. "No time limit that throws words away" is on the wall above my desk now.`,
      },
    ],
  },
  {
    key: 'map-widget',
    subject: 'The map in the tree form',
    daysAgo: 47,
    folder,
    mails: [
      {
        from: 'priya',
        to: ['ada'],
        cc: ['grace'],
        day: 0,
        time: '15:05',
        text: `
          Question about "draw the tree on the map". It is nice with a mouse and hopeless without. What do people
          really need to tell you?`,
      },
      {
        from: 'grace',
        to: ['priya'],
        cc: ['ada'],
        day: 0,
        time: '16:20',
        text: `
          Which tree. That is all. An address and one sentence ("the left one of the two birches behind the garage")
          beats a pin that is twelve metres off.`,
      },
      {
        from: 'ada',
        to: ['priya', 'grace'],
        day: 1,
        time: '10:12',
        text: `
          Then the sentence is the question, and the map is the extra for those who like it. I have asked the
          foresters: they find nine of ten trees by sentence and six of ten by pin.`,
      },
    ],
  },
  {
    key: 'privacy-text',
    subject: 'Text for the privacy page',
    daysAgo: 26,
    folder,
    mails: [
      {
        from: 'carmen',
        to: ['ada', 'priya'],
        day: 0,
        time: '09:40',
        text: `
          I have cut the privacy page from four screens to one. What is gone was not law, it was fear.

          - What we keep: what you type, and the day you sent it.
          - Who sees it: the person who decides, and the person who checks.
          - How long: two years, then it is deleted.
          - Whom to ask: a name, a telephone number, and the hours.

          Could you both read it as if you were in a hurry?`,
      },
      {
        from: 'priya',
        to: ['carmen', 'ada'],
        day: 0,
        time: '13:55',
        text: `
          I understood it while waiting for a bus. That is the test, isn't it?`,
      },
      {
        from: 'ada',
        to: ['carmen', 'priya'],
        day: 1,
        time: '08:33',
        text: `
          It is very good. One addition: say that people can ask for their answers in large print or Braille, and that
          it costs nothing. They do not know.`,
      },
    ],
  },
]
