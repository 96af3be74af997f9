import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { filter } from './filters.ts'

/* Scripts of other programs, read as filters as far as they can be. They are never written to. */

const name = z.string().check(z.minLength(1), z.maxLength(200))
const version = z.string().check(z.maxLength(100))

/** Something a rule does, in the order it is written. `value` is the folder, the address or the name of the command; often empty. */
const deed = z.object({
  what: z.enum([
    ...(['move', 'copy', 'forward', 'forward-copy', 'reply', 'reject', 'discard', 'keep', 'mark', 'stop'] as const),
    ...(['notify', 'other'] as const),
  ]),
  value: z.string(),
})
export type ForeignDeed = z.infer<typeof deed>

/** Something a rule looks at: a field of the header by its name in `value`, a test by its name there with `other`. */
const look = z.object({
  what: z.enum(['field', 'envelope', 'size', 'text', 'date', 'always', 'other']),
  value: z.string(),
})
export type ForeignLook = z.infer<typeof look>

const foreignRule = z.object({
  /** As the comment before it names it; empty where none does. */
  name: z.string(),
  /** The line it begins on, counted from 1. */
  line: z.int(),
  /** The filter that does the same and nothing else; null for a rule that stays as it is written. */
  filter: z.nullable(filter),
  /** As it is written, up to 4,000 characters. */
  code: z.string(),
  deeds: z.array(deed),
  looks: z.array(look),
})
export type ForeignRule = z.infer<typeof foreignRule>

export const foreignRules = z.object({
  script: z.string(),
  /** In their order. None where the script cannot be read. */
  rules: z.array(foreignRule),
  /** So many of the first become filters; what follows runs on, in a script that `rest` names. */
  takes: z.int(),
  rest: z.nullable(z.string()),
  /** Why none can. `not-first`: one comes first that stays, or that ends those that stay. */
  hindrance: z.nullable(z.enum(['unreadable', 'not-offered', 'not-running', 'too-many', 'not-first', 'empty'])),
  /** They are among the filters, and only what stays runs of the script. */
  isTaken: z.boolean(),
  /** A filter that is on ends those after it, so it would end these as well. */
  isEndedBefore: z.boolean(),
  /** Stands for the script and for all rules; to be given back when changing. */
  version: z.string(),
})
export type ForeignRules = z.infer<typeof foreignRules>

/** `not-found` for one that is gone, or is ours. */
export const readForeignRules = endpoint({
  name: 'read-foreign-rules',
  method: 'GET',
  path: '/api/scripts/rules',
  auth: 'session',
  rate: 'read',
  query: z.strictObject({ name }),
  response: foreignRules,
  problems: ['not-found', 'mail-server-unavailable', 'mail-server-not-trusted'],
})

/**
 * `take`: its first rules become filters, after those there are, and what follows them runs in its place; the script itself stays
 * stored as it is. `return`: it runs again, and filters that are still as they were taken from it go.
 * `rules-changed` where anything is not as it was read, and nothing is changed; `not-allowed` where there is nothing to do.
 */
export const changeForeignRules = endpoint({
  name: 'change-foreign-rules',
  method: 'POST',
  path: '/api/scripts/rules',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ name, version, change: z.enum(['take', 'return']) }),
  response: foreignRules,
  problems: [
    ...(['not-found', 'rules-changed', 'rules-refused', 'not-allowed', 'mailbox-full'] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})
