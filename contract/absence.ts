import * as z from 'zod/mini'
import { weeklyHours } from './absence-times.ts'
import { endpoint } from './endpoint.ts'
import { isTarget, limits } from './forwarding.ts'
import { managedMailbox } from './managed-mailboxes.ts'

/** How much an answer may hold, in characters; and the days after which a person may get another. */
export const mostOfAbsence = { text: 10_000, days: 30 } as const

/** What was typed, with line ends as LF. Other signs that control something cannot stand in a script or a letter. */
export const answerWords = z.string().check(
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
    /** Only within these hours; null for all the time. */
    weekly: z._default(z.nullable(weeklyHours), null),
    /** Gets a copy of all mail that comes meanwhile, except junk; nobody where null. */
    colleague: z._default(z.nullable(z.string().check(z.trim(), z.refine(isTarget))), null),
    insideText: answerWords,
    /** What people outside the organisation get: the same, a text of their own, or nothing. */
    outside: z.enum(['same', 'other', 'none']),
    outsideText: answerWords,
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
  /** To whom mail may be sent on meanwhile; null where the operator or the mail server lets it not. */
  forwarding: z.nullable(limits),
  /** Mail to these is answered. */
  addresses: z.array(z.string()),
  /** Who has an address here is inside. */
  insideDomains: z.array(z.string()),
  /** Whether colleagues see that one is away, and until when; left out where the operator lets nobody show it. */
  isShown: z.optional(z.boolean()),
  /** Stands for what was read, whoever wrote it; to be given back when saving. */
  version: z.string(),
})
export type AbsenceState = z.infer<typeof absenceState>

/** On the server, where it goes on while nobody is signed in. `not-allowed` for a mailbox that is not the person's to see to. */
export const readAbsence = endpoint({
  name: 'read-absence',
  method: 'GET',
  path: '/api/absence',
  auth: 'session',
  rate: 'read',
  query: z.strictObject({ mailbox: managedMailbox }),
  response: absenceState,
  problems: ['not-allowed', 'directory-unavailable', 'mail-server-unavailable', 'mail-server-not-trusted'],
})

/**
 * `invalid-request` says as of `save-forwarding` why a colleague cannot be one;
 * `rules-changed` where it is not any more as it was read, and nothing is saved; `rules-refused` with the server's words;
 * `not-allowed` where it is not offered, or cannot be turned on. In a mailbox of somebody else `invalid-request` says
 * `owner-only` of copies to a colleague that do not go on just as they are.
 */
export const saveAbsence = endpoint({
  name: 'save-absence',
  method: 'POST',
  path: '/api/absence',
  auth: 'session',
  rate: 'write',
  /** `isShown` left out: as before; of somebody else's mailbox its owner alone says it. */
  body: z.strictObject({
    absence,
    version: z.string().check(z.maxLength(100)),
    isShown: z.optional(z.boolean()),
    mailbox: managedMailbox,
  }),
  bodyLimitBytes: 200_000,
  response: absenceState,
  problems: [
    ...(['rules-changed', 'rules-refused', 'not-allowed', 'mailbox-full', 'directory-unavailable'] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})
