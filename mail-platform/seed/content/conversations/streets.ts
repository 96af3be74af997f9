import type { Conversation } from '../../mail/conversation.ts'

/** Kerbs, stops, markets and the street before the school. */
export const streets: readonly Conversation[] = [
  {
    key: 'school-street',
    subject: 'School street: the first month',
    daysAgo: 17,
    labels: ['Streets'],
    mails: [
      {
        from: 'carmen',
        to: ['ada', 'dov'],
        day: 0,
        time: '16:10',
        text: `
          Dear both,

          a month ago we closed Mill Lane for cars between 7:45 and 8:15. The numbers, and then the nicer part.

          - 214 children come on foot or by bicycle now, 131 before.
          - Two complaints a day in the first week, none in the fourth.
          - The bus is four minutes faster because nobody turns in front of it.

          The nicer part: the crossing guard has learnt 60 names. She says she had time to.`,
      },
      {
        from: 'dov',
        to: ['carmen', 'ada'],
        day: 0,
        time: '17:25',
        text: `
          Four minutes is a lot. That is one bus less on the line, or the same buses with a break for the drivers. I
          vote for the break.`,
      },
      {
        from: 'ada',
        to: ['carmen', 'dov'],
        cc: ['emi'],
        day: 1,
        time: '09:48',
        text: `
          Emi, this is the page you wanted for the council. Carmen wrote it, I only moved it up: four lines of numbers
          and one sentence people will remember.

          For the next month we need a rule for the two families who come by car because they have to. The guard
          should have a list, and nobody should have to explain themselves at the barrier.`,
      },
      {
        from: 'emi',
        to: ['ada', 'carmen', 'dov'],
        day: 1,
        time: '12:20',
        text: `
          Wonderful. The list is the right way, and it stays with the school, not with us.

          Please keep the sentence about the 60 names.`,
      },
    ],
  },
  {
    key: 'stop-fourteen',
    subject: 'Timetable at the bridge stop hangs too high',
    daysAgo: 8,
    labels: ['Streets'],
    mails: [
      {
        from: 'ada',
        to: ['bus'],
        cc: ['dov'],
        day: 0,
        time: '10:05',
        text: `
          Dear colleagues,

          at the stop "Bridge", line 14, the timetable hangs at 1.75 m. A passenger who uses a wheelchair asks for it
          to come down by 30 cm, and she is right: the standard says the middle of the sheet at 1.30.

          Could you lower it, and check the other stops of the line while you are there?`,
      },
      {
        from: 'bus',
        to: ['ada'],
        cc: ['dov'],
        day: 2,
        time: '14:18',
        text: `
          Lowered today. We looked at all stops of line 14: nine more were too high, and one hung upside down, which
          nobody had ever reported. All done.`,
      },
      {
        from: 'dov',
        to: ['ada'],
        day: 2,
        time: '14:30',
        answers: 1,
        text: `
          Upside down! I have taken that bus for three years.

          Dov`,
      },
    ],
  },
  {
    key: 'night-bus',
    subject: 'Night bus: three options',
    daysAgo: 39,
    labels: ['Streets'],
    mails: [
      {
        from: 'dov',
        to: ['ada', 'emi'],
        day: 0,
        time: '11:32',
        text: `
          Three ways to have a night bus, from cheap to good:

          - A taxi on demand after 22:00, paid like a bus. Cheap, and it only has two cars with a ramp.
          - The last 27 waits for the last train. Costs one driver hour, helps 30 people a night.
          - A real night line once an hour. Costs four driver hours.

          My heart says three, my pencil says two. What do you say?`,
      },
      {
        from: 'emi',
        to: ['dov', 'ada'],
        day: 0,
        time: '14:00',
        text: `
          Two now, three in the paper for next year with the numbers of two. One must come with more than two cars with
          a ramp, or it is not public transport.`,
      },
      {
        from: 'ada',
        to: ['dov', 'emi'],
        day: 1,
        time: '08:59',
        text: `
          Two, yes. Can the driver see whether somebody needs the ramp before the train is in? Otherwise the bus leaves
          while somebody is still in the lift of the station. I have been that somebody's company.`,
      },
      {
        from: 'dov',
        to: ['ada', 'emi'],
        day: 1,
        time: '10:41',
        text: `
          Good point. The station staff can call. I will write "waits until the lift is empty" into the order, in these
          words.`,
      },
    ],
  },
  {
    key: 'christmas-market',
    subject: 'Market stalls and the tactile strip',
    daysAgo: 6,
    labels: ['Streets'],
    mails: [
      {
        from: 'ben',
        to: ['ada', 'grace'],
        day: 0,
        time: '09:10',
        text: `
          The stalls for the winter market arrive on Monday. On the plan from last year three of them stand on the
          tactile strip, and nobody noticed until a visitor walked into the waffles.

          I have drawn a new plan with 90 cm clear on both sides. Before I send it out: is 90 enough?`,
      },
      {
        from: 'grace',
        to: ['ben'],
        cc: ['ada'],
        day: 0,
        time: '10:25',
        text: `
          For the strip 60 on both sides is the rule, so 90 is kind. For the wheelchairs between the stalls it must be
          150, and 180 where two meet.`,
      },
      {
        from: 'ada',
        to: ['ben'],
        cc: ['grace'],
        day: 0,
        time: '11:11',
        text: `
          And power cables: across the path only under a ramped cover, please. Last year I jumped, which was funny, and
          Leroy could not, which was not.`,
      },
      {
        from: 'ben',
        to: ['ada', 'grace'],
        day: 1,
        time: '08:20',
        text: `
          150 and 180 are in, eleven cable covers are ordered. The waffles moved to the corner, where the smell reaches
          everybody.`,
      },
    ],
  },
  {
    key: 'kerb-quay-street',
    subject: 'Kerb at Quay Street 12',
    daysAgo: 52,
    mails: [
      {
        from: 'hana',
        to: ['ada'],
        day: 0,
        time: '13:22',
        text: `
          Hello Ada,

          we open Quay Street for the water main between numbers 8 and 16 in three weeks. If you want the kerb at 12
          lowered, this is the moment: the hole is there anyway and the stone costs nothing extra.

          Hana`,
      },
      {
        from: 'ada',
        to: ['hana'],
        day: 0,
        time: '14:05',
        text: `
          Yes, please! And at 15 on the other side, or people get down and not up again. I send you the sketch today.

          Could you tell me about every hole like this one? I would go round with a list.`,
      },
      {
        from: 'hana',
        to: ['ada'],
        day: 1,
        time: '08:15',
        text: `
          You are on the list of holes from today. It comes every first Monday; do not be shocked by the length.

          Hana`,
      },
    ],
  },
  {
    key: 'benches',
    subject: 'Where people sit',
    daysAgo: 68,
    mails: [
      {
        from: 'university',
        to: ['ada'],
        day: 0,
        time: '10:18',
        text: `
          Dear Ada,

          my students counted for two weeks where people sit down between the station and the harbour. The result
          surprised us: only half of the 311 seats they used are benches. The rest are walls, steps, a planter and the
          edge of the fountain.

          On average people over 70 sat down every 190 metres. Your benches are 400 metres apart. May we present this
          to your team?`,
      },
      {
        from: 'ada',
        to: ['university'],
        cc: ['carmen', 'dov'],
        day: 1,
        time: '11:56',
        text: `
          Dear Sunniva,

          please do, next Thursday at two if that suits you. And bring the planter: I want to know what makes it
          better than the bench beside it.`,
      },
      {
        from: 'university',
        to: ['ada'],
        cc: ['carmen', 'dov'],
        day: 1,
        time: '15:03',
        text: `
          Thursday it is. I can tell you already: it is 48 cm high and in the sun, and the bench is 39 and in the wind.`,
      },
    ],
  },
]
