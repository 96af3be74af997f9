/** A meeting and the mail that tells of it. */
export interface PlannedMeeting {
  /** Unique key of the mail. */
  key: string
  /** The calendar's own id; the same for the changes of one meeting. */
  meeting: string
  method?: 'REQUEST' | 'CANCEL' | 'REPLY'
  title: string
  organizer: string
  attendees: readonly string[]
  /** Who answers, for a REPLY. */
  from?: string
  answer?: 'ACCEPTED' | 'DECLINED' | 'TENTATIVE'
  sentDaysAgo: number
  sentTime: string
  /** Day of the meeting counted from today; negative for the past. */
  inDays: number
  time: string
  minutes: number
  place: string
  text: string
  repeats?: string
  /** The day of the week on which it begins, counted from Sunday as 0: the first one from `inDays` on. */
  weekday?: number
  sequence?: number
  unread?: boolean
  small?: boolean
}

export const meetings: readonly PlannedMeeting[] = [
  {
    key: 'invite-planning',
    meeting: 'planning-weekly',
    title: 'Planning meeting',
    organizer: 'emi',
    attendees: ['ada', 'ben', 'carmen', 'dov'],
    sentDaysAgo: 1,
    sentTime: '14:05',
    inDays: 4,
    time: '14:00',
    minutes: 60,
    place: 'City Hall, room 210',
    repeats: 'FREQ=WEEKLY;BYDAY=TH;COUNT=10',
    weekday: 4,
    unread: true,
    small: true,
    text: `
      Our weekly hour, from now on on Thursdays. Budget first, then the ramps, then whatever you bring.

      The room has a hearing loop; the switch is beside the door.`,
  },
  {
    key: 'invite-site-visit',
    meeting: 'market-hall-visit',
    title: 'Site visit: market hall, east entrance',
    organizer: 'grace',
    attendees: ['ada', 'farid', 'tomasz'],
    sentDaysAgo: 8,
    sentTime: '10:30',
    inDays: -3,
    time: '09:00',
    minutes: 90,
    place: 'Market hall, east entrance',
    text: 'We measure the slope together and decide where the drain goes. Please bring shoes for wet concrete.',
  },
  {
    key: 'invite-site-visit-moved',
    meeting: 'market-hall-visit',
    title: 'Site visit: market hall, east entrance (new time)',
    organizer: 'grace',
    attendees: ['ada', 'farid', 'tomasz'],
    sentDaysAgo: 6,
    sentTime: '15:12',
    inDays: -2,
    time: '10:30',
    minutes: 90,
    place: 'Market hall, east entrance',
    sequence: 1,
    text: 'One day later and in daylight: the fish delivery needs the entrance until ten.',
  },
  {
    key: 'invite-training-cancelled',
    meeting: 'plain-words-course',
    method: 'CANCEL',
    title: 'Course: writing in plain words',
    organizer: 'ines',
    attendees: ['ada', 'ben', 'carmen', 'hana', 'jonas'],
    sentDaysAgo: 16,
    sentTime: '16:40',
    inDays: -12,
    time: '09:00',
    minutes: 180,
    place: 'Library, room 3',
    sequence: 2,
    text: 'The teacher is ill. We look for a new date in spring; the exercises are in the shared folder already.',
  },
  {
    key: 'reply-open-house',
    meeting: 'open-house-tour',
    method: 'REPLY',
    title: 'Open house: tour of the step-free entrances',
    organizer: 'ada',
    attendees: ['leroy'],
    from: 'leroy',
    answer: 'ACCEPTED',
    sentDaysAgo: 33,
    sentTime: '19:20',
    inDays: -26,
    time: '11:00',
    minutes: 60,
    place: 'City Hall, harbour entrance',
    text: 'Leroy Adams has accepted this invitation.',
  },
  {
    key: 'invite-footbridge-council',
    meeting: 'footbridge-council',
    title: 'Council committee: footbridge, variant B',
    organizer: 'ines',
    attendees: ['river-project', 'emi'],
    sentDaysAgo: 40,
    sentTime: '11:15',
    inDays: -27,
    time: '17:00',
    minutes: 45,
    place: 'City Hall, council chamber',
    text: 'Ten minutes of us, the rest are questions. Farid brings the model, Ada the numbers.',
  },
  {
    key: 'invite-fire-drill',
    meeting: 'fire-drill',
    title: 'Evacuation drill, all floors',
    organizer: 'ines',
    attendees: ['all-staff'],
    sentDaysAgo: 84,
    sentTime: '09:00',
    inDays: -70,
    time: '10:00',
    minutes: 30,
    place: 'City Hall',
    text: 'Lifts stop. The two evacuation chairs are on the second floor; Grace and Jonas know how they work.',
  },
  {
    key: 'invite-retreat',
    meeting: 'team-day',
    title: 'Team day at the mill',
    organizer: 'emi',
    attendees: ['planning'],
    sentDaysAgo: 190,
    sentTime: '13:35',
    inDays: -170,
    time: '09:30',
    minutes: 420,
    place: 'Old mill, ground floor',
    text: 'A day without screens. There is a ramp from the car park, and lunch for everybody including the vegans.',
  },
]
