import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** What touches the security of an account, by what people look for. */
export const securityEventGroups = {
  'sign-ins': ['signed-in', 'new-device'],
  failures: ['sign-in-failed', 'second-step-failed'],
  'second-step': ['app-set-up', 'app-removed', 'passkey-added', 'passkey-removed', 'codes-renewed'],
  'app-passwords': ['app-password-made', 'app-password-ended'],
  sharing: ['share-given', 'share-ended', 'shared-for'],
  forwards: ['forward-made'],
  exports: ['exported'],
  endings: ['signed-out', 'others-signed-out', 'provider-signed-out'],
} as const

const groupNames = Object.keys(securityEventGroups) as (keyof typeof securityEventGroups)[]
export const securityEventGroup = z.enum(groupNames)
export type SecurityEventGroup = z.infer<typeof securityEventGroup>
export const securityEventKinds = groupNames.flatMap((group) => [...securityEventGroups[group]])
const securityEventKind = z.enum(securityEventKinds)
export type SecurityEventKind = z.infer<typeof securityEventKind>

const securityEvent = z.object({
  /** Counts up from 1 for each person. */
  number: z.int(),
  atMs: z.int(),
  kind: securityEventKind,
  /** What the browser says it is ("Firefox", "Windows"); null where it is not known, or nobody's browser did it. */
  browser: z.nullable(z.string()),
  system: z.nullable(z.string()),
  /** The network address it came from; empty where nobody's browser did it. */
  network: z.string(),
  /** How many messages or sessions; 0 where that says nothing. */
  count: z.int(),
})
export type SecurityEvent = z.infer<typeof securityEvent>

const securityEvents = z.object({
  /** The newest first. */
  items: z.array(securityEvent),
  /** Give it as `before` for what is older; null at the end. */
  nextBefore: z.nullable(z.int()),
  /** False where an entry was changed or taken out after it was written. */
  isIntact: z.boolean(),
  /** How long entries are kept. */
  keepDays: z.int(),
})
export type SecurityEvents = z.infer<typeof securityEvents>

/** What happened to the person's own account. */
export const readSecurityEvents = endpoint({
  name: 'read-security-events',
  method: 'GET',
  path: '/api/security-events',
  auth: 'session',
  rate: 'read',
  query: z.strictObject({
    group: z.optional(securityEventGroup),
    before: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
  }),
  response: securityEvents,
  problems: [],
})

const newDevice = z.object({
  browser: z.nullable(z.string()),
  system: z.nullable(z.string()),
  network: z.string(),
  atMs: z.int(),
})

const newDevices = z.object({
  /** The newest first. */
  items: z.array(newDevice),
})
export type NewDevices = z.infer<typeof newDevices>

/** Browsers the account was opened with for the first time, after this one and without anybody having said that it was them. */
export const readNewDevices = endpoint({
  name: 'read-new-devices',
  method: 'GET',
  path: '/api/security-events/new-devices',
  auth: 'session',
  rate: 'read',
  response: newDevices,
  problems: [],
})

/** It was the person, as far as they were told. */
export const knowNewDevices = endpoint({
  name: 'know-new-devices',
  method: 'POST',
  path: '/api/security-events/new-devices/known',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    /** Time of the newest they were told of. */
    upToMs: z.int().check(z.gte(0)),
  }),
  response: newDevices,
  problems: [],
})
