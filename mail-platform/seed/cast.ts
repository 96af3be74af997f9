import { directoryPeople, groups, roleMailboxes } from '#platform/demo-people.ts'
import { outsiders } from './content/outsiders.ts'
import type { Mailbox } from './mail/letter.ts'

/** How somebody's mail program writes: wrapped plain text, flowed plain text, or HTML with a text part. */
export type WritingStyle = 'plain' | 'flowed' | 'html'

/** Somebody who writes or receives seed mail. */
export interface Player extends Mailbox {
  /** Login names of the mailboxes that get what is sent here; empty for people outside. */
  uids: readonly string[]
  style: WritingStyle
  /** Lines below "-- "; empty for those who sign by hand. */
  signature: readonly string[]
}

const stylesOfPeople: Readonly<Record<string, WritingStyle>> = {
  ada: 'flowed',
  carmen: 'html',
  emi: 'html',
  farid: 'plain',
  grace: 'flowed',
  ines: 'html',
  jonas: 'html',
}

function membersOf(id: string): string[] {
  const group = groups.find((candidate) => candidate.id === id)
  return group ? [...new Set([...group.members, ...group.groups.flatMap(membersOf)])] : []
}

function everybody(): Map<string, Player> {
  const players = new Map<string, Player>()
  for (const [key, { name, address, style = 'plain', signature = [] }] of Object.entries(outsiders)) {
    players.set(key, { uids: [], name, address, style, signature })
  }
  for (const { uid, name, address, title, department, telephone } of directoryPeople) {
    const signature = [name, `${title}, ${department}`, telephone]
    players.set(uid, { uids: [uid], name, address, style: stylesOfPeople[uid] ?? 'plain', signature })
  }
  for (const { uid, name, address } of roleMailboxes) {
    players.set(uid, { uids: [uid], name, address, style: 'plain', signature: [name, 'City Hall, 4 Harbour Street'] })
  }
  for (const { id, name, address } of groups) {
    players.set(id, { uids: membersOf(id), name, address, style: 'plain', signature: [] })
  }
  return players
}

const players = everybody()

/** A person, role mailbox or group by its id, or somebody outside by key. Throws for a key nobody has: a slip in the content. */
export function player(key: string): Player {
  const found = players.get(key)
  if (!found) throw new Error(`The seed mail names "${key}", who is neither on the platform nor known outside.`)
  return found
}

/** Just the name and address. */
export function mailboxOf(key: string): Mailbox {
  const { name, address } = player(key)
  return { name, address }
}
