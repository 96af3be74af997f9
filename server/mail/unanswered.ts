import type { SilentFor } from '#contract/filters.ts'
import { addressesIn } from './filter-verdict.ts'
import type { HeaderField } from './mime/headers/header-fields.ts'
import { unreadAt } from './rejecting.ts'

/*
 * Who gets no answer, found out here as the mail server would. Pigeonhole goes further than RFC 5230, 4.5 and 4.6, and takes large and
 * small letters as it likes; that this is the same is tried on it, letter by letter.
 */

const listFields = [
  'list-id',
  'list-owner',
  'list-subscribe',
  'list-post',
  'list-unsubscribe',
  'list-help',
  'list-archive',
]
const addressedIn = ['to', 'cc', 'bcc', 'resent-to', 'resent-cc', 'resent-bcc']
const junkFields = ['x-spam-flag', 'x-spam']

/** What has to be known of a message to say it. */
export const answerFields: readonly string[] = [
  ...[...listFields, ...addressedIn, ...junkFields],
  ...['return-path', 'from', 'precedence', 'auto-submitted', 'x-auto-response-suppress'],
]

/**
 * Why a message gets no answer of a rule of ours; null where it gets one. A stored message has the sender of its envelope in
 * Return-Path (RFC 5321, 4.4); for one that never came by a mail server it is whoever wrote it.
 */
export function whyUnanswered(fields: readonly HeaderField[], own: readonly string[]): SilentFor | null {
  const first = (wanted: string) => fields.find(({ name }) => name === wanted)?.value
  const [sender = ''] = addressesIn(first('return-path') ?? first('from') ?? '')
  const local = sender.slice(0, sender.lastIndexOf('@')).toLowerCase()
  if (unreadAt.some((words) => local.includes(words))) return 'nobody-reads'
  if (fields.some(({ name, value }) => junkFields.includes(name) && /yes/i.test(value))) return 'junk'
  return leftOutByServer(sender, fields, own)
}

/** What `vacation` leaves out by itself. */
export function leftOutByServer(
  sender: string,
  fields: readonly HeaderField[],
  own: readonly string[],
): Extract<SilentFor, 'own' | 'list' | 'automatic' | 'not-addressed'> | null {
  const valuesOf = (...names: string[]) => fields.filter(({ name }) => names.includes(name)).map(({ value }) => value)
  const isOwn = (address: string) => own.some((each) => each.toLowerCase() === address.toLowerCase())
  if (sender === '') return 'automatic'
  if (isOwn(sender)) return 'own'
  if (valuesOf(...listFields).length > 0) return 'list'
  if (valuesOf('auto-submitted').some((value) => value.toLowerCase() !== 'no')) return 'automatic'
  if (valuesOf('precedence').some((value) => /^(?:bulk|junk|list)$/i.test(value))) return 'list'
  if (valuesOf('x-auto-response-suppress').some(suppresses)) return 'automatic'
  if (isMachine(sender)) return 'automatic'
  return valuesOf(...addressedIn)
    .flatMap(addressesIn)
    .some(isOwn)
    ? null
    : 'not-addressed'
}

const suppresses = (value: string) => value.split(',').some((word) => /^(?:all|oof)$/i.test(word.trim()))

const isMachine = (sender: string) =>
  /^(?:mailer-daemon|listserv|majordomo)@/i.test(sender) || /^owner-|-request.*@/.test(sender)
