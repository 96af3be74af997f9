import type { Newsletter } from '../../newsletters/issue.ts'

export const accessLetter: Newsletter = {
  key: 'access-letter',
  name: 'The Access Letter',
  from: { name: 'The Access Letter', address: 'letter@access-letter.example' },
  site: 'access-letter.example',
  colour: '#7a1f5c',
  layout: 'single',
  hasRealText: true,
  everyDays: 30,
  newestDaysAgo: 1,
  time: '06:05',
  unread: 1,
  readers: ['ada'],
  issues: [
    {
      subject: 'Doors that open themselves, and one that should not',
      preheader: 'A library, a bakery and a lesson about sensors',
      stories: [
        {
          title: 'The bakery that widened its door by a hand',
          text: 'Eleven centimetres were missing. The owner took out the frame, not the wall, and the whole job took one Monday. She says the pushchairs alone paid for it.',
          picture: 'A shop door with a level threshold',
        },
        {
          title: 'When a door opens too often',
          text: 'An automatic door beside a footpath opened for every passer-by and froze the reading room. The mend was a button at two heights and a sentence on the glass.',
        },
        {
          title: 'Ask us anything: how heavy may a door be?',
          text: 'Short answer: if you need your shoulder, it is too heavy. Long answer, with numbers and a spring scale, on our page.',
          picture: 'A hand scale hooked to a door handle',
        },
      ],
    },
    {
      subject: 'A playground that was tested by its experts',
      preheader: 'Nine children, two slides, one long list',
      stories: [
        {
          title: 'Nine children and a list',
          text: 'Before the playground in Ostervik was built, nine children with very different bodies tried it in cardboard. Their list had 31 points. The architect says the cardboard was the best money of the project.',
          picture: 'A cardboard model of a slide',
        },
        {
          title: 'Sand is not the problem, the edge is',
          text: 'A board of eight centimetres round the sand pit keeps the sand in and the wheels out. A ramp of sand, renewed each week, costs a shovel and ten minutes.',
        },
        {
          title: 'From our letters',
          text: 'A reader asks why swings for adults cost four times as much. We asked three makers and got three silences.',
        },
      ],
    },
    {
      subject: 'How to read a timetable with your ears',
      preheader: 'Three stations, three voices',
      stories: [
        {
          title: 'Three stations, three voices',
          text: 'One announces everything, one nothing, one only the delays. We spent a day with a blind commuter who likes the third best, and her reasons are worth reading.',
          picture: 'A loudspeaker under a station roof',
        },
        {
          title: 'The button that says where you are',
          text: 'At forty stops a button reads the next departures aloud. It is pressed 900 times a day, mostly by people who can see the board and have no glasses with them.',
        },
      ],
    },
    {
      subject: 'Toilets: the issue we postponed for two years',
      preheader: 'Turning circles, hooks and bins',
      stories: [
        {
          title: 'The hook',
          text: 'Of 50 accessible toilets we visited, 44 had the hook for the coat at 1.80 m. It is the cheapest fault in the country.',
        },
        {
          title: 'The bin',
          text: 'And in 29 of them a large bin stood exactly where a chair has to turn. Nobody planned it. Nobody moved it.',
          picture: 'A floor plan with a bin in the turning circle',
        },
        {
          title: 'The one that got it right',
          text: 'A petrol station on the coast road. The owner measured it with his brother.',
          picture: 'A clean, bright, empty washroom',
        },
      ],
    },
    {
      subject: 'Plain words save money, and here is how much',
      preheader: 'A pension office counted its telephone calls',
      stories: [
        {
          title: 'A pension office counted',
          text: 'After rewriting one letter of two pages, calls about it fell from 1,900 a month to 640. The letter is now one page and has a telephone number at the top, which fewer people need.',
        },
        {
          title: 'Words we no longer use',
          text: 'Hereby, aforementioned, pursuant. A reader sent us a jar with a slot for each, ten cents a word.',
          picture: 'A glass jar full of coins',
        },
      ],
    },
    {
      subject: 'Winter: salt, shovels and lowered kerbs',
      preheader: 'Where the plough leaves its snow',
      stories: [
        {
          title: 'Where the plough leaves its snow',
          text: 'On the lowered kerb, of course, because it is the lowest point. Two cities changed the angle of the blade for three seconds at each crossing. It works.',
          picture: 'A snow plough from behind',
        },
        {
          title: 'Salt and guide dogs',
          text: 'Salt hurts paws. Grit does not. A map of gritted ways exists for four cities, and we would like to have a fifth.',
        },
      ],
    },
    {
      subject: 'The lift that everybody loves',
      preheader: 'It is slow, it is glass, it has a bench',
      stories: [
        {
          title: 'A bench in a lift',
          text: 'The lift to the upper town needs 70 seconds. It has a bench for three and a window to the sea. People ride it twice.',
          picture: 'A glass lift above a harbour',
        },
        {
          title: 'What to do when a lift is out of order',
          text: 'Say it before people are there: on the way, at the other lift, on the telephone. Say until when. Say how else.',
        },
      ],
    },
    {
      subject: 'Who is missing? A question for every meeting',
      preheader: 'One empty chair and what it does',
      stories: [
        {
          title: 'One empty chair',
          text: 'A council puts an empty chair at the table and somebody has to say who would sit there. It takes one minute and has moved two bus lines.',
        },
        {
          title: 'Captions for the town hall',
          text: 'Live captions, written by a person, 60 an hour. Half of those who read them did not ask for them.',
          picture: 'A screen with captions beside a speaker',
        },
      ],
    },
    {
      subject: 'Colour is a nice extra',
      preheader: 'Maps, lines and the eight percent',
      stories: [
        {
          title: 'Metro maps without colour',
          text: 'We printed twelve metro maps in black and white. Four still worked. Their lines have letters, widths and shapes, and they were the more beautiful ones anyway.',
          picture: 'A metro map in black and white',
        },
        {
          title: 'Red and green, side by side',
          text: 'The new door lights of a supermarket: red for closed, green for open, same shape, same place. One man in twelve waits politely.',
        },
      ],
    },
    {
      subject: 'Our first birthday, and your 412 letters',
      preheader: 'Thank you, in numbers',
      stories: [
        {
          title: 'Your 412 letters',
          text: '118 about kerbs, 74 about doors, 31 about forms, 1 about a goose. We answered all of them, the goose twice.',
          picture: 'A stack of letters, a goose in front of it',
        },
      ],
    },
    {
      subject: 'Kerbs: the three-centimetre war is over',
      preheader: 'Both sides were right, and a third way exists',
      stories: [
        {
          title: 'Three centimetres',
          text: 'Wheels want none, canes want three. A kerb that is level for one metre and six centimetres high beside it, with a strip that leads to each, ended a quarrel of twenty years in one afternoon.',
          picture: 'A crossing with a level and a raised part',
        },
      ],
    },
  ],
}
