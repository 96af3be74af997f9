import type { KeptData } from '#contract/kept-data.ts'
import type { Contacts } from '#server/storage/contacts.ts'
import type { Mutes } from '#server/storage/mutes.ts'
import type { Outbox } from '#server/storage/outbox.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import type { Shares } from '#server/storage/shares.ts'
import type { Snoozes } from '#server/storage/snoozes.ts'
import { erasedNotes, givenNotes } from './kept-policy.ts'

export interface KeptPlaces {
  notes: PersonNotes
  contacts: Contacts
  snoozes: Snoozes
  mutes: Mutes
  shares: Shares
  outbox: Outbox
}

export async function countKept(places: KeptPlaces, user: string): Promise<KeptData> {
  const all = await places.contacts.list(user)
  const inBook = (fits: (book: string) => boolean) => all.filter(({ book }) => fits(book)).length
  const notes = await Promise.all(erasedNotes.map((kind) => places.notes.read(user, kind)))
  return {
    contacts: inBook((book) => book === 'own'),
    collected: inBook((book) => book === 'collected'),
    mirrored: inBook((book) => book.startsWith('at-')),
    notes: notes.filter((note) => note !== null).length,
    snoozed: (await places.snoozes.of(user)).length,
    mutes: (await places.mutes.has(user)) ? 1 : 0,
  }
}

/** All that is given, as JSON, piece by piece: cards may be many. */
export async function* writeKept(places: KeptPlaces, user: string, nowMs: number): AsyncGenerator<string> {
  const notes: Record<string, unknown> = {}
  for (const kind of givenNotes) {
    const text = await places.notes.read(user, kind)
    if (text !== null) notes[kind] = withoutSecrets(text)
  }
  const facts = {
    ...{ user, writtenAt: new Date(nowMs).toISOString(), notes },
    comingBack: (await places.snoozes.of(user)).map(({ untilMs, from, messageId }) => ({
      ...{ until: new Date(untilMs).toISOString(), folder: from.folder, messageId },
    })),
    mutesConversations: await places.mutes.has(user),
    shares: await places.shares.of(user),
    waitsToBeSent: (await places.outbox.of(user, nowMs)).map(
      ({ dueMs, envelope, to, cc, bcc, subject, sizeBytes }) => ({
        ...{ at: new Date(dueMs).toISOString(), from: envelope.from, to, cc, bcc, subject, sizeBytes },
      }),
    ),
  }
  yield JSON.stringify(facts, null, 2).replace(/\n\}$/, ',\n  "contacts": [')
  const ids = (await places.contacts.list(user)).map(({ id }) => id)
  let isFirst = true
  for await (const card of places.contacts.cards(user, ids)) {
    yield `${isFirst ? '' : ','}\n    ${JSON.stringify(card)}`
    isFirst = false
  }
  yield '\n  ]\n}\n'
}

/** What leads to books at other servers goes before their cards: else they would come again in between. */
export async function eraseKept(places: KeptPlaces, user: string): Promise<void> {
  for (const kind of erasedNotes) await places.notes.remove(user, kind)
  await places.contacts.erase(user)
  for (const { id } of await places.snoozes.of(user)) await places.snoozes.remove(id)
  await places.mutes.forget(user)
}

/** Notes are JSON; one that is not is given as it is. */
function withoutSecrets(text: string): unknown {
  const isSecret = (key: string) => /password|secret|token/i.test(key)
  try {
    return JSON.parse(text, (key, value: unknown) => (isSecret(key) ? undefined : value))
  } catch {
    return text
  }
}
