import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** How many of each are kept about the person beside their mail. `mutes`: 1 while they have muted conversations. */
export const keptData = z.object({
  contacts: z.int(),
  collected: z.int(),
  mirrored: z.int(),
  notes: z.int(),
  snoozed: z.int(),
  mutes: z.int(),
})
export type KeptData = z.infer<typeof keptData>

export const readKeptData = endpoint({
  name: 'read-kept-data',
  method: 'GET',
  path: '/api/kept-data',
  auth: 'session',
  rate: 'read',
  response: keptData,
  problems: [],
})

/** All of it as JSON, but for passwords and what proves who the person is. */
export const downloadKeptData = endpoint({
  name: 'download-kept-data',
  method: 'GET',
  path: '/api/kept-data/file',
  auth: 'session',
  rate: 'read',
  response: 'bytes',
  problems: [],
})

/** Erases it for good. Mail, the second step of signing in, shares and what waits to be sent stay. Answers what is left. */
export const eraseKeptData = endpoint({
  name: 'erase-kept-data',
  method: 'POST',
  path: '/api/kept-data/erase',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ confirm: z.literal(true) }),
  response: keptData,
  problems: [],
})
