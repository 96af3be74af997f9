import type { Newsletter } from '../../newsletters/issue.ts'

export const cityHallWeekly: Newsletter = {
  key: 'city-hall-weekly',
  name: 'City Hall Weekly',
  from: { name: 'Front desk', address: 'front-desk@example.gov' },
  site: 'intranet.example.gov',
  colour: '#1b3a4b',
  layout: 'bulletin',
  hasRealText: true,
  everyDays: 14,
  newestDaysAgo: 3,
  time: '07:30',
  unread: 0,
  readers: ['all-staff'],
  issues: [
    {
      subject: 'City Hall Weekly: a lift, a kiosk and 46 kilos of apples',
      preheader: '',
      stories: [
        {
          title: 'The court yard lift',
          text: 'The part comes on Thursday. Until then the harbour lift takes you everywhere, and it has the better view.',
        },
        {
          title: 'Apples',
          text: 'The tree behind the archive gave 46 kilos. They stand in boxes beside the front desk; take a bag, leave the boxes.',
        },
        {
          title: 'Welcome',
          text: 'The registry has a new colleague on Monday, room 017. Knock loudly, she works with headphones.',
        },
      ],
    },
    {
      subject: 'City Hall Weekly: who can fold the large map?',
      preheader: '',
      stories: [
        {
          title: 'The large map',
          text: 'It was unfolded for the council and has not been itself since. Whoever folds it wins a coffee.',
        },
        {
          title: 'First aid',
          text: 'Six places are free in the course on the 9th. The chairs are real chairs this time.',
        },
      ],
    },
    {
      subject: 'City Hall Weekly: seventeen to two',
      preheader: '',
      stories: [
        {
          title: 'The footbridge',
          text: 'The council voted for variant B. The model stands in the hall and may be touched; the bench in the middle has the size of a sugar cube.',
        },
        { title: 'Umbrellas', text: 'Nine umbrellas, all black, all yours. Lost property, 13 to 15.' },
      ],
    },
    {
      subject: 'City Hall Weekly: open house, closed doors',
      preheader: '',
      stories: [
        {
          title: 'Open house',
          text: 'Saturday from 10. Please lock your own room and leave the corridor lights on, people like to look in.',
        },
        {
          title: 'The dinosaur shoe',
          text: 'Found last year, found again this year, size 27 both times. The foot has not grown or there are two.',
        },
      ],
    },
    {
      subject: 'City Hall Weekly: the water is fine',
      preheader: '',
      stories: [
        {
          title: 'Brown water',
          text: 'On Tuesday it was rust, not mud, and harmless. The pipe on the second floor is new now.',
        },
        { title: 'Choir', text: 'Wednesdays at 17:30 in room 004. Basses are begged for.' },
      ],
    },
    {
      subject: 'City Hall Weekly: summer, officially',
      preheader: '',
      stories: [
        {
          title: 'Shorts',
          text: 'Are fine. So the heads of both departments have decided in a meeting of four minutes.',
        },
        { title: 'Holiday cover', text: 'Please enter who answers for you, not only that you are away.' },
      ],
    },
  ],
}
