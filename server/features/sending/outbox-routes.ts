import {
  changeOutboxTime,
  deleteOutbox,
  listOutbox,
  type OutboxItem,
  restoreOutbox,
  sendOutboxNow,
  takeBack as takeBackEndpoint,
} from '#contract/outbox.ts'
import { route, type Route } from '#server/http/route.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { OutboxEntry } from '#server/storage/outbox-entry.ts'
import type { OutboxState } from '#server/storage/schema.ts'
import { changeTime, deleteEntry, type OutboxDesk, restoreEntry, sendNow, takeBack } from './outbox-actions.ts'

interface OutboxRoutes extends OutboxDesk {
  sendsWhileSignedOut: boolean
  /** Tells the other browsers of the person. */
  onChange: (user: string) => void
}

/** So long after it was sent a message is still listed, so that whoever waits for it hears of it. */
const sentShownMs = 2 * 60_000

export function outboxRoutes(desk: OutboxRoutes): Route[] {
  const { outbox, now, onChange, sendsWhileSignedOut } = desk

  /** What a person does with one of their own. */
  async function act<T>({ signedIn }: LiveSession, work: (user: string) => Promise<T>): Promise<T> {
    const made = await work(signedIn.user)
    onChange(signedIn.user)
    return made
  }
  const shown = (entry: OutboxEntry) => presentEntry(entry, now())

  return [
    route(listOutbox, async (_request, { session: { signedIn } }) => {
      const entries = await outbox.of(signedIn.user, now() - sentShownMs)
      return { items: entries.map(shown), sendsWhileSignedOut }
    }),
    route(takeBackEndpoint, ({ params }, { session }) =>
      act(session, async (user) => ({ composer: await takeBack(desk, user, params.outboxId) })),
    ),
    route(sendOutboxNow, ({ params }, { session }) =>
      act(session, async (user) => shown(await sendNow(desk, user, params.outboxId))),
    ),
    route(changeOutboxTime, ({ params, body }, { session }) =>
      act(session, async (user) => shown(await changeTime(desk, user, params.outboxId, body.sendAtMs))),
    ),
    route(deleteOutbox, ({ params }, { session }) => act(session, (user) => deleteEntry(desk, user, params.outboxId))),
    route(restoreOutbox, ({ params }, { session }) =>
      act(session, async (user) => shown(await restoreEntry(desk, user, params.outboxId))),
    ),
  ]
}

const shownStates: Partial<Record<OutboxState, OutboxItem['state']>> = {
  later: 'retrying',
  'signed-out': 'signed-out',
  accepted: 'sending',
  failed: 'failed',
  unknown: 'unknown',
  'in-part': 'in-part',
  sent: 'sent',
}

function presentEntry(entry: OutboxEntry, nowMs: number): OutboxItem {
  const { id, to, cc, bcc, subject, dueMs, isScheduled, fault, result } = entry
  return {
    ...{ id, to, cc, bcc, subject, dueAtMs: dueMs, isScheduled, isRedirect: entry.isRedirect ?? false },
    state: shownStates[entry.state] ?? (entry.nextMs <= nowMs ? 'sending' : 'waiting'),
    nextTryAtMs: entry.state === 'later' ? entry.nextMs : null,
    problem: fault && { type: fault.type, serverSaid: fault.serverSaid ?? '' },
    refused: fault?.recipients ?? result?.refused ?? [],
    sentCopyId: result?.sentCopyId ?? null,
  }
}
