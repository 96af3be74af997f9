import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

const deviceId = z.string().check(z.regex(/^[\w-]{20,64}$/))

/** A browser in which the person has a session. */
const signedInDevice = z.object({
  /** Says nothing to anybody else, and is none of the session's secrets. */
  id: deviceId,
  /** The browser that asks. */
  isThis: z.boolean(),
  /** The names of the browser and of the system, as the browser itself says ("Firefox", "Windows"); null where it is not known. */
  browser: z.nullable(z.string()),
  system: z.nullable(z.string()),
  /** The network address it signed in from. */
  network: z.string(),
  /** Milliseconds since 1970; the last use is noted every quarter of a minute. */
  signedInAtMs: z.int(),
  lastUsedAtMs: z.int(),
})
export type SignedInDevice = z.infer<typeof signedInDevice>

const deviceList = z.object({
  /** This one first, then by last use. */
  items: z.array(signedInDevice),
})
export type SignedInDeviceList = z.infer<typeof deviceList>

export const listSignedInDevices = endpoint({
  name: 'list-signed-in-devices',
  method: 'GET',
  path: '/api/signed-in-devices',
  auth: 'session',
  rate: 'read',
  response: deviceList,
  problems: [],
})

/** Signs out one of them, at once and with all it has open. One that is gone is no failure; this one signs out by itself. */
export const signOutDevice = endpoint({
  name: 'sign-out-device',
  method: 'POST',
  path: '/api/signed-in-devices/sign-out',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ id: deviceId }),
  response: deviceList,
  problems: ['not-allowed'],
})

/** Signs out all but the one that asks. */
export const signOutOtherDevices = endpoint({
  name: 'sign-out-other-devices',
  method: 'POST',
  path: '/api/signed-in-devices/sign-out-others',
  auth: 'session',
  rate: 'write',
  response: deviceList,
  problems: [],
})
