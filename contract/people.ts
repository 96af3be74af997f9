import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

export const person = z.object({
  name: z.string(),
  address: z.string(),
  /** Job title or department, for telling two people of one name apart; may be empty. */
  detail: z.string(),
  kind: z.enum(['person', 'group']),
})
export type Person = z.infer<typeof person>

/** People and groups of the directory whose name or address begins like the query; at most 20. */
export const findPeople = endpoint({
  name: 'find-people',
  method: 'GET',
  path: '/api/people',
  auth: 'session',
  rate: 'search',
  query: z.strictObject({ query: z.string().check(z.minLength(1), z.maxLength(100)) }),
  response: z.object({ items: z.array(person) }),
  problems: ['directory-unavailable'],
})
