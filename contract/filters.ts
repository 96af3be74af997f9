import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId } from './ids.ts'
import { keyword } from './messages.ts'

/* What the mail server does by itself with mail that comes. Upper and lower case of A to Z are the same in every comparison. */

export const mostFilters = 200
const mostConditions = 50

const value = z.string().check(z.minLength(1), z.maxLength(500), z.regex(/^[^\r\n\0]*$/))
const textMatch = z.enum(['contains', 'contains-not', 'is', 'begins', 'ends'])
/** `domain`: of every address there, the part after the @ is this. */
const addressMatch = z.enum([...textMatch.options, 'domain'])
/** A name of a header field (RFC 5322, 2.2). */
const fieldName = z.string().check(z.regex(/^[!-9;-~]{1,100}$/))

/** `recipient`: To, Cc and Bcc. `list`: the id of a mailing list, as List-Id has it between angle brackets. */
const condition = z.discriminatedUnion('on', [
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
  z.strictObject({ on: z.literal('junk') }),
])
export type FilterCondition = z.infer<typeof condition>

/** A message that was moved or discarded is not where it would have gone otherwise; with the other actions it goes there as well. */
const action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['move', 'copy']), folderId }),
  z.strictObject({ do: z.literal('label'), keyword }),
  z.strictObject({ do: z.enum(['flag', 'mark-read', 'discard']) }),
])
export type FilterAction = z.infer<typeof action>

export const filter = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  isOn: z.boolean(),
  /** Whether all conditions must be so, or any of them is enough. */
  needs: z.enum(['all', 'any']),
  conditions: z.array(condition).check(z.minLength(1), z.maxLength(mostConditions)),
  actions: z
    .array(action)
    .check(z.minLength(1), z.maxLength(10))
    .check(
      z.refine((actions) => actions.filter((each) => each.do === 'move' || each.do === 'discard').length <= 1, {
        error: 'contradicts',
      }),
    ),
  /** Filters after it do not see the message. */
  stops: z.boolean(),
})
export type Filter = z.infer<typeof filter>

export const filtersState = z.object({
  /** The mail server can. */
  isOffered: z.boolean(),
  /** Conditions that this mail server cannot test; it takes no filter with one of them that is on. */
  missing: z.array(z.enum(['body', 'attachment'])),
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
})
export type FiltersState = z.infer<typeof filtersState>

export const readFilters = endpoint({
  name: 'read-filters',
  method: 'GET',
  path: '/api/filters',
  auth: 'session',
  rate: 'read',
  response: filtersState,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})

/** Saves all of them, in their order; `invalid-request` names what cannot be; otherwise as `save-absence`. */
export const saveFilters = endpoint({
  name: 'save-filters',
  method: 'POST',
  path: '/api/filters',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    filters: z.array(filter).check(z.maxLength(mostFilters)),
    version: z.string().check(z.maxLength(100)),
  }),
  bodyLimitBytes: 300_000,
  response: filtersState,
  problems: [
    ...(['rules-changed', 'rules-refused', 'not-allowed', 'folder-gone', 'mailbox-full'] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})
