import type { Conversation } from '../../mail/conversation.ts'

/** What arrives at the permit desk and the help desk, and what they answer. */
export const roleMail: readonly Conversation[] = [
  {
    key: 'permits-kiosk',
    subject: 'Ice cream kiosk, two metres to the left',
    daysAgo: 1,
    small: true,
    mails: [
      {
        from: 'kiosk',
        to: ['permits'],
        day: 0,
        time: '16:45',
        text: `
          Hello, the kiosk at the harbour is mine. At the new place I have shade for the ice cream. May I? I can draw it.`,
      },
    ],
  },
  {
    key: 'permits-tables',
    subject: 'Four tables before the café',
    daysAgo: 5,
    small: true,
    mails: [
      {
        from: 'bakery',
        to: ['permits'],
        day: 0,
        time: '05:58',
        text: `
          May we put four tables outside from April? We measured: 2.40 m stay free for people who pass.`,
      },
      {
        from: 'permits',
        to: ['bakery'],
        day: 1,
        time: '09:14',
        text: `
          You may, from 7 to 22. Please leave the corner free, the guiding strip turns there. The paper follows by post.`,
      },
    ],
  },
  {
    key: 'permits-tree',
    subject: 'May I fell the birch behind my garage?',
    daysAgo: 12,
    mails: [
      {
        from: 'halvorsen',
        to: ['permits'],
        day: 0,
        time: '19:20',
        text: `
          The left one of the two. It leans towards the neighbour, who is nice about it so far.`,
      },
      {
        from: 'permits',
        to: ['halvorsen'],
        day: 3,
        time: '10:40',
        text: `
          Our forester looked: it leans because of the light and stands well. He will come each spring and look again. Please
          tell your neighbour that he may sleep.`,
      },
    ],
  },
  {
    key: 'permits-party',
    subject: 'Street party on Ferry Lane',
    daysAgo: 26,
    mails: [
      {
        from: 'cyclist',
        to: ['permits'],
        day: 0,
        time: '12:30',
        text: `
          We would like to close Ferry Lane on the 14th from 15 to 22. 80 people, one band, no fireworks, one jar of screws.`,
      },
      {
        from: 'permits',
        to: ['cyclist'],
        day: 2,
        time: '11:02',
        text: `
          Closed for you from 14 to 23, so that nobody has to hurry. The fire brigade asks for a lane of 3.50 m. Have a good
          time.`,
      },
    ],
  },
  {
    key: 'permits-shelter',
    subject: 'Site plan for the bicycle shelter',
    daysAgo: 1,
    mails: [
      {
        from: 'school',
        to: ['permits'],
        cc: ['ada'],
        day: 0,
        time: '11:35',
        files: ['parking-scan.pdf'],
        unread: true,
        text: `
          Here is the site plan for application 0417, signed. Our scanner gives every file the same name, please forgive it.`,
      },
    ],
  },
  {
    key: 'permits-sign',
    subject: 'Sign above the door',
    daysAgo: 44,
    mails: [
      {
        from: 'florist',
        to: ['permits'],
        day: 0,
        time: '10:10',
        text: `
          Do I need a permit for a wooden tulip, 60 cm, above the door?`,
      },
      {
        from: 'permits',
        to: ['florist'],
        day: 0,
        time: '13:45',
        text: `
          Not if its lower edge hangs higher than 2.30 m. Above that, any flower is free.`,
      },
    ],
  },
  {
    key: 'permits-cargo',
    subject: 'Unloading before 7',
    daysAgo: 71,
    mails: [
      {
        from: 'hotel',
        to: ['permits'],
        day: 0,
        time: '15:00',
        text: `
          Our laundry comes at 6:30. The new sign says from 7. Is there an exception for sheets?`,
      },
      {
        from: 'permits',
        to: ['hotel'],
        day: 1,
        time: '09:30',
        text: `
          There is one for quiet things. Sheets are quiet; please ask the driver to be, too.`,
      },
    ],
  },
  {
    key: 'helpdesk-caption',
    subject: 'Captions on my telephone speak Norwegian',
    daysAgo: 2,
    small: true,
    mails: [
      {
        from: 'dov',
        to: ['helpdesk'],
        day: 0,
        time: '10:55',
        text: `
          Since the update my captions are in Norwegian. I understand more than I thought, but not the numbers.`,
      },
      {
        from: 'helpdesk',
        to: ['dov'],
        day: 0,
        time: '11:20',
        text: `
          Speech bubble, three seconds, second entry. Sorry, or "beklager", as it would say.`,
      },
    ],
  },
  {
    key: 'helpdesk-mouse',
    subject: 'A keyboard with large keys',
    daysAgo: 6,
    small: true,
    mails: [
      {
        from: 'hana',
        to: ['helpdesk'],
        day: 0,
        time: '08:12',
        text: `
          I broke my wrist (left, kerb, my own). Could I have the keyboard with the large keys for six weeks, and a mouse for
          the right?`,
      },
      {
        from: 'helpdesk',
        to: ['hana'],
        day: 0,
        time: '08:40',
        text: `
          Jonas brings both in ten minutes and sets up sticky keys with you. Get well; we will tell nobody about the kerb.`,
      },
    ],
  },
  {
    key: 'helpdesk-screen-reader',
    subject: 'Screen reader on the public computer',
    daysAgo: 15,
    mails: [
      {
        from: 'library',
        to: ['helpdesk'],
        day: 0,
        time: '13:30',
        text: `
          The public computer number 3 speaks since yesterday, loudly, about everything. Children love it. How do we give it
          headphones?`,
      },
      {
        from: 'helpdesk',
        to: ['library'],
        day: 0,
        time: '14:10',
        text: `
          The socket is on the left side below the edge. Control, Alt, S turns the voice on and off. We send you a card with
          raised letters for the desk.`,
      },
    ],
  },
  {
    key: 'helpdesk-password',
    subject: 'My password ends on Friday',
    daysAgo: 23,
    mails: [
      {
        from: 'carmen',
        to: ['helpdesk'],
        day: 0,
        time: '09:05',
        text: `
          A mail says my password ends on Friday and gives me a link. Is it from you?`,
      },
      {
        from: 'helpdesk',
        to: ['carmen', 'grace'],
        day: 0,
        time: '09:09',
        text: `
          No! Well asked. Our passwords do not end, and we never send links. We have blocked the sender.`,
      },
    ],
  },
  {
    key: 'helpdesk-projector',
    subject: 'Projector in 210 hums in B flat',
    daysAgo: 38,
    mails: [
      {
        from: 'emi',
        to: ['helpdesk'],
        day: 0,
        time: '16:20',
        text: `
          It hums in B flat, and Winifred's hearing aid does not like it.`,
      },
      {
        from: 'helpdesk',
        to: ['emi'],
        day: 1,
        time: '08:30',
        text: `
          It was the fan. It now hums in nothing.`,
      },
    ],
  },
]
