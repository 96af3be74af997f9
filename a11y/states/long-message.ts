import { subjects } from '#platform/seed/fixtures.ts'
import { type Message } from '#contract/messages.ts'
import { type State } from '../visit.ts'
import { openInbox, openMessage } from './reaching.ts'

const subject = subjects.newestUnread

/** A message longer than is shown at once. Most of it is out of sight, for what is checked is what stands at the end. */
export const longMessageState: State = {
  name: 'long message, of which more can be shown',
  screens: ['MailScreen'],
  renderings: ['light', 'right to left', '320 px'],
  async reach(visit) {
    const { page } = visit
    await openInbox(visit)
    await page.route(/\/api\/messages\/[^/]+$/, async (route) => {
      const response = await route.fetch()
      const message = (await response.json()) as Message
      const html = { content: `<p>A very long message.</p><!-- ${'and more '.repeat(50_000)}`, cut: true }
      await route.fulfill({ response, json: { ...message, html } })
    })
    await page.reload()
    await openMessage(visit, subject)
  },
  holds: ({ page, words }) =>
    page.getByRole('button', { name: words('reading.long.more'), exact: true }).waitFor({ timeout: 5000 }),
  leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
}
