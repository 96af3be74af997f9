import * as z from 'zod'
import type { DraftPlace } from '#contract/draft-place.ts'
import type { DraftOrigin, saveDraft } from '#contract/drafts.ts'
import type { ParsedRequest } from '#contract/endpoint.ts'
import { isAddress, recipient, type OutgoingMessage } from '#contract/sending.ts'
import { draftField } from '#server/mail/mail-drafts.ts'
import { readOptions } from '#server/mail/mime/headers/option-headers.ts'
import { fieldOf, type Header } from '#server/mail/mime/headers/header-fields.ts'

export type UnfinishedMessage = ParsedRequest<typeof saveDraft>['body']['message']

const fields = ['to', 'cc', 'bcc'] as const
/** Lines are folded far below 998 bytes (RFC 5322, 2.1.1). */
const lineLength = 72
/** Longer than any id of ours has reason to be. */
const longestId = 2_000

/** Splits what is written into what a message can carry, and the rest, which goes into a header of ours. */
export function splitRecipients(message: UnfinishedMessage): { carried: OutgoingMessage; unfinished: string } {
  const isWhole = (entry: { address: string }) => isAddress(entry.address) && recipient.safeParse(entry).success
  const rest = Object.fromEntries(fields.map((field) => [field, message[field].filter((entry) => !isWhole(entry))]))
  const hasRest = fields.some((field) => rest[field]?.length)
  const whole = Object.fromEntries(fields.map((field) => [field, message[field].filter(isWhole)]))
  return {
    carried: { ...message, ...whole },
    unfinished: hasRest ? Buffer.from(JSON.stringify(rest)).toString('base64url') : '',
  }
}

/** The lines that stand before a saved draft: whose it is, what it answers, and recipients that are not whole yet. */
export function draftHeader(place: DraftPlace, message: OutgoingMessage, unfinished: string): Buffer {
  const { answering } = message
  const lines = [`${draftField}: ${place.key} ${place.writer}`]
  if (answering && answering.messageId.length <= longestId) {
    lines.push(folded('X-Curbcut-Answering', answering.kind, answering.messageId))
  }
  if (message.options?.deliveryReport) lines.push('X-Curbcut-Delivery-Report: yes')
  if (unfinished !== '') lines.push(folded('X-Curbcut-Unfinished', 'v1', unfinished))
  return Buffer.from(`${lines.join('\r\n')}\r\n`)
}

/** An id is cut into pieces with a space before each, which reading takes out again. */
function folded(name: string, first: string, long: string): string {
  const pieces = long.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? []
  return [`${name}: ${first}`, ...pieces].join('\r\n ')
}

const unfinishedShape = z.object(
  Object.fromEntries(fields.map((field) => [field, z.array(z.object({ name: z.string(), address: z.string() }))])),
)

/** Reads those lines again, as far as they can be believed: anybody may have put such a message there. */
export function readDraftHeader(header: Header): DraftOrigin {
  const [kind, ...id] = (fieldOf(header, 'x-curbcut-answering') ?? '').split(' ')
  const messageId = id.join('')
  const isAnswer = (kind === 'reply' || kind === 'forward') && /^[\w-]+$/.test(messageId)
  const key = /^[\w-]{16,64}(?= )/.exec(fieldOf(header, draftField.toLowerCase()) ?? '')?.[0] ?? null
  return {
    key,
    answering: isAnswer ? { kind, messageId: messageId as NonNullable<DraftOrigin['answering']>['messageId'] } : null,
    thread: {
      inReplyTo: idsIn(fieldOf(header, 'in-reply-to')).at(0) ?? null,
      references: idsIn(fieldOf(header, 'references')).slice(-100),
    },
    options: readOptions(header),
    unfinished: unfinishedIn(header),
  }
}

function unfinishedIn(header: Header): DraftOrigin['unfinished'] {
  const none = { to: [], cc: [], bcc: [] }
  const encoded = (fieldOf(header, 'x-curbcut-unfinished') ?? '').replace(/^v1 /, '').replaceAll(' ', '')
  if (encoded === '') return none
  try {
    return { ...none, ...unfinishedShape.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString())) }
  } catch {
    return none
  }
}

const idsIn = (value: string | null) => value?.match(/<[^<>\s]{1,900}>/g) ?? []
