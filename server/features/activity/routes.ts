import { Readable } from 'node:stream'
import { type ActivityAction, type ActivityEntry, downloadActivity, readActivity } from '#contract/activity.ts'
import { route, type Route } from '#server/http/route.ts'
import type { ManagedMailboxes } from '#server/mail/managed-mailboxes.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { ActivityLog, DoneDeed } from '#server/storage/activity-log.ts'

interface ActivityFeature {
  log: ActivityLog
  ownerNames: OwnerNames
  keepDays: number
  /** Whether Message-IDs are kept. */
  messageIds: boolean
  managed: ManagedMailboxes
}

/** Everybody reads what was done in their own mailbox, and nobody else does; in that of a role those who administer it. */
export function activityRoutes({ log, ownerNames, keepDays, messageIds, managed }: ActivityFeature): Route[] {
  async function ownerFor(session: LiveSession, mailbox: string | undefined): Promise<string> {
    // Who administers the mailbox of a role sees to all of it.
    const { person, isOwn, isRole } = await managed.whose(session, mailbox, 'absence')
    if (!isOwn && !isRole) throw new Problem('not-allowed')
    return person.user
  }

  async function named(deeds: readonly DoneDeed[]) {
    const names = await ownerNames.of(deeds.map(({ user }) => user))
    return deeds.map(({ user, messageIds: _, ...deed }) => ({ ...deed, name: names.get(user)?.name ?? user }))
  }

  async function peopleIn(deeds: readonly DoneDeed[]) {
    const users = [...new Set(deeds.map(({ user }) => user))]
    const names = await ownerNames.of(users)
    const people = users.map((user) => ({ user, name: names.get(user)?.name ?? user }))
    return people.toSorted((one, other) => one.name.localeCompare(other.name))
  }

  return [
    route(readActivity, async ({ query }, { session }) => {
      const { before, mailbox } = query
      const { entries, all, ...rest } = await log.read(await ownerFor(session, mailbox), {
        ...(before === undefined ? {} : { before: Number(before) }),
        fits: (deed) => isAskedFor(deed, query),
      })
      return {
        items: await named(entries),
        people: await peopleIn(all),
        keepDays,
        keepsMessageIds: messageIds,
        ...rest,
      }
    }),

    route(downloadActivity, async ({ query: { mailbox } }, { session }) => {
      const { entries: deeds } = await log.read(await ownerFor(session, mailbox), { most: Infinity })
      return {
        name: 'activity.csv',
        type: 'text/csv',
        charset: 'utf-8',
        bytes: Readable.from([tableOf(await named(deeds), messageIds ? deeds : null)]),
      }
    }),
  ]
}

interface Asked {
  action?: ActivityAction | undefined
  user?: string | undefined
  fromMs?: string | undefined
  untilMs?: string | undefined
}

const isAskedFor = ({ action, user, atMs }: DoneDeed, asked: Asked) =>
  action === (asked.action ?? action) &&
  user === (asked.user ?? user) &&
  atMs >= Number(asked.fromMs ?? 0) &&
  atMs <= Number(asked.untilMs ?? Infinity)

/** With the Message-IDs of these deeds, where they are kept. */
function tableOf(entries: readonly ActivityEntry[], deeds: readonly DoneDeed[] | null): Buffer {
  const rows = entries.map(({ number, atMs, name, action, folder, count }, at) => [
    ...[String(number), new Date(atMs).toISOString(), name, action, folder, String(count)],
    ...(deeds ? [deeds[at]?.messageIds?.join(' ') ?? ''] : []),
  ])
  const head = ['number', 'time', 'name', 'action', 'folder', 'count', ...(deeds ? ['message-ids'] : [])]
  const lines = [head, ...rows]
  return Buffer.from(lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join(''))
}

/** Names are chosen by people: what a spreadsheet would take for a formula is made plain text. */
const cell = (text: string) => `"${text.replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`
