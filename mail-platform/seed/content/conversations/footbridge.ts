import type { Conversation } from '../../mail/conversation.ts'

/** The step-free footbridge over the river, from the first sketch to the council. */
export const footbridge: readonly Conversation[] = [
  {
    key: 'footbridge-variants',
    subject: 'Footbridge: three variants on one page',
    daysAgo: 61,
    small: true,
    labels: ['Footbridge'],
    mails: [
      {
        from: 'farid',
        to: ['river-project'],
        day: 0,
        time: '10:12',
        files: ['footbridge.png'],
        text: `
          Hello all,

          attached is variant B as a drawing. In words, for everybody who cannot or does not want to look at it:

          Two straight ramps, each 40 metres long, one from Harbour Street and one from the mill. Slope six percent,
          a level landing every nine metres, a handrail at two heights on both sides. In the middle the deck is level
          for 30 metres, with a bench and a place for a wheelchair beside it.

          Variant A is the short one with two hairpin turns, variant C needs a lift at each end. My order is B, A, C.
          What is yours?

          Farid`,
      },
      {
        from: 'grace',
        to: ['farid'],
        cc: ['river-project'],
        day: 0,
        time: '11:55',
        text: `
          B, and not by a little.

          A hairpin on a slope means turning and braking at once. With a manual chair that is the one place where
          people tip over. And a lift at each end is two lifts that can be out of order; ours was, eleven days last
          year.

          One wish for B: let the landings be a different colour and a different sound under the wheels.`,
      },
      {
        from: 'maren',
        to: ['farid', 'grace', 'ada'],
        day: 1,
        time: '08:20',
        text: `
          The trust can live with B if the piers stay out of the shallow part. The kingfishers nest in the left bank
          between March and July; if you build, please build from the mill side and after July.

          > a bench and a place for a wheelchair beside it

          Thank you for this. I have sat alone next to many benches.`,
      },
      {
        from: 'ada',
        to: ['maren', 'farid', 'grace'],
        day: 1,
        time: '14:33',
        text: `
          Then B it is, built from the mill side, starting in August. I put that into the paper for the council:

          - variant B, landings every nine metres in a contrasting surface
          - no pier within twelve metres of the left bank
          - building from August to November

          Farid, can you give me the price difference between B and A in one sentence? The council will ask.

          Ada`,
      },
      {
        from: 'farid',
        to: ['ada'],
        day: 2,
        time: '09:05',
        answers: 3,
        text: `
          B costs nine percent more to build and about a third less to keep, because there is no steel to repaint at
          the turns.

          Farid`,
      },
    ],
  },
  {
    key: 'footbridge-council-paper',
    subject: 'Paper for the council: please cut',
    daysAgo: 44,
    labels: ['Footbridge'],
    mails: [
      {
        from: 'ines',
        to: ['ada', 'farid'],
        day: 0,
        time: '08:41',
        text: `
          Ada, Farid,

          the paper has eleven pages. The council reads two. Could you bring it down to two and put the rest behind?

          What I would want to know if I were them: what it costs, who can use it who cannot now, and what happens if
          we do nothing.`,
      },
      {
        from: 'ada',
        to: ['ines', 'farid'],
        day: 1,
        time: '16:12',
        text: `
          Two pages and a half. The half is the sentence of a woman from Mill Road who crosses by taxi because the old
          bridge has 41 steps: 18 minutes on foot would be 4. I could not cut her.`,
      },
      {
        from: 'ines',
        to: ['ada', 'farid'],
        day: 2,
        time: '07:50',
        text: `
          Keep her. I cut my own introduction instead, now it is two.`,
      },
    ],
  },
  {
    key: 'footbridge-vote',
    subject: 'The council said yes',
    daysAgo: 27,
    labels: ['Footbridge'],
    mails: [
      {
        from: 'farid',
        to: ['river-project', 'emi', 'ines'],
        day: 0,
        time: '18:52',
        flagged: true,
        text: `
          Seventeen to two, variant B, with the landings and the bench.

          One of the two said afterwards that he had voted no because of the colour of the model. I will paint it.

          Farid`,
      },
      {
        from: 'maren',
        to: ['farid', 'ada', 'grace'],
        day: 0,
        time: '20:31',
        text: `
          The kingfishers send their regards. So do I.`,
      },
      {
        from: 'ada',
        to: ['farid', 'maren', 'grace'],
        day: 1,
        time: '08:45',
        text: `
          I have read the sentence three times, because it is such a good one. Cake at three, at my desk, with a ramp
          made of marzipan.`,
      },
      {
        from: 'press',
        to: ['ada'],
        day: 1,
        time: '10:20',
        answers: null,
        subject: 'Footbridge: two questions for tomorrow’s paper',
        text: `
          Dear Ms. Lindqvist,

          congratulations. Two questions for tomorrow's page three:

          1. How long will people have to use the taxi shuttle while you build?
          2. Is it true that there will be a bench in the middle?

          I need an answer by 16:00.`,
      },
      {
        from: 'ada',
        to: ['press'],
        cc: ['ines'],
        day: 1,
        time: '13:15',
        text: `
          Dear Mr. Reyes,

          1. From August to November. The shuttle costs nothing, comes every fifteen minutes and has a ramp.
          2. Yes, with room for a wheelchair beside it, so that two people can look at the water together.`,
      },
      {
        from: 'press',
        to: ['ada'],
        day: 1,
        time: '13:40',
        text: `
          Thank you. The second answer is the headline.`,
      },
    ],
  },
  {
    key: 'footbridge-surface',
    subject: 'Surface of the landings: samples',
    daysAgo: 5,
    labels: ['Footbridge'],
    mails: [
      {
        from: 'farid',
        to: ['ada', 'grace'],
        day: 0,
        time: '10:35',
        text: `
          Four samples lie in the court yard until Friday: ribbed concrete, rubber, wood, and a granite I cannot pay.

          Please walk, roll and knock on them. I want to know how they sound when wet.

          Farid`,
      },
      {
        from: 'grace',
        to: ['farid', 'ada'],
        day: 1,
        time: '13:20',
        text: `
          Rolled over all four with the watering can in my lap. Rubber is silent, so nobody hears the landing. Wood
          hums, lovely, and is slippery. Ribbed concrete it is, with the ribs across.`,
      },
      {
        from: 'leroy',
        to: ['farid', 'ada', 'grace'],
        day: 2,
        time: '18:45',
        unread: true,
        text: `
          I knocked on them with my cane this afternoon while Grace was not looking. Ribbed concrete, and please not
          the wood: it speaks like a door.

          On behalf of the council I add that the granite was very elegant.`,
      },
    ],
  },
]
