import type { MessageSetId } from '#contract/ids.ts'
import type { ChangedMessages } from '#contract/jobs.ts'
import { uidSet, uidsOf } from './imap/ext/uid-set.ts'
import type { MessageSet } from './mail-account.ts'
import { messageIdOf, textOfId } from './reference-ids.ts'

/** Up to so many messages are named one by one: undo by more ids would not be accepted. */
const mostIds = 500
const mostMessages = 1_000_000
const mostUid = 0xffffffff

/** What was changed, as the contract tells it: by ids, or many as sets. */
export function presentChanged(sets: readonly MessageSet[]): ChangedMessages {
  const count = sets.reduce((sum, { uids }) => sum + uids.length, 0)
  if (count > mostIds) return { sets: sets.flatMap(idsOfSet) }
  return {
    ids: sets.flatMap(({ folder, validity, uids }) => uids.map((uid) => messageIdOf({ folder, validity, uid }))),
  }
}

/** What moves together gets numbers in a row, so that one id names most folders; of scattered numbers it takes several. */
function idsOfSet({ folder, validity, uids }: MessageSet): MessageSetId[] {
  const runs = uidSet(uids).split(',')
  const lots = Array.from({ length: Math.ceil(runs.length / runsInOne) }, (_, at) =>
    runs.slice(at * runsInOne, (at + 1) * runsInOne),
  )
  return lots.map((lot) => Buffer.from(`${validity} ${lot.join(',')} ${folder}`).toString('base64url') as MessageSetId)
}

/** Two numbers of ten digits each, with what stands between, keep well within the length of an id. */
const runsInOne = 2_000

/** The sets that ids stand for; what was never one of ours stands for none, and what is beyond all measure is left out. */
export function messageSetsOf(ids: readonly string[]): MessageSet[] {
  let room = mostMessages
  return ids.flatMap((id) => {
    const match = /^(\d{1,20}) (\d[\d:,]*) (.+)$/su.exec(textOfId(id) ?? '')
    if (!match) return []
    const [, validity = '', set = '', folder = ''] = match
    if (set.split(/[:,]/).some((number) => Number(number) > mostUid)) return []
    const uids = [...uidsOf(set, room)]
    room -= uids.length
    return uids.length > 0 ? [{ folder, validity, uids }] : []
  })
}
