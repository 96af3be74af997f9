import type { Conversation } from '../../mail/conversation.ts'

/** What is going on now: the mails at the top of the main person's inbox. */
export const thisWeek: readonly Conversation[] = [
  {
    key: 'harbour-kiosk',
    subject: 'Harbour kiosk: can you look before noon?',
    daysAgo: 0,
    small: true,
    mails: [
      {
        from: 'ben',
        to: ['ada'],
        day: 0,
        time: '09:48',
        unread: true,
        text: `
          Good morning Ada,

          the ice cream kiosk at the harbour wants to move two metres to the left, and the new place is right beside
          the tactile strip. Before I say yes: how much room do you need between the strip and the counter?

          The owner is standing at my desk and is very friendly about it. A short answer is enough, I can write the
          official one.

          Thanks
          Ben`,
      },
    ],
  },
  {
    key: 'lift-out-of-order',
    subject: 'Lift at City Hall out of order until Thursday',
    daysAgo: 0,
    small: true,
    labels: ['Access'],
    mails: [
      {
        from: 'grace',
        to: ['all-staff'],
        day: 0,
        time: '08:15',
        unread: true,
        text: `
          Hello everybody,

          the lift on the court yard side stopped last night and the part arrives on Thursday. The harbour side lift
          works and reaches every floor.

          - If you have a visitor who needs step-free access, please meet them at the harbour entrance.
          - If your own desk is hard to reach this way, tell me and we find you a place on the ground floor today.
          - The evening class of the music school moves to room 004.

          I will write again when it runs.`,
      },
    ],
  },
  {
    key: 'budget-review',
    subject: 'Budget review moved to Thursday',
    daysAgo: 1,
    small: true,
    labels: ['Budget'],
    mails: [
      {
        from: 'emi',
        to: ['ada', 'ben'],
        cc: ['ines'],
        day: 0,
        time: '15:20',
        files: ['agenda.pdf', 'budget.xlsx'],
        flagged: true,
        text: `
          Good afternoon,

          the county asked for the revised numbers before the meeting, so I moved us to *Thursday, 14:00, room 210*.
          The agenda is attached; the second column of the workbook shows what changed since October.

          Two things I need from you by Wednesday noon:

          - the training hours of your team, and
          - whether anyone needs the documents in large print or as plain text.

          Thank you
          Emi`,
      },
      {
        from: 'ben',
        to: ['emi'],
        cc: ['ada', 'ines'],
        day: 0,
        time: '16:02',
        unread: true,
        text: `
          Eleven hours, all of them the course on the new permit forms. Large print for me, please: the grey figures
          in the workbook are hard to read on the projector in 210.

          Ben`,
      },
    ],
  },
  {
    key: 'screen-reader-session',
    subject: 'Notes from the screen reader session',
    daysAgo: 3,
    small: true,
    labels: ['Access'],
    folder: 'Projects/Website renewal',
    mails: [
      {
        from: 'grace',
        to: ['ada', 'priya'],
        day: 0,
        time: '17:41',
        flagged: true,
        text: `
          Ada, Priya,

          four people, three screen readers, five tasks on the draft of the parking form. The good part: everybody
          found the form and nobody got lost in the menu.

          What did not work:

          - The date field speaks "edit, blank" and nothing else. Three of four guessed the format wrong.
          - After "Next", focus stays on the button and the new step is silent. Winifred pressed it twice and skipped
          a step.
          - The error says "Invalid input". She asked me whether the machine was talking about her.

          What people liked: the summary at the end, read as one list, with a link back to each answer.`,
      },
      {
        from: 'priya',
        to: ['grace', 'ada'],
        day: 1,
        time: '09:30',
        text: `
          Thank you both, this is worth more than a week of guessing.

          We will move the focus to the heading of each step, give the date three plain fields, and rewrite all error
          messages. Could we have the wording from you? You know better than we do how people ask at the counter.`,
      },
      {
        from: 'ada',
        to: ['priya'],
        cc: ['grace'],
        day: 1,
        time: '11:05',
        text: `
          You get the wording on Friday. One rule I would like to keep from the start: a message names the field, says
          what is missing, and gives an example. "Enter the day, for example 27" is enough.

          Ada`,
      },
    ],
  },
  {
    key: 'permit-site-plan',
    subject: 'Application 0417: one more document',
    daysAgo: 2,
    small: true,
    mails: [
      {
        from: 'permits',
        to: ['ada'],
        day: 0,
        time: '08:52',
        text: `
          Application 0417, bicycle shelter at the primary school, needs the signed site plan before it can be decided.
          You are named as the planner in charge.

          Reply to this message with the plan as PDF, or bring it to the desk on weekdays between 8 and 12.`,
      },
      {
        from: 'ada',
        to: ['school'],
        day: 0,
        time: '09:40',
        forwards: true,
        text: `
          Dear Noor,

          could you send me the site plan with your signature? As soon as it is here I pass it on and the shelter can
          be built before the holidays.

          Ada`,
      },
    ],
  },
  {
    key: 'lunch-friday',
    subject: 'Lunch on Friday?',
    daysAgo: 4,
    small: true,
    mails: [
      {
        from: 'dov',
        to: ['ada', 'carmen'],
        day: 0,
        time: '11:12',
        text: `
          The new place by the river has a ramp and a quiet corner, I went to look. Soup and bread, a window to the
          weir. 12:15 at the harbour door?

          Dov`,
      },
      {
        from: 'carmen',
        to: ['dov', 'ada'],
        day: 0,
        time: '11:40',
        text: `
          Yes! I bring the good news about the school street, so please be curious.`,
      },
      {
        from: 'ada',
        to: ['dov', 'carmen'],
        day: 0,
        time: '12:03',
        text: `
          I am in. If it rains we take the harbour lift and pretend it is a funicular.

          Ada`,
      },
    ],
  },
]
