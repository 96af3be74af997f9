import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

const address = z.string().check(z.minLength(3), z.maxLength(320), z.regex(/^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u))
const line = (longest: number) => z.string().check(z.trim(), z.maxLength(longest), z.regex(/^[^\p{Cc}\u2028\u2029]*$/u))

/** `open`: people join and leave by themselves. `request`: an owner lets them in, and they leave by themselves. */
export const listJoining = z.enum(['open', 'request', 'closed'])
export type ListJoining = z.infer<typeof listJoining>

/** Who may write to a list. `members`: and its owners. */
export const listPosting = z.enum(['anyone', 'organisation', 'members', 'owners'])
export type ListPosting = z.infer<typeof listPosting>

const named = z.object({ name: z.string(), address: z.string() })

/** A list of the directory: an address whose mail goes to its members. */
export const mailList = z.object({
  name: z.string(),
  address: z.string(),
  /** What it is for; may be empty. */
  text: z.string(),
  joining: listJoining,
  posting: listPosting,
  owners: z.array(named),
  /** It names the person who asks themselves. */
  isMember: z.boolean(),
  /** The person who asks may change its members and its rules. */
  isManaged: z.boolean(),
  /** Somebody made it here, so that its owners may delete it. */
  isMade: z.boolean(),
})
export type MailList = z.infer<typeof mailList>

export const listMember = z.object({ ...named.shape, kind: z.enum(['person', 'group', 'outside']) })
export type ListMember = z.infer<typeof listMember>

/** A list as its owners see it. */
export const listDetails = z.object({
  list: mailList,
  /** By name, at most 500. */
  members: z.array(listMember),
  /** There are more than these. */
  isCut: z.boolean(),
  /** People outside the organisation may be put on it. */
  takesOutside: z.boolean(),
})
export type ListDetails = z.infer<typeof listDetails>

/**
 * Why nothing was changed. `changed`: the list is another by now, or the person no longer an owner; `there` and `not-there`: it was so
 * already; `loop`: the lists would hold each other; `unknown`: nobody in the directory has this address; `outside`: it is of
 * somebody outside, whom this list does not take; `not-person`: only people look after lists; `last-member` and `last-owner`: one has to
 * stay. Of a new list: as of an address of one's own, and `title`: it has to be called something.
 */
export const listFault = z.enum([
  ...['changed', 'there', 'not-there', 'loop', 'unknown', 'outside', 'not-person', 'last-member', 'last-owner'],
  ...['taken', 'reserved', 'name', 'domain', 'many', 'title'],
] as const)
export type ListFault = z.infer<typeof listFault>

/** `details`: as it is now; null where the person does not look after it. */
const changed = z.object({ fault: z.nullable(listFault), details: z.nullable(listDetails) })
export type ChangedList = z.infer<typeof changed>

/** What people are offered. */
export const ownLists = z.object({
  /** Whether lists are changed here at all. */
  isOffered: z.boolean(),
  /** Those that name the person, or that they look after, by name. */
  items: z.array(mailList),
  /** Null where people make none. */
  offer: z.nullable(z.object({ domains: z.array(z.string()), most: z.int(), left: z.int() })),
})
export type OwnLists = z.infer<typeof ownLists>

const problems = ['directory-unavailable', 'not-allowed', 'not-found'] as const

export const readOwnLists = endpoint({
  name: 'read-own-lists',
  method: 'GET',
  path: '/api/lists',
  auth: 'session',
  rate: 'search',
  response: ownLists,
  problems: ['directory-unavailable'],
})

/** Lists whose name or address begins so, at most 50. `not-allowed` where lists are not changed here. */
export const findLists = endpoint({
  name: 'find-lists',
  method: 'GET',
  path: '/api/lists/found',
  auth: 'session',
  rate: 'search',
  query: z.strictObject({ query: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)) }),
  response: z.object({ items: z.array(mailList) }),
  problems,
})

/** A list with its members, for its owners alone. */
export const readList = endpoint({
  name: 'read-list',
  method: 'GET',
  path: '/api/lists/one',
  auth: 'session',
  rate: 'read',
  query: z.strictObject({ address }),
  response: listDetails,
  problems,
})

/** The person joins a list, or leaves it, where the rule of the list allows it at that moment. */
export const joinList = endpoint({
  name: 'join-list',
  method: 'POST',
  path: '/api/lists/join',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ address, isMember: z.boolean() }),
  response: z.object({ fault: z.nullable(listFault), lists: ownLists }),
  problems,
})

/** Puts a person, a group or somebody outside on a list, or takes them off. */
export const changeListMember = endpoint({
  name: 'change-list-member',
  method: 'POST',
  path: '/api/lists/members',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ address, member: address, isMember: z.boolean() }),
  response: changed,
  problems,
})

/** Lets somebody look after a list, or ends it; one's own part in it too. */
export const changeListOwner = endpoint({
  name: 'change-list-owner',
  method: 'POST',
  path: '/api/lists/owners',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ address, owner: address, isOwner: z.boolean() }),
  response: changed,
  problems,
})

export const listRules = z.strictObject({
  name: line(100),
  text: line(500),
  joining: listJoining,
  posting: listPosting,
})
export type ListRules = z.infer<typeof listRules>

/** What a list is called, what for, who joins and who writes. `before`: as the person saw it; where it is not so any more, `changed`. */
export const changeListRules = endpoint({
  name: 'change-list-rules',
  method: 'PATCH',
  path: '/api/lists',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ address, before: listRules, after: listRules }),
  response: changed,
  problems,
})

/** Makes a list `name@domain` with the person as its owner and only member. */
export const addList = endpoint({
  name: 'add-list',
  method: 'POST',
  path: '/api/lists',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    name: z.string().check(z.trim(), z.maxLength(64)),
    domain: z.string().check(z.maxLength(253)),
    title: line(100),
  }),
  response: changed,
  problems,
})

/** Deletes a list that was made here: mail to it is refused as to nobody, and others may take its address. */
export const deleteList = endpoint({
  name: 'delete-list',
  method: 'POST',
  path: '/api/lists/delete',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ address }),
  response: changed,
  problems,
})

export const directoryListEndpoints = [
  readOwnLists,
  findLists,
  readList,
  joinList,
  changeListMember,
  changeListOwner,
  changeListRules,
  addList,
  deleteList,
] as const
