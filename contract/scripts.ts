import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/* Rules as text, in Sieve (RFC 5228), for people who write it themselves. */

/** In bytes; mail servers have bounds of their own. */
export const mostOfScript = 250_000

const name = z.string().check(z.minLength(1), z.maxLength(200))
const text = z.string().check(z.maxLength(mostOfScript))

const script = z.object({
  name: z.string(),
  /** `alone`, or after the rules that are made in the settings. */
  runs: z.enum(['no', 'alone', 'after-ours']),
  /** Made of what is set elsewhere in the settings, so that it is changed there. */
  isOurs: z.boolean(),
})
export type ScriptRow = z.infer<typeof script>

export const scriptsState = z.object({
  isOffered: z.boolean(),
  /** By name, ours last. */
  scripts: z.array(script),
  /** The one that runs answers or rejects mail itself, beside an out of office or a filter that answers; servers fail at doing both. */
  clashes: z.boolean(),
})
export type ScriptsState = z.infer<typeof scriptsState>

export const readScripts = endpoint({
  name: 'read-scripts',
  method: 'GET',
  path: '/api/scripts',
  auth: 'session',
  rate: 'read',
  response: scriptsState,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})

export const scriptText = z.object({
  text: z.string(),
  /** It is as the server has it, so that it can be saved without changing anything else. */
  isExact: z.boolean(),
  /** Stands for the text; to be given back when saving. */
  version: z.string(),
})
export type ScriptText = z.infer<typeof scriptText>

/** `not-found` for one that is gone. */
export const readScript = endpoint({
  name: 'read-script',
  method: 'GET',
  path: '/api/scripts/text',
  auth: 'session',
  rate: 'read',
  query: z.strictObject({ name }),
  response: scriptText,
  problems: ['not-found', 'mail-server-unavailable', 'mail-server-not-trusted'],
})

const note = z.object({
  /** Counted from 1; null where the server names none. */
  line: z.nullable(z.int()),
  severity: z.enum(['error', 'warning']),
  /** The server's words; empty with `forwarding`, to an address the operator allows no forwarding to, and with `unconfirmed`. */
  text: z.string(),
  reason: z.enum(['server', 'forwarding', 'unconfirmed']),
})
export type ScriptNote = z.infer<typeof note>

/** Has the server look at a text, and stores nothing. One with no note of severity `error` can be saved. */
export const checkScript = endpoint({
  name: 'check-script',
  method: 'POST',
  path: '/api/scripts/check',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ text }),
  bodyLimitBytes: 600_000,
  response: z.object({ notes: z.array(note) }),
  problems: ['not-allowed', 'rules-refused', 'mail-server-unavailable', 'mail-server-not-trusted'],
})

export const scriptSaved = z.object({
  /** `overtaken`: it is not as it was read, or has gone; nothing was stored. */
  outcome: z.enum(['saved', 'not-valid', 'name-taken', 'name-unusable', 'overtaken']),
  notes: z.array(note),
  /** Of what is stored now. */
  version: z.string(),
  state: scriptsState,
})
export type ScriptSaved = z.infer<typeof scriptSaved>

/** Stores a text under a name, in the place of the one it was read from. Ours cannot be saved, nor their names taken. */
export const saveScript = endpoint({
  name: 'save-script',
  method: 'POST',
  path: '/api/scripts',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    ...{ name, text },
    /** What it was read from; null for a new one. */
    from: z.nullable(z.strictObject({ name, version: z.string().check(z.maxLength(100)) })),
  }),
  bodyLimitBytes: 600_000,
  response: scriptSaved,
  problems: [
    ...(['not-allowed', 'rules-changed', 'rules-refused', 'mailbox-full'] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})

/** Has a script run, after our rules where one of them is on; null for none. `rules-changed` for one that is gone. */
export const runScript = endpoint({
  name: 'run-script',
  method: 'POST',
  path: '/api/scripts/run',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ name: z.nullable(name) }),
  response: scriptsState,
  problems: [
    ...(['not-allowed', 'rules-changed', 'rules-refused', 'mailbox-full'] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})

/** `rules-changed` where it is not as it was read; `not-allowed` for ours and for one that runs. */
export const deleteScript = endpoint({
  name: 'delete-script',
  method: 'POST',
  path: '/api/scripts/delete',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ name, version: z.string().check(z.maxLength(100)) }),
  response: scriptsState,
  problems: [
    ...(['not-allowed', 'rules-changed', 'rules-refused'] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})
