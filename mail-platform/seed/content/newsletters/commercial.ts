import type { Newsletter } from '../../newsletters/issue.ts'

export const pavingWorld: Newsletter = {
  key: 'paving-world',
  name: 'PAVING WORLD',
  from: { name: 'Paving World', address: 'news@paving-world.example' },
  site: 'paving-world.example',
  colour: '#8a5a00',
  layout: 'cards',
  hasRealText: false,
  everyDays: 21,
  newestDaysAgo: 5,
  time: '16:16',
  unread: 2,
  readers: ['ada'],
  issues: [
    {
      subject: 'NEW: slabs that do not wobble',
      preheader: 'Only until the end of the month',
      stories: [
        { title: 'Nova 40', text: 'Four millimetres thicker, forty years of silence.' },
        { title: 'Joint sand, fine', text: 'Weeds hate it. So do ants.' },
        { title: 'Tactile studs', text: 'In nine colours, eight of which you cannot use.' },
        { title: 'Meet us', text: 'Hall 3, stand 114. There will be gravel.' },
      ],
    },
    {
      subject: 'Granite is back!',
      preheader: 'And cheaper than last year',
      stories: [
        { title: 'Granite, sawn', text: 'Flat as a table and rough enough for rain.' },
        { title: 'Granite, flamed', text: 'For people who like the look of old.' },
        { title: 'Kerbs, low', text: 'Zero to six centimetres in one stone.' },
      ],
    },
    {
      subject: 'Your guide to drains',
      preheader: 'Slots, grids and the wheel that got stuck',
      stories: [
        { title: 'Slots below 8 mm', text: 'The only ones a cane does not fall into.' },
        { title: 'Grids across', text: 'Never along the way people roll.' },
      ],
    },
    {
      subject: 'Autumn sale: bollards',
      preheader: 'Buy ten, lock nine',
      stories: [
        { title: 'Bollard, visible', text: 'With a light band at 90 centimetres.' },
        { title: 'Bollard, folding', text: 'With a key that nobody finds.' },
      ],
    },
    {
      subject: 'What your competitors pave with',
      preheader: 'You are a city, but still',
      stories: [
        { title: 'Rubber', text: 'Made of what used to be tyres.' },
        { title: 'Wood', text: 'Made of what used to be trees.' },
      ],
    },
    {
      subject: 'We have moved (our warehouse, not our prices)',
      preheader: 'New address inside',
      stories: [
        { title: 'New warehouse', text: 'Twelve ramps, all of them ours.' },
        { title: 'Old warehouse', text: 'Thank you, old warehouse.' },
      ],
    },
  ],
}

export const harbourBuses: Newsletter = {
  key: 'harbour-buses',
  name: 'Harbour Buses',
  from: { name: 'Harbour Buses', address: 'news@harbourbuses.example' },
  site: 'harbourbuses.example',
  colour: '#005a9c',
  layout: 'single',
  hasRealText: true,
  everyDays: 60,
  newestDaysAgo: 10,
  time: '12:00',
  unread: 0,
  readers: ['ada'],
  issues: [
    {
      subject: 'Winter timetable: line 27 waits for the last train',
      preheader: 'From the 1st, every evening',
      stories: [
        {
          title: 'Line 27 waits',
          text: 'Every evening the last 27 waits at the station until the last train is in and the lift is empty.',
          picture: 'A bus with its ramp out, at night',
        },
        { title: 'Line 14', text: 'The timetables at all stops hang at a height you can read sitting down.' },
      ],
    },
    {
      subject: 'Four minutes faster past the school',
      preheader: 'Thanks to a closed street',
      stories: [
        {
          title: 'Four minutes',
          text: 'Since Mill Lane is a school street our buses pass it without stopping. The drivers get the minutes.',
        },
      ],
    },
    {
      subject: 'New buses: what the doors say',
      preheader: 'They speak outside, too',
      stories: [
        {
          title: 'The doors speak',
          text: 'When the doors open, the bus says its line and where it goes, outwards, in the direction of the people who wait.',
        },
      ],
    },
    {
      subject: 'Detours during the works at Quay Street',
      preheader: 'Until the 30th',
      stories: [
        {
          title: 'Quay Street',
          text: 'The stop moves 60 metres to the corner. The kerb there is ready, the bench comes on Monday.',
        },
      ],
    },
  ],
}

export const millhavenLibrary: Newsletter = {
  key: 'library-news',
  name: 'Millhaven Library',
  from: { name: 'Millhaven Library', address: 'news@library.example' },
  site: 'library.example',
  colour: '#2e5d34',
  layout: 'cards',
  hasRealText: true,
  everyDays: 45,
  newestDaysAgo: 4,
  time: '15:00',
  unread: 1,
  readers: ['ada'],
  issues: [
    {
      subject: 'Books with large letters, and a large evening',
      preheader: 'Thursday, seven o’clock',
      stories: [
        {
          title: '212 new books in large print',
          text: 'They stand at the front, not in the corner, because that is where the light is.',
        },
        { title: 'Evening with the author', text: 'With interpreter and loop. She signs books afterwards, in ink.' },
      ],
    },
    {
      subject: 'The reading summer, in numbers',
      preheader: '61 children, 903 books',
      stories: [
        {
          title: '903 books',
          text: 'Read by 61 children. One read 70, one read the same one eleven times, and both got the medal.',
        },
        { title: 'Audio books', text: 'You may borrow the player as well. It has five buttons.' },
      ],
    },
    {
      subject: 'Quiet hours',
      preheader: 'Tuesday and Friday until eleven',
      stories: [
        {
          title: 'Quiet hours',
          text: 'No tours, no music, half the lights. It started as a trial for autistic readers. Everybody comes.',
        },
        { title: 'Thank you', text: 'To the volunteers who read newspapers aloud, 40 years this month.' },
      ],
    },
    {
      subject: 'We count our steps',
      preheader: 'There are two left',
      stories: [
        {
          title: 'Two steps left',
          text: 'The one in the cellar and the one in front of the children. The city is working on the second.',
        },
        { title: 'New opening hours', text: 'Saturday until five.' },
      ],
    },
  ],
}
