import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId } from './ids.ts'
import { changedMessages } from './jobs.ts'
import { label, labelColour, labelShape } from './labels.ts'
import { keyword } from './messages.ts'

// Apart from `labels.ts`, which the first screen loads.

/** A name to give: any language, trimmed and in NFC as it is parsed, one line. */
export const labelName = z.string().check(
  z.trim(),
  z.normalize('NFC'),
  z.minLength(1),
  z.maxLength(40),
  z.refine((name) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name)),
)

const mailProblems = ['mail-server-unavailable', 'mail-server-not-trusted'] as const
const mailbox = z.strictObject({ mailboxId: folderId })

/** Makes a label; what is left out of its looks is chosen so that it differs from the others. At most 100 in a mailbox. */
export const createLabel = endpoint({
  name: 'create-label',
  method: 'POST',
  path: '/api/mailboxes/:mailboxId/labels',
  auth: 'session',
  rate: 'write',
  params: mailbox,
  body: z.strictObject({ name: labelName, colour: z.optional(labelColour), shape: z.optional(labelShape) }),
  response: label,
  problems: [...mailProblems, 'folder-gone', 'label-exists', 'not-allowed'],
})

/**
 * Changes a label's name or looks; what is left out stays, and `name: null` is the name it has of itself. Its keyword stays in any
 * case, so that no message needs a change. One that has been deleted is there again by it.
 */
export const changeLabel = endpoint({
  name: 'change-label',
  method: 'PATCH',
  path: '/api/mailboxes/:mailboxId/labels',
  auth: 'session',
  rate: 'write',
  params: mailbox,
  body: z.strictObject({
    keyword,
    name: z.optional(z.nullable(labelName)),
    colour: z.optional(labelColour),
    shape: z.optional(labelShape),
  }),
  response: label,
  problems: [...mailProblems, 'folder-gone', 'label-exists', 'not-allowed'],
})

/**
 * Takes a label off every message of the mailbox and forgets it; the messages stay. `messages` are those that had it, for undo.
 * With `onlyForget=true` messages keep it: for taking back that it was made. In large mailboxes this takes many seconds: wait longer for the answer than usual.
 */
export const deleteLabel = endpoint({
  name: 'delete-label',
  method: 'DELETE',
  path: '/api/mailboxes/:mailboxId/labels',
  auth: 'session',
  rate: 'write',
  params: mailbox,
  query: z.strictObject({ keyword, onlyForget: z._default(z.enum(['true', 'false']), 'false') }),
  response: z.object({ changed: z.int(), messages: changedMessages }),
  problems: [...mailProblems, 'folder-gone', 'not-allowed'],
})
