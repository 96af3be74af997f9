import * as z from 'zod/mini'
import { draftPlace } from './draft-place.ts'
import { endpoint } from './endpoint.ts'
import { messageId, partId } from './ids.ts'
import { answering, outgoingMessage, thread } from './sending.ts'
import { sendingOptions } from './sending-options.ts'

const noLineBreaks = z.regex(/^[^\r\n\0]*$/)

/** Somebody it is to go to, as far as they have been written. */
const unfinishedRecipient = z.strictObject({
  name: z.string().check(z.maxLength(200), noLineBreaks),
  address: z.string().check(z.maxLength(400), noLineBreaks),
})
const unfinishedRecipients = z.array(unfinishedRecipient).check(z.maxLength(1000))

export const savedDraft = z.object({
  /**
   * `changed-elsewhere`: the saved draft is not the one this goes on from, or is gone; nothing was saved and nothing was
   * overwritten.
   */
  outcome: z.enum(['saved', 'changed-elsewhere']),
  /** The saved draft, or the other one, where there is one. */
  draftId: z.nullable(messageId),
  /** Where its files lie now, in the order they came; empty where that is not known. */
  partIds: z.array(partId),
})
export type SavedDraft = z.infer<typeof savedDraft>

/** Saves what is being written in the folder for drafts. The new one is there before the old one goes. */
export const saveDraft = endpoint({
  name: 'save-draft',
  method: 'POST',
  path: '/api/drafts',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    place: draftPlace,
    message: z.extend(outgoingMessage, {
      to: unfinishedRecipients,
      cc: unfinishedRecipients,
      bcc: unfinishedRecipients,
    }),
  }),
  bodyLimitBytes: 4_000_000,
  response: savedDraft,
  problems: [
    'mail-server-unavailable',
    'mail-server-not-trusted',
    'mailbox-full',
    'message-too-large',
    'sender-refused',
    'folder-gone',
    'file-gone',
  ],
})

/** Deletes the saved draft for ever: it was sent, or thrown away. One that was changed elsewhere stays. */
export const discardDraft = endpoint({
  name: 'discard-draft',
  method: 'POST',
  path: '/api/drafts/discard',
  auth: 'session',
  rate: 'write',
  body: draftPlace,
  response: 'empty',
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})

export const draftOrigin = z.object({
  /** Its key, where it is one of ours. */
  key: z.nullable(z.string()),
  answering: z.nullable(answering),
  /** What it says it answers; needed where the original is not there any more. */
  thread,
  options: sendingOptions,
  /** Recipients as far as they were written: no header can carry those. */
  unfinished: z.object({ to: unfinishedRecipients, cc: unfinishedRecipients, bcc: unfinishedRecipients }),
})
export type DraftOrigin = z.infer<typeof draftOrigin>

/** What a saved draft says beyond what every message says, to go on with it. */
export const openDraft = endpoint({
  name: 'open-draft',
  method: 'GET',
  path: '/api/drafts/:messageId',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId }),
  response: draftOrigin,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone'],
})
