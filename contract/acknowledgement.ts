import * as z from 'zod/mini'
import { answerWords, mostOfAbsence } from './absence.ts'
import { endpoint } from './endpoint.ts'
import { managedMailbox } from './managed-mailboxes.ts'

/** Says to whoever writes that their message has come. While an out of office answers them, it does not. */
export const acknowledgement = z
  .strictObject({
    isOn: z.boolean(),
    text: answerWords,
    /** Who writes again within so many days gets no other. */
    daysBetween: z.int().check(z.minimum(1), z.maximum(mostOfAbsence.days)),
  })
  .check(
    z.superRefine(({ isOn, text }, context) => {
      if (!isOn || text.trim() !== '') return
      context.addIssue({ code: 'too_small', origin: 'string', minimum: 1, input: '', path: ['text'] })
    }),
  )
export type Acknowledgement = z.infer<typeof acknowledgement>

/** As of an out of office, where a field is called the same. */
export const acknowledgementState = z.object({
  isOffered: z.boolean(),
  acknowledgement,
  isInForce: z.boolean(),
  isChangedElsewhere: z.boolean(),
  otherScript: z.nullable(z.string()),
  otherAnswers: z.boolean(),
  addresses: z.array(z.string()),
  version: z.string(),
})
export type AcknowledgementState = z.infer<typeof acknowledgementState>

const mailProblems = [
  'not-allowed',
  'directory-unavailable',
  'mail-server-unavailable',
  'mail-server-not-trusted',
] as const

/** `not-allowed` for a mailbox that is not the person's to see to. */
export const readAcknowledgement = endpoint({
  name: 'read-acknowledgement',
  method: 'GET',
  path: '/api/acknowledgement',
  auth: 'session',
  rate: 'read',
  query: z.strictObject({ mailbox: managedMailbox }),
  response: acknowledgementState,
  problems: mailProblems,
})

/** Problems as of `save-absence`. */
export const saveAcknowledgement = endpoint({
  name: 'save-acknowledgement',
  method: 'POST',
  path: '/api/acknowledgement',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ acknowledgement, version: z.string().check(z.maxLength(100)), mailbox: managedMailbox }),
  bodyLimitBytes: 200_000,
  response: acknowledgementState,
  problems: [...mailProblems, 'rules-changed', 'rules-refused', 'mailbox-full'],
})
