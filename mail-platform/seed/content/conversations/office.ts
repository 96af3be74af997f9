import type { Conversation } from '../../mail/conversation.ts'

/** Colleagues among themselves. */
export const office: readonly Conversation[] = [
  {
    key: 'leave-cover',
    subject: 'Out of office while I am away',
    daysAgo: 13,
    mails: [
      {
        from: 'ada',
        to: ['ben'],
        cc: ['emi'],
        day: 0,
        time: '11:20',
        text: `
          Ben, I am away from the 21st to the 30th next month. Could you answer for the permit desk in my place? I show
          you the two odd cases on Monday.`,
      },
      {
        from: 'ben',
        to: ['ada'],
        cc: ['emi'],
        day: 0,
        time: '12:45',
        text: `
          Of course. Only two odd cases? Then the year was good.`,
      },
      {
        from: 'emi',
        to: ['ada', 'ben'],
        day: 0,
        time: '13:30',
        text: `
          Fine with me. Enjoy it, and leave the laptop here, I mean it.`,
      },
    ],
  },
  {
    key: 'chair-height',
    subject: 'Desk by the window',
    daysAgo: 45,
    mails: [
      {
        from: 'jonas',
        to: ['ada'],
        day: 0,
        time: '08:20',
        text: `
          Hi Ada, is the desk by the window still free? Mine is under the air vent and my papers move like a school of
          fish.`,
      },
      {
        from: 'ada',
        to: ['jonas'],
        day: 0,
        time: '08:52',
        text: `
          It is yours from tomorrow. It goes up and down with the lever on the left; please leave it high on Thursdays,
          Winifred works there when she visits.`,
      },
      {
        from: 'jonas',
        to: ['ada'],
        day: 0,
        time: '09:01',
        text: `
          Thank you!! High on Thursdays, I wrote it on the lever.`,
      },
    ],
  },
  {
    key: 'apprentice-report',
    subject: 'My report for the school, can you read it?',
    daysAgo: 31,
    mails: [
      {
        from: 'jonas',
        to: ['ada', 'grace'],
        day: 0,
        time: '17:05',
        text: `
          Dear Ada and Grace,

          the school wants four pages about "a task of my own". I wrote about the ramps. My teacher says that the
          sentence "a ramp is a promise in concrete" is too much. Is it?

          Jonas`,
      },
      {
        from: 'grace',
        to: ['jonas', 'ada'],
        day: 1,
        time: '09:35',
        text: `
          Keep it. Cut the two sentences around it, then it can breathe.`,
      },
      {
        from: 'ada',
        to: ['jonas', 'grace'],
        day: 1,
        time: '10:10',
        text: `
          It is not too much, it is true. Page three is a bit thin: say what went wrong with the swimming hall and how
          you noticed. That is the part nobody else could write.`,
      },
      {
        from: 'jonas',
        to: ['ada', 'grace'],
        day: 12,
        time: '15:40',
        flagged: true,
        text: `
          I got the best mark of the year. The teacher read the swimming hall aloud.

          Thank you both, and there will be plum cake.`,
      },
    ],
  },
  {
    key: 'course-plain-words',
    subject: 'Course: writing in plain words',
    daysAgo: 24,
    mails: [
      {
        from: 'ines',
        to: ['ada', 'ben', 'carmen', 'hana', 'jonas'],
        day: 0,
        time: '10:50',
        text: `
          Dear colleagues,

          you asked for it: a morning about plain words, with our own letters as the material. Please each bring one
          letter you are not proud of. Names blacked out, of course.

          I bring the one about the dog licence.`,
      },
      {
        from: 'ada',
        to: ['ines'],
        day: 0,
        time: '11:31',
        text: `
          I bring the letter about the scaffolding. It has a sentence of 71 words, and I wrote it.`,
      },
      {
        from: 'hana',
        to: ['ines', 'ada', 'ben', 'carmen', 'jonas'],
        day: 1,
        time: '07:58',
        answers: 0,
        text: `
          71 is good. I have one with 84 and no verb.

          Hana`,
      },
    ],
  },
  {
    key: 'map-print',
    subject: 'Map of step-free ways: proof',
    daysAgo: 58,
    mails: [
      {
        from: 'printer',
        to: ['ada'],
        day: 0,
        time: '09:27',
        files: ['poster.pdf'],
        text: `
          Good morning,

          the proof of the map is attached. On our screen the light green and the light grey are hard to tell apart. Is
          that intended?

          Quayside Print`,
      },
      {
        from: 'ada',
        to: ['printer'],
        cc: ['carmen'],
        day: 0,
        time: '10:15',
        text: `
          Good eyes, thank you. It is not intended. Please make the step-free ways a thick dark line and the others a
          thin dashed one, then the colour does not matter at all.`,
      },
      {
        from: 'printer',
        to: ['ada'],
        cc: ['carmen'],
        day: 1,
        time: '08:08',
        text: `
          Much better, also in black and white. We print 2,000 tonight.`,
      },
    ],
  },
  {
    key: 'sign-language',
    subject: 'Interpreter for the open house',
    daysAgo: 43,
    mails: [
      {
        from: 'carmen',
        to: ['ada'],
        day: 0,
        time: '11:03',
        text: `
          We have the interpreter at 11 and at 14. She asks for two things: the script two days before, and a lamp that
          lights her hands and not the wall behind.

          Do we have such a lamp?`,
      },
      {
        from: 'ada',
        to: ['carmen'],
        day: 0,
        time: '11:40',
        text: `
          We have the reading lamp from the archive, and I have just carried it to your door. Script on Wednesday, I
          promise.`,
      },
      {
        from: 'deaf',
        to: ['carmen', 'ada'],
        day: 9,
        time: '19:55',
        answers: null,
        subject: 'Thank you for the light',
        text: `
          Hello Carmen, hello Ada,

          I was at the open house with my class. It was the first city event where I understood the questions of the
          others too, because somebody repeated them towards the interpreter. And the light was right!

          Juno Marsh`,
      },
    ],
  },
  {
    key: 'two-screens',
    subject: 'Second screen',
    daysAgo: 102,
    mails: [
      {
        from: 'helpdesk',
        to: ['ada'],
        day: 0,
        time: '13:00',
        text: `
          Your request HD-3317 "second screen, 27 inch, matt" is approved. We bring it on Friday between 9 and 11.

          Please keep the old cable, we need it for the meeting room.`,
      },
      {
        from: 'ada',
        to: ['helpdesk'],
        day: 0,
        time: '13:25',
        text: `
          Thank you! Friday suits me. The cable lies on my desk with a bow.`,
      },
    ],
  },
]
