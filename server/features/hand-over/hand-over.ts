import type { ParsedRequest } from '#contract/endpoint.ts'
import { type handOver, mostHandOverDays } from '#contract/hand-over.ts'
import type { FieldProblem } from '#contract/problem.ts'
import type { Directory, DirectoryEntry } from '#server/mail/directory-port.ts'
import { namesOnePerson } from '#server/mail/mail-sharing.ts'
import { Problem } from '#server/problem.ts'

export type Wish = ParsedRequest<typeof handOver>['body']

/** What is done in the name of somebody who is away, by the parts of the server that do it for those who are here. */
export interface Acts {
  /** False where they answer mail already, and then nothing is changed. */
  answer(absent: DirectoryEntry, text: string, endsAtMs: number): Promise<boolean>
  /** False where the delegate is in the mailbox already, and then nothing is changed. */
  share(absent: DirectoryEntry, delegate: DirectoryEntry, by: DirectoryEntry, wish: Wish): Promise<boolean>
  /** Puts a message into their inbox. */
  tell(absent: DirectoryEntry, what: Told): Promise<void>
}

export interface Told {
  by: DirectoryEntry
  act: Wish['act']
  delegate: DirectoryEntry | null
  endsAtMs: number
  reason: string
}

export interface HandOverFeature {
  directory: Directory | null
  /** Id of the group whose members may; null where nobody may. */
  group: string | null
  acts: Acts
  now: () => number
  note: (requestId: string, absent: string, done: { by: string; act: Wish['act'] }) => void
  onFailure: (error: unknown) => void
}

const dayMs = 24 * 60 * 60_000

/** Asked at each use: who has left the group may not any more. */
export async function mayHandOver({ directory, group }: HandOverFeature, user: string): Promise<boolean> {
  if (!directory || group === null) return false
  return (await directory.groupsOf(user)).includes(group)
}

/** Throws Problem as of the endpoint `hand-over`. */
export async function handOverFor(
  feature: HandOverFeature,
  user: string,
  wish: Wish,
  requestId: string,
): Promise<{ name: string; isTold: boolean }> {
  const { directory, acts, onFailure } = feature
  if (!directory || !(await mayHandOver(feature, user))) throw new Problem('not-allowed')
  const by = await directory.identify(user)
  if (!by) throw new Problem('not-allowed')
  const absent = await personAt(directory, 'address', wish.address)
  if (absent.userName === user) throw refused('address', 'own-address')
  checkWords(wish, feature.now())
  const delegate = wish.act === 'share' ? await delegateFor(directory, absent, wish) : null
  const isDone = delegate
    ? await acts.share(absent, delegate, by, wish)
    : await acts.answer(absent, wish.text, wish.endsAtMs)
  if (!isDone) throw refused(delegate ? 'delegate' : 'address', 'twice')
  feature.note(requestId, absent.userName, { by: user, act: wish.act })
  const { act, endsAtMs, reason } = wish
  try {
    await acts.tell(absent, { by, act, delegate, endsAtMs, reason })
    return { name: absent.name, isTold: true }
  } catch (error) {
    // Who is long away has a full mailbox: that must not keep their mail from being looked after.
    onFailure(error)
    return { name: absent.name, isTold: false }
  }
}

async function delegateFor(directory: Directory, absent: DirectoryEntry, { delegate }: Wish): Promise<DirectoryEntry> {
  if (delegate === null) throw refused('delegate', 'missing')
  const entry = await personAt(directory, 'delegate', delegate)
  if (entry.userName === absent.userName) throw refused('delegate', 'own-address')
  return entry
}

async function personAt(directory: Directory, field: string, address: string): Promise<DirectoryEntry> {
  const entry = await directory.identify(address)
  if (entry && namesOnePerson(entry.userName)) return entry
  throw refused(field, (await directory.group(address)) ? 'is-group' : 'unknown-person')
}

function checkWords({ act, text, reason, endsAtMs }: Wish, nowMs: number): void {
  if (act === 'answer' && text === '') throw refused('text', 'missing')
  if (reason === '') throw refused('reason', 'missing')
  if (endsAtMs <= nowMs) throw refused('endsAtMs', 'too-early')
  if (endsAtMs > nowMs + mostHandOverDays * dayMs) throw refused('endsAtMs', 'too-long')
}

const refused = (field: string, code: FieldProblem['code']) =>
  new Problem('invalid-request', { fields: [{ field, code }] })
