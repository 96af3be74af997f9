import { subjects } from '#platform/seed/fixtures.ts'
import { type Message } from '#contract/messages.ts'
import { type State, type Visit } from '../visit.ts'
import { openInbox, openMessage } from './reaching.ts'

const subject = subjects.newestUnread

/** The message as if it were otherwise. */
async function openAs(visit: Visit, changes: Partial<Message>): Promise<void> {
  const { page } = visit
  await openInbox(visit)
  await page.route(/\/api\/messages\/[^/]+$/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...((await response.json()) as Message), ...changes } })
  })
  await page.reload()
  await openMessage(visit, subject)
}

const common = {
  screens: ['MailScreen'],
  leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
} satisfies Partial<State>

/** A message longer than is shown at once. Most of it is out of sight, for what is checked is what stands at the end. */
const longText: State = {
  ...common,
  name: 'long message, of which more can be shown',
  renderings: ['light', 'right to left', '320 px'],
  reach: (visit) =>
    openAs(visit, { html: { content: `<p>A very long message.</p><!-- ${'and more '.repeat(50_000)}`, cut: true } }),
  holds: ({ page, words }) =>
    page.getByRole('button', { name: words('reading-more.long.more'), exact: true }).waitFor(),
}

const pages = Array.from({ length: 130 }, (_, index) => ({
  partId: `${index + 2}`,
  name: `Page ${index + 1}.docx`,
  ...{ type: 'application/msword', sizeBytes: 34_000, contentId: null, inline: false },
}))

const manyFiles: State = {
  ...common,
  name: 'message with more files than are shown at once',
  renderings: ['light', 'dark', '320 px'],
  reach: (visit) => openAs(visit, { attachments: pages }),
  holds: ({ page, words }) =>
    page.getByRole('button', { name: words.with('reading-files.showAll', { count: 30 }), exact: true }).waitFor(),
}

export const longMessageStates: readonly State[] = [longText, manyFiles]
