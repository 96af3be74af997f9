import type { Conversation } from '../../mail/conversation.ts'

/** People of the city write, and most of them get an answer. */
export const enquiries: readonly Conversation[] = [
  {
    key: 'ask-parking',
    subject: 'Parking place near the library',
    daysAgo: 19,
    mails: [
      {
        from: 'osei',
        to: ['ada'],
        day: 0,
        time: '10:31',
        files: ['parking-scan.pdf'],
        text: `
          Dear Madam, I filled in the form for a parking place near the entrance by hand because the computer did not take
          it. The copy shop scanned it for me. I hope it is readable. Rosamund Osei`,
      },
      {
        from: 'ada',
        to: ['osei'],
        cc: ['permits'],
        day: 1,
        time: '09:12',
        text: `
          Dear Ms. Osei,

          it is readable and complete, and you have done everything right. The permit desk decides within two weeks; until
          then you may use the place at the library with the slip I put into the post today.

          We are rebuilding the form. Would you try the new one with us, when it is ready? We pay for the taxi.`,
      },
      {
        from: 'osei',
        to: ['ada'],
        day: 2,
        time: '11:02',
        text: `
          I would like that very much. I have opinions.`,
      },
    ],
  },
  {
    key: 'ask-bakery',
    subject: 'One step at our door',
    daysAgo: 33,
    mails: [
      {
        from: 'bakery',
        to: ['ada'],
        day: 0,
        time: '06:12',
        text: `
          Good morning! We have one step, 14 cm, and a regular customer who calls from outside. May we put a wooden ramp on
          the pavement while we are open?`,
      },
      {
        from: 'ada',
        to: ['bakery'],
        cc: ['ben'],
        day: 0,
        time: '09:30',
        text: `
          Good morning! You may, if 1.50 m of pavement stay free and the ramp is at least 85 cm wide and goes in at night.
          No fee, no form; Ben only needs a photo. We also pay half of a folding one.`,
      },
      {
        from: 'bakery',
        to: ['ada', 'ben'],
        day: 7,
        time: '06:20',
        text: `
          It is out since this morning, and the first who used it was a man with a crate of eggs.`,
      },
    ],
  },
  {
    key: 'ask-gravel',
    subject: 'Gravel on the river path',
    daysAgo: 209,
    mails: [
      {
        from: 'halvorsen',
        to: ['ada'],
        day: 0,
        time: '18:45',
        text: `
          The 180 metres between the weir and the mill are loose gravel. With a walking frame one sinks in. A rolled
          surface would do, it need not be asphalt.

          G. Halvorsen, 84`,
      },
      {
        from: 'ada',
        to: ['halvorsen'],
        cc: ['hana'],
        day: 1,
        time: '10:20',
        text: `
          Dear Mr. Halvorsen,

          you are right, and 180 metres is exactly what I measured too. The path is rolled in April, together with the
          work at the weir. Until then the upper path is firm, with a bench halfway.`,
      },
    ],
  },
  {
    key: 'ask-pram',
    subject: 'Lift at the station: how long?',
    daysAgo: 78,
    mails: [
      {
        from: 'pham',
        to: ['ada'],
        day: 0,
        time: '08:05',
        text: `
          Hi, the lift at the station has been broken for nine days. I carry a pram with twins up 38 steps every morning.
          Who is responsible?`,
      },
      {
        from: 'ada',
        to: ['pham'],
        cc: ['dov'],
        day: 0,
        time: '09:18',
        text: `
          Dear Ms. Pham,

          the railway is, but that is not your problem at 8 in the morning. The mechanic comes tomorrow. Today and
          tomorrow the station staff carry with you: press the blue button beside the lift, it rings at the ticket desk. I
          have just talked to them.`,
      },
      {
        from: 'pham',
        to: ['ada'],
        day: 2,
        time: '08:10',
        text: `
          It runs! And the man from the ticket desk knows both babies by name now.`,
      },
    ],
  },
  {
    key: 'ask-crossing',
    subject: 'Green is too short at Harbour Street',
    daysAgo: 64,
    mails: [
      {
        from: 'delgado',
        to: ['ada'],
        day: 0,
        time: '17:12',
        text: `
          At the crossing by the pharmacy green lasts 11 seconds. I need 16, and I am not the slowest. Could you look at
          it?`,
      },
      {
        from: 'ada',
        to: ['delgado'],
        cc: ['dov'],
        day: 1,
        time: '11:25',
        text: `
          Dear Mr. Delgado,

          Dov set it to 19 seconds this morning. If it is still too short when it is icy, tell me, and we look again.`,
      },
    ],
  },
  {
    key: 'ask-polling',
    subject: 'Is the polling place step-free?',
    daysAgo: 36,
    mails: [
      {
        from: 'okonkwo',
        to: ['ada'],
        day: 0,
        time: '21:40',
        text: `
          My father votes at the gym of the primary school. The card says "accessible", but last time there was a mat
          nobody could roll over. Can you tell me whether it is gone?`,
      },
      {
        from: 'ada',
        to: ['okonkwo'],
        day: 1,
        time: '09:02',
        text: `
          Dear Mr. Okonkwo,

          I went there this morning: the mat is gone, the door opens by itself, and one of the booths is at sitting
          height. If anything is different on Sunday, call the number on the card; somebody comes at once.`,
      },
    ],
  },
  {
    key: 'ask-tactile',
    subject: 'Bicycles on the guiding strip',
    daysAgo: 28,
    mails: [
      {
        from: 'winifred',
        to: ['ada'],
        day: 0,
        time: '16:22',
        text: `
          I met four bicycles today, all of them parked on the strip from the station to the bus, and one with my knee. Could
          there be a sign? Or a bicycle rack in the right place, which is what I would prefer.`,
      },
      {
        from: 'ada',
        to: ['winifred'],
        cc: ['dov'],
        day: 1,
        time: '10:30',
        text: `
          Dear Winifred, a rack it is. Dov has twelve left over from the school; they are set up on Thursday where the
          bicycles want to be anyway. How is the knee?`,
      },
      {
        from: 'winifred',
        to: ['ada'],
        day: 1,
        time: '18:01',
        text: `
          Blue and proud. Thank you.`,
      },
    ],
  },
  {
    key: 'ask-dog',
    subject: 'Water bowl at City Hall',
    daysAgo: 150,
    mails: [
      {
        from: 'fraser',
        to: ['ada'],
        day: 0,
        time: '15:15',
        text: `
          My guide dog and I spent two hours in your waiting room, everybody was kind, and she was thirsty. A bowl and a tap
          would be a small thing.`,
      },
      {
        from: 'ada',
        to: ['fraser'],
        day: 1,
        time: '08:48',
        text: `
          Dear Ms. Fraser, a bowl stands beside the water fountain since this morning, with a name on it: "for working
          dogs". Please tell us if it should be higher or lower.`,
      },
    ],
  },
  {
    key: 'ask-festival',
    subject: 'Lantern festival: viewing platform',
    daysAgo: 112,
    mails: [
      {
        from: 'rossi',
        to: ['ada'],
        day: 0,
        time: '12:55',
        text: `
          Every year I see the backs of people and hear that it is beautiful. Could there be a raised place for those of us
          who sit?`,
      },
      {
        from: 'ada',
        to: ['rossi'],
        cc: ['carmen'],
        day: 2,
        time: '14:14',
        text: `
          Dear Ms. Rossi, there will be one, 30 cm high, for eight chairs and eight companions, beside the bandstand. Eight is
          a guess; we count and build it larger next year if it is full.`,
      },
      {
        from: 'rossi',
        to: ['ada'],
        day: 20,
        time: '23:12',
        flagged: true,
        text: `
          It was full, and it WAS beautiful. Thank you. Twelve next year!`,
      },
    ],
  },
  {
    key: 'ask-quay-tenants',
    subject: 'Entrance hall of Quay Street 30',
    daysAgo: 49,
    mails: [
      {
        from: 'tenants',
        to: ['ada'],
        day: 0,
        time: '19:30',
        text: `
          We collected 41 signatures for a handrail on the left side, too. Two of us had a stroke, on the other side so to
          speak. The landlord says it is your decision because the house is listed.`,
      },
      {
        from: 'ada',
        to: ['tenants'],
        cc: ['ben'],
        day: 1,
        time: '13:33',
        text: `
          It is, and it is yes. A rail fixed to the joints and not to the stones harms nothing. Ben sends the letter to your
          landlord today; please put it on the board for the 41.`,
      },
    ],
  },
  {
    key: 'ask-cyclist',
    subject: 'Cobbles on Ferry Lane',
    daysAgo: 131,
    mails: [
      {
        from: 'cyclist',
        to: ['ada'],
        day: 0,
        time: '07:50',
        text: `
          Is there any plan to take out the cobbles? My hand bike loses a screw a week. I collect them, I have a jar.`,
      },
      {
        from: 'ada',
        to: ['cyclist'],
        day: 0,
        time: '11:11',
        text: `
          Dear Mr. Donnelly, they stay, they are 200 years old, but a smooth strip of sawn stones 1.40 m wide comes through
          the middle in spring. May I borrow the jar for the council?`,
      },
      {
        from: 'cyclist',
        to: ['ada'],
        day: 0,
        time: '12:04',
        text: `
          You may. It rattles impressively.`,
      },
    ],
  },
  {
    key: 'ask-hotel',
    subject: 'Which of our rooms may we call accessible?',
    daysAgo: 87,
    mails: [
      {
        from: 'hotel',
        to: ['ada'],
        day: 0,
        time: '10:00',
        text: `
          Dear City, guests ask us every week and we never know what to say. Is there a list? Two rooms have wide doors, one
          has a shower without a step, but it is not the same one.`,
      },
      {
        from: 'ada',
        to: ['hotel'],
        day: 1,
        time: '15:20',
        text: `
          Say what is, not what it is called: "Room 3: door 92 cm, bed 55 cm high, shower with a step of 12 cm." People know
          their own measures. Grace comes by with a folding rule, if you like.`,
      },
    ],
  },
  {
    key: 'ask-student',
    subject: 'Interview for my thesis on detours',
    daysAgo: 22,
    mails: [
      {
        from: 'student',
        to: ['ada'],
        day: 0,
        time: '14:32',
        text: `
          Dear Ms. Lindqvist,

          I write my thesis on the length of step-free detours and would like to ask you five questions, by mail or in
          person. The first one: do you measure detours in metres or in minutes?

          Wei Jie Lim`,
      },
      {
        from: 'ada',
        to: ['student'],
        day: 1,
        time: '16:40',
        text: `
          In invitations that people decline. But come on Tuesday at ten and we talk about metres and minutes as well.`,
      },
    ],
  },
  {
    key: 'ask-florist',
    subject: 'Buckets on the pavement',
    daysAgo: 71,
    mails: [
      {
        from: 'florist',
        to: ['ada'],
        day: 0,
        time: '09:12',
        text: `
          A gentleman with a cane was cross with my tulips. Where may they stand so that we both have a good day?`,
      },
      {
        from: 'ada',
        to: ['florist'],
        day: 0,
        time: '11:40',
        text: `
          Along the wall and not along the kerb: he follows the kerb. If all buckets are on one line, he even likes the smell
          as a landmark. I asked him.`,
      },
    ],
  },
  {
    key: 'ask-scouts',
    subject: 'Canoes and a ramp',
    daysAgo: 160,
    mails: [
      {
        from: 'scouts',
        to: ['ada'],
        day: 0,
        time: '20:15',
        text: `
          Two of our scouts use wheelchairs, and the jetty has three steps. We would build a ramp ourselves. Are we allowed
          to?`,
      },
      {
        from: 'ada',
        to: ['scouts'],
        cc: ['farid'],
        day: 1,
        time: '12:32',
        text: `
          Dear Bram, yes, with Farid's drawing and his stamp on it. He has one in the drawer from another jetty. Bring cake,
          he never says so.`,
      },
      {
        from: 'scouts',
        to: ['ada', 'farid'],
        day: 24,
        time: '17:45',
        text: `
          Built, stamped, tested by both. One of them went straight into the water, on purpose.`,
      },
    ],
  },
  {
    key: 'ask-grandmother',
    subject: 'Thank you letter',
    daysAgo: 62,
    mails: [
      {
        from: 'grandmother',
        to: ['ada'],
        day: 0,
        time: '11:05',
        text: `
          Dear Miss Lindqvist, my granddaughter types this for me. The new bench at the cemetery is at the right place. I sit
          there on Sundays and tell him the news. Pilar Soto`,
      },
    ],
  },
  {
    key: 'ask-choir',
    subject: 'Stage with a ramp for Sunday',
    daysAgo: 25,
    mails: [
      {
        from: 'choir',
        to: ['ada'],
        day: 0,
        time: '22:11',
        text: `
          Is the stage from the summer, the one with the ramp, free on Sunday? One of our altos rolls, and last time she sang
          from beside the piano.`,
      },
      {
        from: 'ada',
        to: ['choir'],
        cc: ['hana'],
        day: 1,
        time: '08:36',
        text: `
          It is, and Hana's people bring it on Saturday. The alto belongs with the altos.`,
      },
    ],
  },
  {
    key: 'ask-neighbour',
    subject: 'Building noise before seven',
    daysAgo: 10,
    mails: [
      {
        from: 'neighbour',
        to: ['ada'],
        day: 0,
        time: '06:41',
        text: `
          They are drilling again. It is 6:41. I understand that the water main is important.`,
      },
      {
        from: 'ada',
        to: ['neighbour'],
        cc: ['hana'],
        day: 0,
        time: '09:00',
        text: `
          Dear Mr. Nair, you are right, they may start at seven. Hana has talked to the foreman, and from tomorrow they begin
          with the work that makes no noise. I am sorry about this morning.`,
      },
    ],
  },
  {
    key: 'ask-map',
    subject: 'Error on your map',
    daysAgo: 7,
    mails: [
      {
        from: 'yilmaz',
        to: ['ada'],
        day: 0,
        time: '20:03',
        unread: true,
        text: `
          The printed map of step-free ways is very good. One correction: the passage behind the cinema has a step since the
          works, about 6 cm, and the map sends you through it. I came home with a bent wheel.

          Best wishes
          Deniz Yılmaz`,
      },
    ],
  },
  {
    key: 'ask-shuttle',
    subject: 'Will the shuttle go on Sundays?',
    daysAgo: 4,
    mails: [
      {
        from: 'moira',
        to: ['ada'],
        day: 0,
        time: '13:17',
        unread: true,
        text: `
          I read in the Courier that a shuttle replaces the old bridge from August. Will it also go on Sunday mornings? The
          church is on the other side, and so is my sister.

          Moira Campbell`,
      },
    ],
  },
  {
    key: 'ask-light',
    subject: 'Motion light in the underpass',
    daysAgo: 2,
    mails: [
      {
        from: 'fraser',
        to: ['ada'],
        day: 0,
        time: '07:31',
        unread: true,
        text: `
          The new motion light in the underpass does not see me. I suppose it looks for people who are taller. My dog jumped,
          and then it came on.

          Could it look a little lower?`,
      },
    ],
  },
]
