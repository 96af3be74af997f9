import type { Conversation } from '../../mail/conversation.ts'

/** Small things between larger ones, over the whole eighteen months. */
export const everyday: readonly Conversation[] = [
  {
    key: 'every-keys',
    subject: 'Key for the map cabinet',
    daysAgo: 1,
    mails: [
      {
        from: 'dov',
        to: ['ada'],
        day: 0,
        time: '09:12',
        text: `
          Do you have the key for the map cabinet, the one with the red string? I need the sheet of 1964.`,
      },
      {
        from: 'dov',
        to: ['ada'],
        day: 0,
        time: '09:20',
        unread: true,
        text: `
          Found it. It was in the map cabinet.`,
      },
    ],
  },
  {
    key: 'every-hedge',
    subject: 'Hedge over the pavement at Mill Road 22',
    daysAgo: 3,
    mails: [
      {
        from: 'hana',
        to: ['ada'],
        day: 0,
        time: '07:40',
        unread: true,
        text: `
          The hedge at Mill Road 22 leaves 70 cm. I have put a friendly card into the letter box; if nothing happens by the
          15th we cut it ourselves. Just so that you know what to say when they call.

          Hana`,
      },
    ],
  },
  {
    key: 'every-translation',
    subject: 'Leaflet in eleven languages',
    daysAgo: 5,
    mails: [
      {
        from: 'carmen',
        to: ['ada', 'grace'],
        day: 0,
        time: '15:50',
        unread: true,
        text: `
          The leaflet about help at the counter comes back from the translators: eleven languages, and easy words as the
          twelfth. The Arabic one starts at what I would call the back, so please do not "correct" the folding.

          Can one of you check that the telephone number is the same in all of them? I found two already that were not.`,
      },
    ],
  },
  {
    key: 'every-interview',
    subject: 'Interview questions for the new planner',
    daysAgo: 11,
    mails: [
      {
        from: 'emi',
        to: ['ada', 'dov'],
        day: 0,
        time: '14:25',
        text: `
          Five people come on Monday. I would like each of us to ask one question and to ask it of all five. Mine is: "Which
          place in this city would you change first, and whom would you ask?"

          What is yours?`,
      },
      {
        from: 'dov',
        to: ['emi', 'ada'],
        day: 0,
        time: '15:02',
        text: `
          "How did you get here this morning, and what was bad about it?"`,
      },
      {
        from: 'ada',
        to: ['emi', 'dov'],
        day: 0,
        time: '15:30',
        text: `
          "Tell us about something you built or wrote that did not work for somebody, and how you found out."

          And can we send all three questions beforehand? Some people are better on the second day than in the first minute.`,
      },
    ],
  },
  {
    key: 'every-ferry',
    subject: 'Ferry ramp at low tide',
    daysAgo: 92,
    mails: [
      {
        from: 'farid',
        to: ['ada', 'grace'],
        day: 0,
        time: '11:10',
        text: `
          At low tide the ferry ramp has 16 percent. Nothing to be done about the moon, but we can say it: the timetable now
          has a small wave at the departures where the ramp is steep, and the crew helps at those.`,
      },
      {
        from: 'grace',
        to: ['farid', 'ada'],
        day: 0,
        time: '12:00',
        text: `
          Please add the words, too. A wave means nothing to a screen reader and very little to me.`,
      },
    ],
  },
  {
    key: 'every-noise',
    subject: 'The talking crossing is too loud at night',
    daysAgo: 105,
    mails: [
      {
        from: 'tenants',
        to: ['ada'],
        day: 0,
        time: '22:58',
        text: `
          We like that the crossing ticks. We like it less at three in the morning. Can it whisper?`,
      },
      {
        from: 'dov',
        to: ['tenants', 'ada'],
        day: 1,
        time: '10:35',
        text: `
          It can: it measures the noise of the street and stays 5 decibels above it. Ours had forgotten to. Tonight it whispers.

          Dov`,
      },
    ],
  },
  {
    key: 'every-swim',
    subject: 'Pool lift: who may use it alone?',
    daysAgo: 140,
    mails: [
      {
        from: 'hana',
        to: ['ada', 'grace'],
        day: 0,
        time: '13:05',
        text: `
          The swimming hall asks whether guests may use the new pool lift without the staff. The maker's book says no, the
          guests say yes.`,
      },
      {
        from: 'grace',
        to: ['hana', 'ada'],
        day: 1,
        time: '09:18',
        text: `
          I called the maker. The book is from before the remote control. Whoever has been shown once may use it alone, and a
          guest gets a small card that says so.`,
      },
    ],
  },
  {
    key: 'every-model',
    subject: 'Tactile model of the old town',
    daysAgo: 165,
    mails: [
      {
        from: 'museum',
        to: ['ada'],
        day: 0,
        time: '12:22',
        text: `
          The foundry sends a question: how high must the church tower be in the bronze model so that nobody gets hurt and
          everybody finds it?`,
      },
      {
        from: 'winifred',
        to: ['ada', 'museum'],
        day: 2,
        time: '18:18',
        text: `
          Ada asked me. 14 cm, with a rounded top, and leave the roof tiles away: my finger wants the street, not the tiles.

          Please make the river rough. It always is.`,
      },
    ],
  },
  {
    key: 'every-data',
    subject: 'Open data: may we publish the kerbs?',
    daysAgo: 198,
    mails: [
      {
        from: 'student',
        to: ['ada'],
        day: 0,
        time: '10:45',
        text: `
          I have put all 412 kerbs you gave me on a map that plans step-free ways. May it be public? It already saved my
          flatmate eleven minutes.`,
      },
      {
        from: 'ines',
        to: ['student', 'ada'],
        day: 3,
        time: '15:15',
        text: `
          It may. Public money, public kerbs. Please write the day of the survey on it, kerbs change.`,
      },
    ],
  },
  {
    key: 'every-flood',
    subject: 'Flood drill: who needs help on the stairs',
    daysAgo: 247,
    mails: [
      {
        from: 'hana',
        to: ['planning'],
        day: 0,
        time: '08:08',
        text: `
          In the drill on Thursday the ground floor "floods" at 10:20. Please tell me beforehand, and only me, if you need a
          hand or a chair. The list is shredded at noon.`,
      },
      {
        from: 'hana',
        to: ['planning'],
        day: 4,
        time: '12:30',
        text: `
          Everybody was upstairs after six minutes. The last one was me, I had forgotten the list and went back to shred it.`,
      },
    ],
  },
  {
    key: 'every-sound',
    subject: 'Sound file for the museum entrance',
    daysAgo: 283,
    mails: [
      {
        from: 'museum',
        to: ['ada'],
        day: 0,
        time: '16:16',
        text: `
          We want to guide people to the door by sound. The children voted for the mill wheel. The guards voted for anything
          else.`,
      },
    ],
  },
  {
    key: 'every-paper',
    subject: 'Guest article: what a kerb can tell',
    daysAgo: 331,
    mails: [
      {
        from: 'press',
        to: ['ada'],
        day: 0,
        time: '09:50',
        text: `
          Dear Ms. Lindqvist, readers liked the piece about the snow. Would you write 400 words about a kerb? Any kerb.`,
      },
      {
        from: 'press',
        to: ['ada'],
        day: 9,
        time: '17:10',
        text: `
          Printed uncut. We had eleven letters, ten of them about other kerbs.`,
      },
    ],
  },
  {
    key: 'every-oak',
    subject: 'Handrail made of oak',
    daysAgo: 365,
    mails: [
      {
        from: 'architect',
        to: ['ada', 'farid'],
        day: 0,
        time: '11:25',
        text: `
          For the town hall stairs: oak, oiled, 42 mm round, with a notch on the underside that says the floor in Braille. A
          carpenter in the county does it. Shall I ask for a price?`,
      },
      {
        from: 'farid',
        to: ['architect', 'ada'],
        day: 1,
        time: '07:30',
        text: `
          Ask. Warm hand, good grip. I would come to work by the stairs.

          Farid`,
      },
    ],
  },
  {
    key: 'every-counter',
    subject: 'Height of the new counter',
    daysAgo: 402,
    mails: [
      {
        from: 'ben',
        to: ['ada'],
        day: 0,
        time: '10:28',
        text: `
          The carpenter is here: 72 or 80 cm for the lower half of the permit desk?`,
      },
      {
        from: 'grace',
        to: ['ben', 'ada'],
        day: 0,
        time: '10:41',
        text: `
          80 at the most at the top, 70 free below, and no drawer under it: knees.`,
      },
      {
        from: 'ben',
        to: ['ada', 'grace'],
        day: 5,
        time: '08:55',
        text: `
          It is in. Yesterday a boy of four put his own drawing on it and asked for a permit. Granted.`,
      },
    ],
  },
  {
    key: 'every-clock',
    subject: 'Station clock: seven minutes',
    daysAgo: 455,
    mails: [
      {
        from: 'delgado',
        to: ['ada'],
        day: 0,
        time: '18:02',
        text: `
          Probably you are the wrong office: the station clock is seven minutes fast. I like it, I catch every train. I only
          want it to be known.`,
      },
    ],
  },
  {
    key: 'every-first-survey',
    subject: 'What annoyed you on your way to work?',
    daysAgo: 500,
    mails: [
      {
        from: 'carmen',
        to: ['planning'],
        day: 0,
        time: '08:59',
        text: `
          One line each, please, before ten, for the start of the walking plan. Mine: the bin in the middle of Mill Lane.`,
      },
      {
        from: 'emi',
        to: ['planning'],
        day: 0,
        time: '09:30',
        text: `
          Waiting three minutes for eleven seconds of green.`,
      },
      {
        from: 'ben',
        to: ['planning'],
        day: 0,
        time: '09:44',
        text: `
          A sign that says "pavement closed", and nothing that says what now.`,
      },
    ],
  },
  {
    key: 'every-glasses',
    subject: 'Reading glasses at the front desk',
    daysAgo: 532,
    mails: [
      {
        from: 'grace',
        to: ['ada'],
        day: 0,
        time: '11:12',
        text: `
          You asked what the basket at the front desk is: reading glasses, 1.0 to 3.0, to borrow. Eleven pairs. We started with
          five; people bring theirs.`,
      },
    ],
  },
]
