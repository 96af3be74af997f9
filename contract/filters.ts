import * as z from 'zod/mini'
import { weeklyHours } from './absence-times.ts'
import { dayStretch } from './arrival-days.ts'
import { endpoint } from './endpoint.ts'
import { isTarget, limits } from './forwarding.ts'
import { folderId, messageId } from './ids.ts'
import { managedMailbox } from './managed-mailboxes.ts'
import { keyword, messageSummary } from './messages.ts'

/* What the mail server does by itself with mail that comes. Upper and lower case of A to Z are the same in every comparison. */

export const mostFilters = 200
const mostConditions = 50
/** In a group of conditions. */
const mostGrouped = 20
/** How much an answer may hold, in characters. */
export const mostOfReply = 4_000
/** How much a sender whose message is rejected may be told, in characters. */
export const mostOfRejection = 500
/** The highest junk score that can be asked for. */
export const mostSpamScore = 50

const value = z.string().check(z.minLength(1), z.maxLength(500), z.regex(/^[^\r\n\0]*$/))
const textMatch = z.enum(['contains', 'contains-not', 'is', 'begins', 'ends'])
/** `domain`: of every address there, the part after the @ is this. */
const addressMatch = z.enum([...textMatch.options, 'domain'])
/** A name of a header field (RFC 5322, 2.2). */
const fieldName = z.string().check(z.regex(/^[!-9;-~]{1,100}$/))

/** What an attachment is, as far as its type or the name of its file tell. */
export const attachmentKinds = [
  ...(['picture', 'pdf', 'document', 'table', 'slides', 'sound', 'video', 'archive', 'calendar'] as const),
] as const
export type AttachmentKind = (typeof attachmentKinds)[number]
const isOrNot = z.enum(['is', 'is-not'])

/** `recipient`: To, Cc and Bcc. `list`: the id of a mailing list, as List-Id has it between angle brackets. */
const single = z.discriminatedUnion('on', [
  z.strictObject({ on: z.enum(['from', 'to', 'cc', 'recipient']), how: addressMatch, value }),
  z.strictObject({ on: z.literal('subject'), how: textMatch, value }),
  z.strictObject({ on: z.literal('header'), name: fieldName, how: textMatch, value }),
  z.strictObject({ on: z.literal('body'), how: z.enum(['contains', 'contains-not']), value }),
  z.strictObject({ on: z.literal('list'), value }),
  z.strictObject({
    ...{ on: z.literal('size'), how: z.enum(['over', 'under']) },
    kilobytes: z.int().check(z.minimum(1), z.maximum(2_000_000)),
  }),
  z.strictObject({ on: z.literal('attachment') }),
  /** What some part gives as the name of its file. */
  z.strictObject({ on: z.literal('attachment-name'), how: textMatch, value }),
  /** Of some part, or of none. */
  z.strictObject({ on: z.literal('attachment-type'), how: isOrNot, kind: z.enum(attachmentKinds) }),
  /** When it comes to the mail server. */
  z.strictObject({ on: z.literal('arrival'), how: z.enum(['within', 'outside']), weekly: weeklyHours }),
  z.strictObject({ on: z.literal('arrival-days'), how: z.enum(['within', 'outside']), days: dayStretch }),
  /** Its sender is among the person's contacts, or a recipient in To, Cc or Bcc; collected addresses are none. */
  z.strictObject({ on: z.literal('contact'), how: isOrNot }),
  z.strictObject({ on: z.literal('recipient-contact'), how: isOrNot }),
  /** Its sender, or a recipient other than the person, is a member of the group of the directory with this address. */
  z.strictObject({
    on: z.enum(['group-member', 'recipient-group-member']),
    how: isOrNot,
    value: z.string().check(z.trim(), z.refine(isTarget)),
  }),
  z.strictObject({ on: z.literal('junk') }),
  /** As many stars or more in X-Spam-Level, where mail servers write a score that whole numbers can be compared with. */
  z.strictObject({ on: z.literal('spam-score'), atLeast: z.int().check(z.minimum(1), z.maximum(mostSpamScore)) }),
])
export type SingleCondition = z.infer<typeof single>

const needs = z.enum(['all', 'any'])
/** Conditions that count as one; there are no groups inside. */
const group = z.strictObject({
  ...{ on: z.literal('group'), needs },
  conditions: z.array(single).check(z.minLength(1), z.maxLength(mostGrouped)),
})
const condition = z.union([single, group])
export type FilterCondition = z.infer<typeof condition>

/** With line ends as LF. Other signs that control something cannot stand in a script or a letter. */
const textOf = (most: number) =>
  z.string().check(
    z.overwrite((text) => text.replace(/\r\n?/g, '\n')),
    z.normalize('NFC'),
    z.maxLength(most),
    z.refine((text) => text.trim() !== '' && !/[^\P{Cc}\n\t]|\p{Cs}/u.test(text)),
  )

/** A message that was moved or discarded is not where it would have gone otherwise; with the other actions it goes there as well. */
const action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['move', 'copy']), folderId }),
  z.strictObject({ do: z.literal('label'), keyword }),
  z.strictObject({ do: z.enum(['flag', 'mark-read', 'discard']) }),
  /** Sent on as it is, while a copy takes its way here. Junk is not. */
  z.strictObject({ do: z.literal('forward'), address: z.string().check(z.trim(), z.refine(isTarget)) }),
  /** Its sender gets this text, at most once a day; lists, bulk mail, other answers and junk get none (RFC 3834). */
  z.strictObject({ do: z.literal('reply'), text: textOf(mostOfReply) }),
  /**
   * Its sender is told this, and it is not kept. Lists, bulk mail, automatic mail, junk and the person's own are not rejected, nor
   * what rules before it have answered, sent on or filed (RFC 5429, 2.4).
   */
  z.strictObject({ do: z.literal('reject'), text: textOf(mostOfRejection) }),
])
export type FilterAction = z.infer<typeof action>

export const filter = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  isOn: z.boolean(),
  /** Whether all conditions must be so, or any of them is enough. */
  needs,
  conditions: z.array(condition).check(z.minLength(1), z.maxLength(mostConditions)),
  actions: z
    .array(action)
    .check(z.minLength(1), z.maxLength(10))
    .check(
      z.refine((actions) => actions.filter((each) => each.do === 'move' || each.do === 'discard').length <= 1, {
        error: 'contradicts',
      }),
      z.refine((actions) => actions.filter((each) => each.do === 'reply').length <= 1, { error: 'contradicts' }),
      z.refine((actions) => actions.length === 1 || actions.every((each) => each.do !== 'reject'), {
        error: 'contradicts',
      }),
    ),
  /** Filters after it do not see the message. */
  stops: z.boolean(),
})
export type Filter = z.infer<typeof filter>

/** Conditions that not every server can test: those of the mail server, and those that need a directory. */
export const filterMissing = [
  'body',
  'attachment',
  'attachment-name',
  'attachment-type',
  'arrival',
  'arrival-days',
  'group-member',
  'recipient-group-member',
] as const

/** What somebody may not change who sees to the filters of another. Nothing that sends mail on, rejects it or throws it away is theirs to change. */
const bounds = z.object({
  /**
   * Nothing can be saved: another program changed the rules, has its own run in their place, or has some run beside them; or mail
   * that is thrown away, or moved to where the person does not look, goes on to later filters.
   */
  held: z.nullable(z.enum(['changed', 'displaced', 'beside', 'goes-on'])),
  /**
   * So many filters from the first on stay as they are: up to the last that sends mail on, rejects it, throws it away, files it
   * where the person does not look, or answers while they do not see to that.
   */
  fixed: z.int(),
  /** Where filters can file to, as the person knows these folders. In filters the ids of others stand for no folder. */
  folderIds: z.array(folderId),
})
export type FilterBounds = z.infer<typeof bounds>

export const filtersState = z.object({
  /** The mail server can. */
  isOffered: z.boolean(),
  /** Conditions that cannot be tested here; it takes no filter with one of them that is on. */
  missing: z.array(z.enum(filterMissing)),
  /** What filters may forward to; null where the operator or the mail server lets them not. */
  forwarding: z.nullable(limits),
  /** The mail server can answer, and the script from elsewhere does not. */
  canReply: z.boolean(),
  /** The mail server can reject. */
  canReject: z.boolean(),
  /** In the order they are tried. */
  filters: z.array(filter),
  /** The mail server goes by them. False while none is on, or while another program has scripts of its own run instead. */
  isInForce: z.boolean(),
  /** Another program changed what was saved here; saving keeps that as a script beside. */
  isChangedElsewhere: z.boolean(),
  /** A script the person has from elsewhere; it runs after the filters. */
  otherScript: z.nullable(z.string()),
  /** Mail is forwarded without a copy, so there is none to filter. */
  isAllForwarded: z.boolean(),
  /** Stands for what was read, whoever wrote it; to be given back when saving. */
  version: z.string(),
  /** Of the mailbox of somebody else. */
  bounds: z.optional(bounds),
})
export type FiltersState = z.infer<typeof filtersState>

export const readFilters = endpoint({
  name: 'read-filters',
  method: 'GET',
  path: '/api/filters',
  auth: 'session',
  rate: 'read',
  query: z.strictObject({ mailbox: managedMailbox }),
  response: filtersState,
  problems: ['not-allowed', 'directory-unavailable', 'mail-server-unavailable', 'mail-server-not-trusted'],
})

/** Saves all of them, in their order; `invalid-request` names what cannot be (`owner-only`: what `bounds` says); otherwise as `save-absence`. */
export const saveFilters = endpoint({
  name: 'save-filters',
  method: 'POST',
  path: '/api/filters',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    filters: z.array(filter).check(z.maxLength(mostFilters)),
    version: z.string().check(z.maxLength(100)),
    mailbox: managedMailbox,
  }),
  bodyLimitBytes: 300_000,
  response: filtersState,
  problems: [
    ...([
      'rules-changed',
      'rules-refused',
      'not-allowed',
      'folder-gone',
      'mailbox-full',
      'directory-unavailable',
    ] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})

/** As many as are looked at in one request. */
export const mostTried = 500

/** Why a message that a filter would answer gets no answer; `answered`, `ended`: by what comes before the filter. */
export const silentFor = z.enum([
  ...(['blocked', 'nobody-reads', 'junk', 'own', 'list', 'automatic', 'not-addressed', 'answered', 'ended'] as const),
])
export type SilentFor = z.infer<typeof silentFor>

/**
 * What a filter would have caught. `looked` of the `total` messages of the folder were looked at; the newest come first.
 * `unanswered`: those that would get no answer.
 */
export const filterTrial = z.object({
  ...{ total: z.int(), looked: z.int(), caught: z.array(messageSummary) },
  unanswered: z.array(z.object({ id: messageId, why: silentFor })),
})
export type FilterTrial = z.infer<typeof filterTrial>

/**
 * What a filter would catch if a stretch of a folder, counted from the newest message, came now. Changes nothing. Judged here by
 * what the filter says, as the mail server would judge, whatever other filters do; of each text the first 500 kB. In a `mailbox` of
 * another only in folders that the person may read (else `not-allowed`); who gets no answer is not said there, and a filter that asks about
 * contacts, which are the owner's, is refused (`owner-only`).
 */
export const tryFilter = endpoint({
  name: 'try-filter',
  method: 'POST',
  path: '/api/filters/try',
  auth: 'session',
  rate: 'search',
  body: z.strictObject({
    filter: z.pick(filter, { needs: true, conditions: true }),
    folderId,
    offset: z.int().check(z.minimum(0), z.maximum(10_000_000)),
    /** It answers, and so many filters that are on come before it: then it is said who gets no answer. */
    answersAfter: z.optional(z.int().check(z.minimum(0), z.maximum(mostFilters))),
    mailbox: managedMailbox,
  }),
  bodyLimitBytes: 100_000,
  response: filterTrial,
  problems: [
    ...(['not-allowed', 'folder-gone', 'directory-unavailable'] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})
