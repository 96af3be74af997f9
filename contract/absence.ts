import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** How much an answer may hold, in characters; and the days after which a person may get another. */
export const mostOfAbsence = { text: 10_000, days: 30 } as const

/** What was typed, with line ends as LF. Other signs that control something cannot stand in a script or a letter. */
const words = z.string().check(
  z.overwrite((text) => text.replace(/\r\n?/g, '\n')),
  z.normalize('NFC'),
  z.maxLength(mostOfAbsence.text),
  z.refine((text) => !/[^\P{Cc}\n\t]|\p{Cs}/u.test(text)),
)

const moment = z.nullable(z.int().check(z.minimum(0), z.maximum(Date.UTC(2200, 0, 1))))

/** An out of office: what people who write are answered while one is away. */
export const absence = z
  .strictObject({
    isOn: z.boolean(),
    /** Milliseconds since 1970, UTC; null for at once. */
    startsAtMs: moment,
    /** It ends by itself then; null for not before it is turned off. */
    endsAtMs: moment,
    insideText: words,
    /** What people outside the organisation get: the same, a text of their own, or nothing. */
    outside: z.enum(['same', 'other', 'none']),
    outsideText: words,
    /** A person who writes again gets no other answer for so long. */
    daysBetween: z.int().check(z.minimum(1), z.maximum(mostOfAbsence.days)),
  })
  .check(
    z.superRefine(({ isOn, startsAtMs, endsAtMs, insideText, outside, outsideText }, context) => {
      if (startsAtMs !== null && endsAtMs !== null && endsAtMs <= startsAtMs) {
        context.addIssue({ code: 'custom', path: ['endsAtMs'] })
      }
      const missing = (path: string) =>
        context.addIssue({ code: 'too_small', origin: 'string', minimum: 1, input: '', path: [path] })
      if (isOn && insideText.trim() === '') missing('insideText')
      if (isOn && outside === 'other' && outsideText.trim() === '') missing('outsideText')
    }),
  )
export type Absence = z.infer<typeof absence>

export const absenceState = z.object({
  /** Whether the mail server can answer at all; where not, nothing can be saved. */
  isOffered: z.boolean(),
  absence,
  /** The mail server goes by it. False while it is off, or while another program has scripts of its own run instead. */
  isInForce: z.boolean(),
  /** Another program changed what was saved here; saving keeps that as a script beside. */
  isChangedElsewhere: z.boolean(),
  /** A script the person has from elsewhere, which runs as before. */
  otherScript: z.nullable(z.string()),
  /** That script answers or rejects mail itself, and servers refuse to do both: it cannot be turned on. */
  otherAnswers: z.boolean(),
  /** Mail to these is answered. */
  addresses: z.array(z.string()),
  /** Who has an address here is inside. */
  insideDomains: z.array(z.string()),
  /** Stands for what was read, whoever wrote it; to be given back when saving. */
  version: z.string(),
})
export type AbsenceState = z.infer<typeof absenceState>

/** On the server, where it goes on while nobody is signed in. */
export const readAbsence = endpoint({
  name: 'read-absence',
  method: 'GET',
  path: '/api/absence',
  auth: 'session',
  rate: 'read',
  response: absenceState,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})

/**
 * `rules-changed` where it is not any more as it was read, and nothing is saved; `rules-refused` with the server's words;
 * `not-allowed` where it is not offered, or cannot be turned on.
 */
export const saveAbsence = endpoint({
  name: 'save-absence',
  method: 'POST',
  path: '/api/absence',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ absence, version: z.string().check(z.maxLength(100)) }),
  bodyLimitBytes: 200_000,
  response: absenceState,
  problems: [
    ...(['rules-changed', 'rules-refused', 'not-allowed', 'mailbox-full'] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})
