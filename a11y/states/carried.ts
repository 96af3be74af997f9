import { subjects } from '#platform/seed/fixtures.ts'
import { type State, type Visit } from '../visit.ts'
import { messageShown, openMessage } from './reaching.ts'

/** Waits for the card of what a message carries, by how its name begins. */
async function cardShown({ page, words }: Visit, key: string): Promise<void> {
  const start = words(key).split('{')[0] ?? ''
  await page
    .getByRole('article')
    .getByRole('region', { name: new RegExp(`^${start}`) })
    .waitFor()
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

/** The invitation of the seed as if it were another file, told of as given. */
async function standIn(
  { page }: Visit,
  file: { name: string; type: string },
  path: RegExp,
  told: object,
): Promise<void> {
  await page.route(/\/api\/messages\/[^/]+$/, async (route) => {
    const response = await route.fetch()
    const message = (await response.json()) as { attachments?: object[] }
    // Nobody may be signed in yet, and labels are changed by a path like that of a message.
    if (!message.attachments) return route.fulfill({ response })
    const attachments = message.attachments.slice(0, 1).map((part) => ({ ...part, ...file }))
    await route.fulfill({ json: { ...message, attachments } })
  })
  await page.route(path, (route) => route.fulfill({ json: told }))
}

function instead(name: string, file: { name: string; type: string }, path: RegExp, told: object, key: string): State {
  return {
    name,
    screens: ['MailScreen'],
    async reach(visit) {
      await standIn(visit, file, path, told)
      await openMessage(visit, subjects.invitation)
    },
    async holds(visit) {
      await messageShown(visit, subjects.invitation)
      await visit.page.getByRole('region', { name: visit.words.like(key) }).waitFor()
    },
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  }
}

const card = {
  ...{ name: 'Emi Tanaka', organisation: 'Department of Public Works, Planning', title: 'Planner', note: '' },
  ...{ mails: ['emi.tanaka@example.gov'], address: 'City Hall, room 210', web: 'https://example.gov/planning' },
  telephones: [
    { number: '+1 555 0142', kind: 'mobile' },
    { number: '+1 555 0100', kind: 'work' },
  ],
}
const packed = {
  files: [{ number: 1, name: 'Plan.pdf', type: 'application/pdf', sizeBytes: 84_000 }],
  ...{ text: { content: 'Good morning.', cut: false }, html: null, cut: true },
}

const nested: State = {
  name: 'message inside a message, open',
  screens: ['MailScreen'],
  async reach(visit) {
    await openMessage(visit, subjects.nestedForward)
    await visit.page
      .getByRole('button', { name: visit.words.like('attached.nested.heading') })
      .first()
      .click()
  },
  async holds(visit) {
    await messageShown(visit, subjects.nestedForward)
    const head = visit.page.getByRole('button', { name: visit.words.like('attached.nested.heading'), expanded: true })
    await head.first().waitFor()
    await visit.page.getByRole('group').getByRole('heading', { level: 4 }).first().waitFor()
  },
}

const newsletter = `<h1>Opening hours</h1><p>The reading room opens at <b>nine</b>.</p><h2>By day</h2>
  <table border="1"><tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>9 to 17</td></tr><tr><td>Friday</td><td>9 to 13</td></tr></table>
  <p>More at <a href="https://agency.example/hours">agency.example</a>.</p>`

/** The attached message of the seed as if it were formatted. */
const nestedFormatted: State = {
  ...nested,
  name: 'formatted message inside a message, open',
  async reach(visit) {
    await visit.page.route(/\/nested\/[\d.]+$/, async (route) => {
      const told = (await (await route.fetch()).json()) as Record<string, unknown>
      await route.fulfill({ json: { ...told, html: { content: newsletter, cut: false } } })
    })
    await nested.reach(visit)
  },
  async holds(visit) {
    await nested.holds(visit)
    const frame = visit.page.frameLocator('article iframe')
    await frame.getByText('Opening hours', { exact: true }).waitFor()
  },
  leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
}

/** What messages carry besides text and pictures. */
export const carriedStates: readonly State[] = [
  invitation('invitation to a recurring meeting, to be answered', 'request'),
  invitation('changed invitation, answered', 'changed', changed),
  invitation('invitation cancelled', 'cancel', () => ({ method: 'cancel', answerAs: null })),
  instead(
    'message with a contact card',
    { name: 'emi.vcf', type: 'text/vcard' },
    /\/contact-cards\//,
    { cards: [card], count: 1, cut: false },
    'contact-cards.one',
  ),
  instead(
    'message with a damaged winmail.dat',
    { name: 'winmail.dat', type: 'application/ms-tnef' },
    /\/packed\/[\d.]+$/,
    packed,
    'attached.packed.heading',
  ),
  nested,
  nestedFormatted,
]
