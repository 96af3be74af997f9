import type { Conversation } from '../../mail/conversation.ts'

const planners = { key: 'town-planners', id: 'Town planners <town-planners.lists.example.org>' }
const practice = { key: 'a11y-practice', id: 'Accessibility in practice <a11y-practice.lists.example.org>' }

/** Threads of the mailing lists the main person reads. */
export const listThreads: readonly Conversation[] = [
  {
    key: 'spirit-level',
    subject: 'Do you still carry a spirit level?',
    daysAgo: 15,
    small: true,
    list: practice,
    mails: [
      {
        from: 'henrik',
        day: 0,
        time: '08:05',
        text: `
          Dear list,

          a colleague laughed at me yesterday because I took a spirit level to a site visit. "There is an app." So I
          measured the same ramp five times with the app and got five numbers between 5.8 and 7.1 percent. The level
          said 6.4, five times.

          What do you use, and how often do you check it?`,
      },
      {
        from: 'marit',
        day: 0,
        time: '10:44',
        text: `
          A level of 60 cm and a folding rule, because nobody in a hearing has ever asked me to calibrate a folding
          rule.

          The app is fine for the first walk. It is the edge of the phone that is the problem: mine has a case with
          rounded corners.`,
      },
      {
        from: 'kofi',
        day: 1,
        time: '07:30',
        text: `
          One more thing from the chair: measure over two metres, not over sixty centimetres. I do not roll over an
          average, I roll over the worst spot, but I need the run-up to get through it.

          If your level is short, put it on a straight plank.`,
      },
      {
        from: 'henrik',
        day: 1,
        time: '09:12',
        text: `
          The plank it is. I have put it into the van with my name on it, so that it comes back.

          Thank you, this is why I stay on this list.`,
      },
    ],
  },
  {
    key: 'list-alt-text',
    subject: 'Describing a map in words',
    daysAgo: 2,
    list: practice,
    mails: [
      {
        from: 'anjali',
        day: 0,
        time: '09:25',
        unread: true,
        text: `
          Hi all,

          how do you describe a city map in a mail? I have 40 words before people stop listening. At the moment I say what
          is in the north, the south, the east and the west, and it sounds like a weather report.`,
      },
      {
        from: 'kofi',
        day: 0,
        time: '11:52',
        unread: true,
        text: `
          I do not want the map. I want the way. "From the station turn left, 200 metres along the river with the water on
          your right, then the ramp." If you know three places people start from, write three ways.`,
      },
      {
        from: 'ruth',
        day: 1,
        time: '08:14',
        unread: true,
        text: `
          What Kofi says, and put the number of metres before the landmark. I count while I walk; if the landmark comes first
          I am already past it when I hear how far it is.`,
      },
    ],
  },
  {
    key: 'list-benches',
    subject: 'Armrests in the middle of benches',
    daysAgo: 20,
    list: practice,
    mails: [
      {
        from: 'beatriz',
        day: 0,
        time: '15:33',
        text: `
          Our supplier puts an armrest in the middle of each bench now. Some of us welcome it because it helps to get up,
          others say it is there so that nobody can sleep. Both are right. What do you order?`,
      },
      {
        from: 'marit',
        day: 0,
        time: '17:20',
        text: `
          One armrest at each end and none in the middle, and every third bench with a high seat. Somebody has to be able to
          lie down on a bench in a city. It might be me.`,
      },
      {
        from: 'devon',
        day: 1,
        time: '10:05',
        text: `
          > One armrest at each end and none in the middle

          +1, and leave 90 cm of flat ground beside one end, for a chair, a pram or a dog.`,
      },
      {
        from: 'ada',
        day: 1,
        time: '11:38',
        text: `
          We have counts from our university: people over 70 sit down every 190 metres. If you have money for either nicer
          benches or closer ones, take closer.`,
      },
    ],
  },
  {
    key: 'list-app',
    subject: 'Asking people to report barriers by app',
    daysAgo: 50,
    list: practice,
    mails: [
      {
        from: 'devon',
        day: 0,
        time: '08:48',
        text: `
          My council wants an app for reporting barriers. I have a telephone number, a mail address and a person who answers
          both. What would an app be better at?`,
      },
      {
        from: 'henrik',
        day: 0,
        time: '09:59',
        text: `
          Photos with a place. Nothing else. We have one and most reports are still calls, because the call ends with "thank
          you, Sam will look at it tomorrow".`,
      },
      {
        from: 'anjali',
        day: 2,
        time: '12:12',
        text: `
          An app is good when it tells you what happened with your report. Ours did not, and people stopped. If you cannot
          answer, do not ask.`,
      },
    ],
  },
  {
    key: 'list-contrast',
    subject: 'Grey on grey, again',
    daysAgo: 85,
    list: practice,
    mails: [
      {
        from: 'ruth',
        day: 0,
        time: '13:00',
        text: `
          New signs at our hospital. Light grey on dark grey, "calming". I was so calm that I missed the eye clinic.

          Does anyone have a text I can send to the architect that is not angry?`,
      },
      {
        from: 'marit',
        day: 0,
        time: '14:45',
        text: `
          "Dear architect, please meet me at the entrance on a sunny day at noon and find the eye clinic with these glasses."
          Enclose the glasses. We have a drawer full of them.`,
      },
      {
        from: 'ruth',
        day: 9,
        time: '16:00',
        text: `
          The glasses worked. New signs in May, white on dark blue. He kept the glasses.`,
      },
    ],
  },
  {
    key: 'list-lift-alarm',
    subject: 'Lifts without a voice',
    daysAgo: 122,
    list: practice,
    mails: [
      {
        from: 'beatriz',
        day: 0,
        time: '10:41',
        text: `
          Our new lifts have touch screens to choose the floor, outside, before you get in. No buttons, no voice. The maker
          says there is a "special mode" if you hold the screen for five seconds. Which screen? I cannot see it.`,
      },
      {
        from: 'kofi',
        day: 0,
        time: '12:20',
        text: `
          Ask for the keypad with the raised 5. Every maker has one in the catalogue, on the page nobody shows you.`,
      },
      {
        from: 'henrik',
        day: 1,
        time: '08:00',
        text: `
          And ask for the announcement "lift C, behind you on the left". Ours says "C". Then everybody with good ears starts
          to run.`,
      },
    ],
  },
  {
    key: 'list-planners-trees',
    subject: 'Tree roots and pavement',
    daysAgo: 38,
    list: planners,
    mails: [
      {
        from: 'henrik',
        day: 0,
        time: '07:55',
        text: `
          Who has a surface for pavements that survives plane trees? Asphalt breaks after four years here, slabs become a sea.`,
      },
      {
        from: 'moira',
        day: 0,
        time: '18:30',
        text: `
          Resin-bound gravel over a root bridge. Costs double, lasts three times as long, wheels like it. Only in the shade it
          grows moss, then it is a slide.`,
      },
    ],
  },
  {
    key: 'list-planners-consult',
    subject: 'Who comes to your evening meetings?',
    daysAgo: 170,
    list: planners,
    mails: [
      {
        from: 'anjali',
        day: 0,
        time: '11:15',
        text: `
          Ours: 30 men over 60 and me. We moved one meeting to Saturday morning into the swimming hall café, and suddenly there
          were prams and teenagers. What else works?`,
      },
      {
        from: 'ada',
        day: 0,
        time: '12:50',
        text: `
          The bus. We took a line 14 for an afternoon, parked it at five stops and asked people about their stop while they
          waited there. 120 conversations, and all of them knew what they were talking about.`,
      },
      {
        from: 'devon',
        day: 1,
        time: '09:45',
        text: `
          The bus is brilliant. Stolen.`,
      },
    ],
  },
  {
    key: 'list-planners-digest',
    subject: 'List rules, twice a year',
    daysAgo: 240,
    list: planners,
    mails: [
      {
        from: 'marit',
        day: 0,
        time: '06:00',
        text: `
          Twice a year, the rules of this list:

          - Write as if somebody will read it aloud, because somebody will.
          - One question for each mail, and say in the end what you did with the answers.
          - Attachments only with a summary in the text.
          - No advertisements. A good product will be mentioned by somebody else.

          1,204 members today, 61 more than in spring.`,
      },
    ],
  },
]
