import { listSnoozed, snoozeMessages, unsnoozeMessages } from '#contract/snooze.ts'
import { route, type Route } from '#server/http/route.ts'
import type { MessageReference } from '#server/mail/mail-account.ts'
import { folderIdOf, messageIdOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { Snoozes } from '#server/storage/snoozes.ts'
import type { Return } from './bring-back.ts'
import { snooze, snoozedFolder, unsnooze } from './snooze-messages.ts'

interface SnoozeFeature {
  store: Snoozes
  now: () => number
  returnsWhileSignedOut: boolean
}

export function snoozeRoutes({ store, now, returnsWhileSignedOut }: SnoozeFeature): Route[] {
  const snoozingOf = ({ mail, signedIn }: LiveSession) => ({ mail, store, user: signedIn.user, now })
  return [
    route(snoozeMessages, async ({ body }, { session }) => ({
      items: await each(body.ids, (references) => snooze(snoozingOf(session), references, body.untilMs)),
    })),

    route(unsnoozeMessages, async ({ body }, { session }) => ({
      items: await each(body.ids, (references) => unsnooze(snoozingOf(session), references)),
    })),

    route(listSnoozed, async (_request, { session: { mail, signedIn } }) => {
      const folder = await snoozedFolder(mail)
      const snoozes = await store.of(signedIn.user)
      const items = snoozes.flatMap(({ at, untilMs }) => (at ? [{ id: messageIdOf(at), untilMs }] : []))
      return { folderId: folder === null ? null : folderIdOf(folder), items, returnsWhileSignedOut }
    }),
  ]
}

/** Per id what became of its message; an id that was never one of ours stands for none. */
async function each<Id extends string>(
  ids: readonly Id[],
  work: (references: MessageReference[]) => Promise<Return[]>,
) {
  const known = new Map<Id, MessageReference>()
  for (const id of ids) {
    const reference = messageReferenceOf(id)
    if (reference) known.set(id, reference)
  }
  const results = await work([...known.values()])
  const byId = new Map([...known.keys()].map((id, index) => [id, results[index]]))
  return ids.map((id) => {
    const { outcome, moved } = byId.get(id) ?? ({ outcome: 'gone', moved: null } as const)
    return { id, outcome, movedId: moved && messageIdOf(moved) }
  })
}
