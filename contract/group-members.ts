import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { person } from './people.ts'

/** Of a larger group nobody could look through the members, and a message takes 500 recipients at most. */
export const mostMembers = 200

export const groupMembers = z.object({
  /** Everybody the group reaches, also through groups in it, once each, by name; none where there are more than `mostMembers`. */
  items: z.array(person),
  isTooLarge: z.boolean(),
  /** Members the directory knows no address of. */
  withoutAddress: z.int(),
})
export type GroupMembers = z.infer<typeof groupMembers>

/** Who gets what is sent to a group of the directory. `not-found` where the address is no group's. */
export const findGroupMembers = endpoint({
  name: 'find-group-members',
  method: 'GET',
  path: '/api/people/group-members',
  auth: 'session',
  rate: 'search',
  query: z.strictObject({ address: z.string().check(z.minLength(3), z.maxLength(320)) }),
  response: groupMembers,
  problems: ['directory-unavailable', 'not-found'],
})
