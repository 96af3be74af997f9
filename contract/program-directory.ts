import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** What a telephone or another program is told to look people up in the directory itself (LDAP over TLS from the first byte). */
export const programDirectory = z.object({
  host: z.string(),
  port: z.int(),
  baseDn: z.string(),
  /** The name the person signs in with there. */
  bindDn: z.string(),
})
export type ProgramDirectory = z.infer<typeof programDirectory>

/** `settings`: null where the operator opens the directory to no other programs. */
export const readProgramDirectory = endpoint({
  name: 'read-program-directory',
  method: 'GET',
  path: '/api/directory/for-programs',
  auth: 'session',
  rate: 'read',
  response: z.object({ settings: z.nullable(programDirectory) }),
  problems: [],
})
