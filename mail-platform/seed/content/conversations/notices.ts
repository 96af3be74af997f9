import type { Conversation } from '../../mail/conversation.ts'

interface Notice {
  key: string
  from: string
  subject: string
  daysAgo: number
  time: string
  text: string
  small?: boolean
  unread?: boolean
  folder?: string
}

/** What goes to everybody at City Hall, newest first. */
const list: readonly Notice[] = [
  {
    key: 'soup',
    from: 'jonas',
    subject: 'Canteen: the plan for next week',
    daysAgo: 1,
    time: '11:00',
    small: true,
    unread: true,
    text: `
      Monday lentils, Tuesday fish, Wednesday what the garden gives, Thursday dumplings, Friday the leftovers, which are the
      best. Everything without nuts.

      The menu hangs at two heights now, and you can also call 0144 and have it read to you.`,
  },
  {
    key: 'network',
    from: 'helpdesk',
    subject: 'Network: short interruption on Thursday, 6:00 to 6:30',
    daysAgo: 2,
    time: '14:00',
    small: true,
    text: `
      We change a switch on the second floor. Mail and telephones pause for up to ten minutes, some time between 6:00 and
      6:30. Nothing is lost; what you send in that time goes out afterwards.

      Questions: helpdesk@example.gov or 0111.`,
  },
  {
    key: 'blood',
    from: 'carmen',
    subject: 'Blood donation in the council chamber',
    daysAgo: 11,
    time: '09:30',
    text: `
      On the 2nd from 10 to 15. The chairs there lie back and everybody gets a biscuit. People who faint are in good company:
      I do, every time.`,
  },
  {
    key: 'printers',
    from: 'helpdesk',
    subject: 'Printers: large print is now one button',
    daysAgo: 18,
    time: '10:10',
    text: `
      On all copiers the third button prints at 140 percent on A3. It was the fourth setting in the second menu until
      yesterday; Winifred Achebe of the Access Council timed it at four minutes.`,
  },
  {
    key: 'bicycles',
    from: 'dov',
    subject: 'Bicycles: please keep the ramp free',
    daysAgo: 30,
    time: '08:45',
    text: `
      Twice this week a bicycle leant on the rail of the harbour ramp. The rail is there to be held. There are 40 places in
      the yard, and the pump works again.`,
  },
  {
    key: 'heating',
    from: 'hana',
    subject: 'Heating: two cold days ahead',
    daysAgo: 35,
    time: '15:20',
    text: `
      We exchange the pump on the 17th and 18th. It will be about 17 degrees. Blankets lie at the front desk; whoever needs it
      warm for health reasons gets room 115, which has its own heater.`,
  },
  {
    key: 'elections',
    from: 'ines',
    subject: 'Thank you for Sunday',
    daysAgo: 40,
    time: '08:00',
    text: `
      46 of you counted votes until after midnight. Every polling place had a booth at sitting height, and not one person had
      to vote on the pavement. That was not so four years ago.

      Monday morning is yours.`,
  },
  {
    key: 'open-house',
    from: 'carmen',
    subject: 'Open house: 812 visitors',
    daysAgo: 46,
    time: '16:30',
    text: `
      812 people came, 90 more than last year. The longest queue was for the model of the footbridge, the loudest for the fire
      engine. Lost and found: a shoe, size 27, with a dinosaur.`,
  },
  {
    key: 'phones',
    from: 'helpdesk',
    subject: 'New telephones: how to turn on the captions',
    daysAgo: 57,
    time: '13:15',
    text: `
      The new telephones show what the other person says as text. Press the key with the speech bubble during the call. It
      works in six languages and gets names wrong, so please spell them.`,
  },
  {
    key: 'summer-hours',
    from: 'ines',
    subject: 'Summer hours end on Friday',
    daysAgo: 82,
    time: '09:00',
    text: `
      From Monday the counters open at 8 again. If you still have the sign "from 9" on your door: the front desk collects them
      for next year.`,
  },
  {
    key: 'lost-cat',
    from: 'ben',
    subject: 'There is a cat in the archive',
    daysAgo: 99,
    time: '10:22',
    text: `
      Grey, friendly, knows the alphabet better than I do: it sleeps on M. If it is yours, please come to the basement. If it
      is not, please do not feed it at the permit desk.`,
  },
  {
    key: 'lost-cat-2',
    from: 'ben',
    subject: 'The cat in the archive: solved',
    daysAgo: 97,
    time: '15:05',
    text: `
      She is called Register and lives at number 6. The family says thank you and that she does this.`,
  },
  {
    key: 'security-course',
    from: 'helpdesk',
    subject: 'Mail safety exercise in the coming weeks',
    daysAgo: 66,
    time: '09:40',
    text: `
      Over the next weeks you may receive mails called "Mail safety exercise". They try everything bad mails try, and do
      nothing. You do not have to do anything either; if one of them ever covers your screen or starts to talk, call us.`,
  },
  {
    key: 'parking-deck',
    from: 'ines',
    subject: 'Parking deck closed, places for wheelchair users moved',
    daysAgo: 110,
    time: '07:45',
    text: `
      The deck is repaired until the 20th. The four wide places are beside the harbour entrance now, on level ground, and stay
      there for good: they are better there.`,
  },
  {
    key: 'quiet-room',
    from: 'grace',
    subject: 'Room 118 is the quiet room now',
    daysAgo: 128,
    time: '11:30',
    text: `
      One lamp, one couch, no telephone, a lock that shows "in use". For prayer, migraine, milk pumps, and days that are too
      loud. You do not need to give a reason and nobody keeps a list.`,
  },
  {
    key: 'stairs',
    from: 'farid',
    subject: 'Yellow edges on the stairs',
    daysAgo: 155,
    time: '14:10',
    text: `
      From tonight the first and the last step of every staircase has a yellow edge. The paint dries until six. Whoever comes
      earlier will be recognised by the shoes.`,
  },
  {
    key: 'garden',
    from: 'hana',
    subject: 'Raised beds in the yard: who would like one?',
    daysAgo: 188,
    time: '12:05',
    text: `
      Six beds, three at table height so that you can sit at them. Water is there, tools are there, slugs are there.`,
  },
  {
    key: 'names',
    from: 'ines',
    subject: 'How we write letters from now on',
    daysAgo: 230,
    time: '10:00',
    text: `
      Two rules from the working group, decided yesterday:

      1. The first sentence says what we decided.
      2. A name and a telephone number are at the end, and the person answers.

      The templates are changed. Old letters may be framed.`,
  },
  {
    key: 'fire-doors',
    from: 'farid',
    subject: 'Fire doors stay open by magnet',
    daysAgo: 270,
    time: '13:50',
    text: `
      The heavy doors on all floors are held open by magnets now and fall shut only on alarm. Please do not use the wooden
      wedges any more; I collect them and build something.`,
    folder: 'Archive',
  },
  {
    key: 'winter-boots',
    from: 'jonas',
    subject: 'Whose boots?',
    daysAgo: 305,
    time: '08:18',
    text: `
      Brown, size 44, full of snow, in the lift, since yesterday. They go up and down with us.`,
    folder: 'Archive',
  },
  {
    key: 'new-year',
    from: 'ines',
    subject: 'A good new year',
    daysAgo: 325,
    time: '09:00',
    text: `
      Last year: 14 stops, 2 lifts, 1 crossing that talks, 31 lowered kerbs, 0 accidents. This year: the footbridge.

      Thank you, all of you.`,
    folder: 'Archive',
  },
  {
    key: 'welcome-jonas',
    from: 'grace',
    subject: 'Welcome, Jonas!',
    daysAgo: 447,
    time: '10:00',
    text: `
      Since today we have an apprentice again: Jonas Weber, 18, who can weld, bake, and ask why. He starts with the kerbs.`,
    folder: 'Archive',
  },
]

export const notices: readonly Conversation[] = list.map(
  ({ key, from, subject, daysAgo, time, text, small, unread, folder }) => ({
    key: `notice-${key}`,
    subject,
    daysAgo,
    ...(small && { small }),
    ...(folder && { folder }),
    mails: [{ from, to: ['all-staff'], day: 0, time, text, ...(unread && { unread }) }],
  }),
)
