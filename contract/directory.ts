import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { away } from './people.ts'

/** How many people are listed at once; whoever looks for others narrows the list. */
export const mostListed = 500

const address = z.string().check(z.minLength(3), z.maxLength(320))

/** Somebody, or a group, in a list. `detail`: job title, or department. */
const entry = z.object({ name: z.string(), address: z.string(), detail: z.string() })

const source = {
  /** The directory this is from, by the name that people know it by. */
  directory: z.string(),
  /** It is a directory of people outside the organisation. */
  isOutside: z.boolean(),
}
export type DirectoryListed = z.infer<typeof entry>

/** Directories that did not answer, by name; nobody of theirs is in the list. */
const silentDirectories = z.array(z.string())

/** The departments that anybody is in, of all directories, by name; and the names of these directories. */
export const readDepartments = endpoint({
  name: 'read-departments',
  method: 'GET',
  path: '/api/directory',
  auth: 'session',
  rate: 'search',
  response: z.object({ departments: z.array(z.string()), directories: z.array(z.string()), silentDirectories }),
  problems: ['directory-unavailable', 'not-found'],
})

/** People by name: of one department, or whose name or address begins like the query, or both; without either, nobody. */
export const listDirectory = endpoint({
  name: 'list-directory',
  method: 'GET',
  path: '/api/directory/people',
  auth: 'session',
  rate: 'search',
  query: z.strictObject({
    query: z._default(z.string().check(z.maxLength(100)), ''),
    department: z._default(z.string().check(z.maxLength(200)), ''),
  }),
  response: z.object({
    items: z.array(z.object({ ...entry.shape, ...source })),
    silentDirectories,
    /** There are more than these. */
    isCut: z.boolean(),
  }),
  problems: ['directory-unavailable', 'not-found'],
})

/** What the directory says of one person. Texts are plain, one line each; empty where it says nothing. */
export const directoryCard = z.object({
  name: z.string(),
  address: z.string(),
  /** Further addresses that reach the same person. */
  otherAddresses: z.array(z.string()),
  title: z.string(),
  department: z.string(),
  telephones: z.array(z.string()),
  hasPhoto: z.boolean(),
})
export type DirectoryCard = z.infer<typeof directoryCard>

/** `away`: left out for who is there, or does not show it. */
const cardFromSource = z.object({ ...directoryCard.shape, ...source, away: z.optional(away) })
export type CardFromSource = z.infer<typeof cardFromSource>

const onePerson = z.strictObject({ address })

/** `not-found`: nobody of the directory has this address. */
export const readDirectoryCard = endpoint({
  name: 'read-directory-card',
  method: 'GET',
  path: '/api/directory/card',
  auth: 'session',
  rate: 'read',
  query: onePerson,
  response: cardFromSource,
  problems: ['directory-unavailable', 'not-found'],
})

/** A picture of at most 1 MB, of a kind that browsers show. */
export const readDirectoryPhoto = endpoint({
  name: 'read-directory-photo',
  method: 'GET',
  path: '/api/directory/photo',
  auth: 'session',
  rate: 'picture',
  query: onePerson,
  response: 'bytes',
  problems: ['directory-unavailable', 'not-found'],
})

/** The groups whose mail reaches the person who asks. */
export const listOwnGroups = endpoint({
  name: 'list-own-groups',
  method: 'GET',
  path: '/api/directory/own-groups',
  auth: 'session',
  rate: 'search',
  response: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        address: z.string(),
        /** Who looks after it; empty where nobody is named. */
        owner: z.object({ name: z.string(), address: z.string() }),
        /** The group through which one is in it; null for one that names the person themselves. */
        through: z.nullable(z.string()),
      }),
    ),
  }),
  problems: ['directory-unavailable', 'not-found'],
})
