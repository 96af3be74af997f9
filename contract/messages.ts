import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId, messageId, partId } from './ids.ts'
import type { MessageFacts } from './message-facts.ts'
import { messageOrder, messageSort } from './message-order.ts'
import { pictureConsent } from './picture-consent.ts'
import { messageView } from './view-choice.ts'

/** A name and address as the message gives them, decoded; either may be empty (a group, a broken header). */
export const address = z.object({ name: z.string(), address: z.string() })
export type Address = z.infer<typeof address>

/** `muted`: what answers it is not to interrupt anybody. `receiptAnswered`: whether to send a receipt has been decided. */
export const flag = z.enum(['seen', 'flagged', 'answered', 'forwarded', 'draft', 'muted', 'receiptAnswered'])
export type Flag = z.infer<typeof flag>

/**
 * A label as messages carry it: an IMAP keyword (RFC 9051, 2.3.2), held to what every server takes and can be asked for. Case
 * makes no difference between two.
 */
export const keyword = z.string().check(z.regex(/^[!#$&'+,\-./0-9:;<=>?@A-Z^_`a-z|}~]{1,100}$/))
const keywords = z.array(keyword).check(z.maxLength(100))

/** One row of a message list. */
export const messageSummary = z.object({
  id: messageId,
  folderId,
  from: z.array(address),
  to: z.array(address),
  subject: z.string(),
  /** The first words of the text, at most 200 characters, one line; empty where the server offers none. */
  preview: z.string(),
  /** When it arrived (INTERNALDATE), milliseconds since 1970. */
  receivedAtMs: z.int(),
  sizeBytes: z.int(),
  flags: z.array(flag),
  /** IMAP keywords that are people's, not a program's; `contract/labels.ts` tells what they look like. */
  labels: z.array(z.string()),
  hasAttachment: z.boolean(),
})
export type MessageSummary = z.infer<typeof messageSummary>

/** Part of a folder's list in the order it says: `items[0]` stands at `offset` of `total`. Shorter at the end of the folder. */
export const messageWindow = z.object({
  folderId,
  sort: messageSort,
  reverse: z.boolean(),
  offset: z.int(),
  total: z.int(),
  unread: z.int(),
  items: z.array(messageSummary),
})
export type MessageWindow = z.infer<typeof messageWindow>

export const attachment = z.object({
  partId,
  /** Cleaned file name: no directories, control or bidi characters, at most 150 characters; never empty. */
  name: z.string(),
  /** Media type in lower case, `application/octet-stream` when the message's own is not one. */
  type: z.string(),
  /** Size once decoded, estimated from the transfer encoding. */
  sizeBytes: z.int(),
  /** The Content-ID without brackets for a part the HTML shows inside itself, else null. */
  contentId: z.nullable(z.string()),
  inline: z.boolean(),
  /** A signature, or what something encrypted is packed in: no file of its own. */
  wrapping: z.optional(z.boolean()),
})
export type Attachment = z.infer<typeof attachment>

export const bodyText = z.object({
  content: z.string(),
  /** True when the part is longer than what is given here (2 MB). */
  cut: z.boolean(),
})

/** One message, ready to show. HTML is raw and hostile: only the reading frame may render it, after sanitising. */
export const message = z.extend(messageSummary, {
  sender: z.array(address),
  replyTo: z.array(address),
  cc: z.array(address),
  bcc: z.array(address),
  /** The Date header, milliseconds since 1970, or null where it cannot be read. */
  sentAtMs: z.nullable(z.int()),
  /** Text with format=flowed already joined (RFC 3676). */
  text: z.nullable(bodyText),
  html: z.nullable(bodyText),
  attachments: z.array(attachment),
  /** It has more parts, or deeper ones, than are given here: only its source has them all. */
  partsLeftOut: z.optional(z.boolean()),
  /** Names this message among those whose pictures were allowed; it stays the same in another folder. */
  pictureMark: z.string(),
  /** What allows pictures from other sites in it, or null: then none may be loaded. */
  pictureConsent: z.nullable(pictureConsent),
  /** How the person reads messages of this sender; null or left out where they have not chosen. */
  chosenView: z.optional(z.nullable(messageView)),
  /** Held to its shape by the server's presenter (`server/mail/facts-schema.ts`), so that no browser has to load it. */
  facts: z.custom<MessageFacts>(),
})
export type Message = z.infer<typeof message>

const mailProblems = ['mail-server-unavailable', 'mail-server-not-trusted'] as const

export const listMessages = endpoint({
  name: 'list-messages',
  method: 'GET',
  path: '/api/folders/:folderId/messages',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ folderId }),
  query: z.strictObject({
    offset: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 0),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
    ...messageOrder,
  }),
  response: messageWindow,
  problems: [...mailProblems, 'folder-gone', 'sorting-unavailable'],
})

export const readMessage = endpoint({
  name: 'read-message',
  method: 'GET',
  path: '/api/messages/:messageId',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId }),
  response: message,
  problems: [...mailProblems, 'message-gone'],
})

/** The decoded bytes of one part, always as a download (`Content-Disposition: attachment`). */
export const downloadPart = endpoint({
  name: 'download-part',
  method: 'GET',
  path: '/api/messages/:messageId/parts/:partId',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId, partId }),
  response: 'bytes',
  problems: [...mailProblems, 'message-gone', 'not-found'],
})

/** The whole message as the mail server has it (RFC 5322), as a download named after its subject: `Minutes.eml`. */
export const downloadSource = endpoint({
  name: 'download-source',
  method: 'GET',
  path: '/api/messages/:messageId/source',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId }),
  response: 'bytes',
  problems: [...mailProblems, 'message-gone'],
})

const someMessages = z.array(messageId).check(z.minLength(1), z.maxLength(500))

/** What became of each message of a change: `gone` when it no longer exists, `refused` when rights or quota forbid. */
const itemOutcome = z.enum(['done', 'gone', 'refused'])

/** Labels to put on messages and to take off; a label messages have, or have not, already is no failure. */
export const labelChange = z.strictObject({ add: keywords, remove: keywords })
export type LabelChange = z.infer<typeof labelChange>

/** A folder that takes no labels, or none it does not know yet, answers `refused` for its messages. */
export const changeFlags = endpoint({
  name: 'change-flags',
  method: 'POST',
  path: '/api/messages/flags',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    ids: someMessages,
    add: z.array(flag),
    remove: z.array(flag),
    labels: z.optional(labelChange),
  }),
  response: z.object({ items: z.array(z.object({ id: messageId, outcome: itemOutcome })) }),
  problems: mailProblems,
})

/** A time zone by its IANA name, such as `Europe/Stockholm`. */
export const timeZone = z.string().check(z.maxLength(100), z.refine(isTimeZone))

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/**
 * Where messages go. With `byYearIn` each goes into the folder of the year in which it arrived, as that time zone counts, inside
 * the other (`Archive/2026`); a missing one is made, and where none may be made it is the other folder itself.
 */
export const moveTarget = { toFolderId: folderId, byYearIn: z.optional(timeZone) }

/** Moves messages, of any folders, to one folder. Archiving and deleting are moves too; undo moves `movedId` back. */
export const moveMessages = endpoint({
  name: 'move-messages',
  method: 'POST',
  path: '/api/messages/move',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ ids: someMessages, ...moveTarget }),
  response: z.object({
    items: z.array(
      /** `movedId` is the message's id in its new folder; null where the server does not tell (no UIDPLUS). */
      z.object({ id: messageId, outcome: itemOutcome, movedId: z.nullable(messageId) }),
    ),
  }),
  problems: [...mailProblems, 'folder-gone', 'mailbox-full'],
})

/** Deletes for ever. The client asks first; only messages in Trash, Junk or Drafts are accepted, others are `refused`. */
export const deleteForever = endpoint({
  name: 'delete-forever',
  method: 'POST',
  path: '/api/messages/delete-forever',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ ids: someMessages }),
  response: z.object({ items: z.array(z.object({ id: messageId, outcome: itemOutcome })) }),
  problems: mailProblems,
})
