import type { Conversation } from '../../mail/conversation.ts'

const folder = 'Archive'

/** What is settled and kept: the older half of the eighteen months. */
export const archived: readonly Conversation[] = [
  {
    key: 'first-day',
    small: true,
    subject: 'Welcome to City Planning',
    daysAgo: 546,
    folder,
    mails: [
      {
        from: 'emi',
        to: ['ada'],
        day: 0,
        time: '08:30',
        flagged: true,
        text: `
          Dear Ada,

          welcome! Your desk is the one by the window, the lever on its left moves it up and down. Ben shows you the
          permit desk at ten, Grace takes you round the entrances after lunch, and at four there is cake, because it is
          Dov's birthday and not because of you, but you may have some.

          The one thing I want you to know on your first day: when a plan and a person disagree, go and look.`,
      },
      {
        from: 'ada',
        to: ['emi'],
        day: 0,
        time: '16:50',
        text: `
          Thank you, Emi. I went and looked: the ramp at the court yard is steeper than on the plan. I have written it
          down.

          The cake was excellent.`,
      },
      {
        from: 'emi',
        to: ['ada'],
        day: 1,
        time: '07:58',
        text: `
          On the first day! Then you will stay with us for a while.`,
      },
    ],
  },
  {
    key: 'stop-list',
    subject: 'List of all bus stops with their kerbs',
    daysAgo: 511,
    folder,
    mails: [
      {
        from: 'dov',
        to: ['ada'],
        day: 0,
        time: '14:20',
        text: `
          Here is what we know about the 96 stops: 31 have a kerb the bus can dock to, 40 do not, and for 25 nobody has
          ever looked. If you want a reason to walk through the whole city, this is one.`,
      },
      {
        from: 'ada',
        to: ['dov'],
        day: 0,
        time: '15:10',
        text: `
          I want one. Ten stops on each Wednesday, and I bring a folding rule. Do you come along for the first ten?`,
      },
      {
        from: 'dov',
        to: ['ada'],
        day: 14,
        time: '17:40',
        text: `
          For the record: 25 unknown stops are now 9 good, 14 bad and 2 that do not exist.`,
      },
    ],
  },
  {
    key: 'hearing-loop',
    subject: 'Hearing loop in room 210',
    daysAgo: 472,
    folder,
    mails: [
      {
        from: 'winifred',
        to: ['ada'],
        day: 0,
        time: '19:15',
        text: `
          Dear Ada,

          at the meeting on Monday I heard the coffee machine perfectly and the speaker not at all. Is it possible that
          the loop is there but nobody switches it on?

          Winifred Achebe`,
      },
      {
        from: 'ada',
        to: ['winifred'],
        cc: ['grace'],
        day: 1,
        time: '09:05',
        text: `
          Dear Winifred,

          it is worse: the switch was behind the cupboard. Grace moved the cupboard, and now a sign says what the switch
          does and asks the person who opens the meeting to press it.`,
      },
      {
        from: 'winifred',
        to: ['ada', 'grace'],
        day: 8,
        time: '20:02',
        text: `
          Tonight I heard every word. Some of them I could have done without, but that is democracy.`,
      },
    ],
  },
  {
    key: 'old-plan',
    subject: 'Plan of the old bridge from 1911',
    daysAgo: 430,
    folder,
    mails: [
      {
        from: 'archive',
        to: ['ada'],
        day: 0,
        time: '11:48',
        text: `
          Dear Ms. Lindqvist,

          we found the drawing you asked for. Interesting for you: the first design had ramps. They were crossed out in
          pencil, with the note "steps are cheaper, 210".

          A copy goes out by post; the original does not travel.`,
      },
      {
        from: 'ada',
        to: ['farid', 'grace'],
        day: 0,
        time: '13:02',
        forwards: true,
        text: `
          You will not believe this. "Steps are cheaper, 210." One hundred and fifteen years of detours for 210.`,
      },
      {
        from: 'farid',
        to: ['ada', 'grace'],
        day: 0,
        time: '13:40',
        text: `
          I want this on the wall behind the model when the council votes.

          Farid`,
      },
    ],
  },
  {
    key: 'county-grant',
    subject: 'Grant for step-free stops: what we need from you',
    daysAgo: 390,
    folder,
    labels: ['Budget'],
    mails: [
      {
        from: 'olu',
        to: ['ada'],
        cc: ['emi'],
        day: 0,
        time: '10:22',
        text: `
          Dear Ada,

          the county pays 60 percent of new kerbs at bus stops next year. I need three things by the 15th:

          1. a list of stops in the order you would build them,
          2. the number of passengers for each, roughly,
          3. one page on how you chose the order.

          The third decides. Everybody sends me number one.`,
      },
      {
        from: 'ada',
        to: ['olu'],
        cc: ['emi', 'dov'],
        day: 3,
        time: '15:55',
        text: `
          Dear Olu,

          all three are in the shared folder. The order is simple: first where somebody has to be lifted today, then
          where nobody even tries any more, then the rest. The second group has no passengers, that is the point of it.`,
      },
      {
        from: 'olu',
        to: ['ada', 'emi'],
        day: 19,
        time: '09:30',
        flagged: true,
        text: `
          14 stops are granted, in your order. The page about the second group went round our house.`,
      },
      {
        from: 'emi',
        to: ['ada'],
        day: 19,
        time: '09:51',
        text: `
          I am dancing. Nobody is watching, the door is closed.`,
      },
    ],
  },
  {
    key: 'market-toilet',
    subject: 'Key for the toilet at the market hall',
    daysAgo: 352,
    folder,
    mails: [
      {
        from: 'nurse',
        to: ['ada'],
        day: 0,
        time: '12:40',
        text: `
          Hello,

          I accompany people who need the accessible toilet at the market. The key is at the fish stall. The fish stall
          closes at two. You see the problem.

          Amara Diallo, community care`,
      },
      {
        from: 'ada',
        to: ['nurse'],
        cc: ['ben'],
        day: 1,
        time: '10:12',
        text: `
          Dear Ms. Diallo,

          I see it, and I laughed, and then I was ashamed. From Monday the door opens with the common key that people
          who need it have anyway, at all hours.`,
      },
      {
        from: 'nurse',
        to: ['ada'],
        day: 6,
        time: '16:08',
        text: `
          It works. The fishmonger says he will miss the visitors.`,
      },
    ],
  },
  {
    key: 'scaffolding',
    subject: 'Scaffolding on Harbour Street',
    daysAgo: 318,
    folder,
    mails: [
      {
        from: 'architect',
        to: ['ada'],
        day: 0,
        time: '15:30',
        text: `
          Dear Ms. Lindqvist,

          our scaffolding stands on Harbour Street until March. You asked for a passage of 1.50 m. We can offer 1.10, or
          the other side of the street.`,
      },
      {
        from: 'ada',
        to: ['architect'],
        cc: ['ben'],
        day: 0,
        time: '16:47',
        text: `
          Dear Ms. Brandt,

          the other side has two steps. Please build the passage through the scaffolding, 1.50 wide and 2.20 high, with
          a light. The permit depends on it; I am glad to come by and look for the centimetres with you.`,
      },
      {
        from: 'architect',
        to: ['ada'],
        day: 2,
        time: '09:44',
        text: `
          We found them: the container moves to the yard. 1.62, with light. I admit it also looks better.`,
      },
    ],
  },
  {
    key: 'winter-clearing',
    subject: 'Snow on the kerbs',
    daysAgo: 300,
    folder,
    mails: [
      {
        from: 'ada',
        to: ['hana', 'ines'],
        day: 0,
        time: '08:20',
        text: `
          Good morning, the ploughs did the roads beautifully and left a wall of snow on every lowered kerb. I counted 31
          between the station and City Hall.

          Is there a way to clear the kerbs in the same round?`,
      },
      {
        from: 'hana',
        to: ['ada', 'ines'],
        day: 0,
        time: '09:41',
        text: `
          Yes, if two people follow the plough with shovels. I have the people from 5 to 7. What I do not have is a list
          of the kerbs.`,
      },
      {
        from: 'ada',
        to: ['hana', 'ines'],
        day: 0,
        time: '10:05',
        files: ['ramp-survey.csv'],
        text: `
          I do! List attached, in the order of the plough's route. Hot drinks for the two are on City Planning.`,
      },
      {
        from: 'ines',
        to: ['ada', 'hana'],
        day: 1,
        time: '07:35',
        text: `
          I walked to work this morning and did not have to climb once. Thank you both.`,
      },
    ],
  },
  {
    key: 'theatre-seats',
    subject: 'Places for wheelchairs in the boathouse theatre',
    daysAgo: 262,
    folder,
    mails: [
      {
        from: 'theatre',
        to: ['ada'],
        day: 0,
        time: '13:25',
        text: `
          Dear Ada,

          we are rebuilding the stalls and can have six places for wheelchairs instead of two. My technician wants them
          all in the last row, "where they do not disturb". I want to hear it from you before I answer him.`,
      },
      {
        from: 'ada',
        to: ['theatre'],
        day: 0,
        time: '14:36',
        text: `
          Dear Lena,

          spread them: two in the third row, two in the middle, two at the back, each beside an ordinary seat that can
          be booked with it. People go to the theatre with somebody.

          And ask your technician to watch one play from the place he has in mind.`,
      },
      {
        from: 'theatre',
        to: ['ada'],
        day: 5,
        time: '11:19',
        text: `
          He watched it. The places are in the third row now, and he wants to know about the stage door.`,
      },
    ],
  },
  {
    key: 'taxi-ramps',
    subject: 'Taxis with ramps',
    daysAgo: 224,
    folder,
    mails: [
      {
        from: 'taxi',
        to: ['ada'],
        day: 0,
        time: '09:02',
        text: `
          We would buy a third car with a ramp if we knew that somebody rides in it between 9 and 12. Does the city know?`,
      },
      {
        from: 'dov',
        to: ['taxi', 'ada'],
        day: 1,
        time: '14:00',
        text: `
          We asked the three day centres: 22 trips a week in these hours that nobody offers today. I send you the list of
          times without names.

          Dov`,
      },
      {
        from: 'taxi',
        to: ['ada', 'dov'],
        day: 3,
        time: '10:30',
        text: `
          22 is enough. The car comes in May.`,
      },
    ],
  },
  {
    key: 'museum-labels',
    subject: 'Labels in the mill museum',
    daysAgo: 181,
    folder,
    mails: [
      {
        from: 'museum',
        to: ['ada', 'grace'],
        day: 0,
        time: '10:10',
        text: `
          Our labels are white on glass, eleven points. Very elegant, and I have watched people bend down in front of
          them like reeds. What size should I ask the printer for?`,
      },
      {
        from: 'grace',
        to: ['museum'],
        cc: ['ada'],
        day: 0,
        time: '11:22',
        text: `
          24 points, dark on light, 1.20 to 1.50 m high, and not on the glass. And read one aloud before you print: if you
          need two breaths, it is too long.`,
      },
      {
        from: 'museum',
        to: ['grace', 'ada'],
        day: 30,
        time: '16:45',
        text: `
          Printed, hung, done. Visitors stay nine minutes longer on average. Our director thinks it is the new café.`,
      },
    ],
  },
  {
    key: 'retirement',
    subject: 'A card for Otto',
    daysAgo: 137,
    folder,
    mails: [
      {
        from: 'carmen',
        to: ['planning'],
        day: 0,
        time: '10:00',
        text: `
          Otto from the archive retires on Friday after 38 years. The card lies on my desk under the blue folder; please
          write more than your name.`,
      },
      {
        from: 'ada',
        to: ['carmen'],
        day: 0,
        time: '10:44',
        text: `
          Done. I wrote about the drawing from 1911.`,
      },
    ],
  },
  {
    key: 'fountain',
    subject: 'The fountain is off again',
    daysAgo: 95,
    folder,
    mails: [
      {
        from: 'hana',
        to: ['ada', 'carmen'],
        day: 0,
        time: '09:31',
        text: `
          Before people write to you: the fountain at the station is off until Tuesday. A child put a whole bottle of
          shampoo in, and it was glorious, and now the filter is full.`,
      },
      {
        from: 'carmen',
        to: ['hana', 'ada'],
        day: 0,
        time: '09:50',
        text: `
          Eleven people have written already. Nine of them sent pictures and hearts.`,
      },
    ],
  },
]
