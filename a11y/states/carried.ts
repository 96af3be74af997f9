import { subjects } from '#platform/seed/fixtures.ts'
import { type State, type Visit } from '../visit.ts'
import { messageShown, openMessage } from './reaching.ts'

/** Waits for the card of what a message carries, by how its name begins. */
async function cardShown({ page, words }: Visit, key: string): Promise<void> {
  const start = words(key).split('{')[0] ?? ''
  await page
    .getByRole('article')
    .getByRole('region', { name: new RegExp(`^${start}`) })
    .waitFor({ timeout: 5000 })
}

/** The invitation of the seed, as the server would tell of it after something happened. */
async function tellOtherwise({ page }: Visit, change: (invitation: Record<string, unknown>) => object): Promise<void> {
  await page.route(/\/invitations\/[\d.]+$/, async (route) => {
    const told = (await (await route.fetch()).json()) as Record<string, unknown>
    await route.fulfill({ json: { ...told, ...change(told) } })
  })
}

function invitation(name: string, kind: string, change?: (told: Record<string, unknown>) => object): State {
  return {
    name,
    screens: ['MailScreen'],
    async reach(visit) {
      if (change) await tellOtherwise(visit, change)
      await openMessage(visit, subjects.invitation)
    },
    async holds(visit) {
      await messageShown(visit, subjects.invitation)
      await cardShown(visit, `invitations.kind.${kind}`)
    },
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  }
}

const changed = (told: Record<string, unknown>) => ({
  event: { ...(told['event'] as object), sequence: 2 },
  changed: { what: ['location'], before: { ...(told['event'] as object), location: 'Library, room 3' } },
  answered: { answer: 'accepted', atMs: Date.UTC(2026, 0, 5), earlier: false, certain: true },
})

/** What messages carry besides text and pictures. */
export const carriedStates: readonly State[] = [
  invitation('invitation to a recurring meeting, to be answered', 'request'),
  invitation('changed invitation, answered', 'changed', changed),
  invitation('invitation cancelled', 'cancel', () => ({ method: 'cancel', answerAs: null })),
]
