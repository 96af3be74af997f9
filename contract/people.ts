import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** That somebody is away and lets colleagues see it; `untilMs` null where they do not say until when. */
export const away = z.object({ untilMs: z.nullable(z.number()) })
export type Away = z.infer<typeof away>

export const person = z.object({
  name: z.string(),
  address: z.string(),
  /** Job title or department, for telling two people of one name apart; may be empty. */
  detail: z.string(),
  kind: z.enum(['person', 'group']),
  /** Left out for the directory; `collected`: only written to before. */
  source: z.optional(z.enum(['contacts', 'collected'])),
  /** The name of the directory they stand in; left out for contacts, and where there is but one directory. */
  directory: z.optional(z.string()),
  /** They stand in a directory of people outside the organisation. */
  isOutside: z.optional(z.boolean()),
  /** Left out for who is there, or does not show it. */
  away: z.optional(away),
  /** The query is a nickname the person gave them: they are meant, whoever else fits. */
  isNickname: z.optional(z.boolean()),
  /** Of a group of the person's own, which has no address: everybody in it, at most 500. */
  members: z.optional(z.array(z.object({ name: z.string(), address: z.string() }))),
})
export type Person = z.infer<typeof person>

/**
 * People and groups whose names or address begin like the query, of the person's own contacts and all directories in one list, at
 * most 20. Of directories that do not answer, `silentDirectories` gives the names: in their place come those who were found in
 * them of late. Where no directory answers and nobody is found, it is `directory-unavailable`.
 */
export const findPeople = endpoint({
  name: 'find-people',
  method: 'GET',
  path: '/api/people',
  auth: 'session',
  rate: 'search',
  query: z.strictObject({ query: z.string().check(z.minLength(1), z.maxLength(100)) }),
  response: z.object({ items: z.array(person), silentDirectories: z.optional(z.array(z.string())) }),
  problems: ['directory-unavailable'],
})

/** As many recipients as one looks at. */
export const mostAskedAway = 50

/** Who of these colleagues is away now and lets others see it. Addresses nobody here has are left out. */
export const findAway = endpoint({
  name: 'find-away',
  method: 'POST',
  path: '/api/people/away',
  auth: 'session',
  rate: 'search',
  body: z.strictObject({
    addresses: z.array(z.string().check(z.minLength(3), z.maxLength(320))).check(z.maxLength(mostAskedAway)),
  }),
  response: z.object({
    items: z.array(z.object({ address: z.string(), name: z.string(), untilMs: z.nullable(z.number()) })),
  }),
  problems: ['directory-unavailable'],
})
