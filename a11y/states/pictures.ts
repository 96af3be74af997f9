import { onePixel } from '#platform/picture-site.ts'
import { subjects } from '#platform/seed/fixtures.ts'
import { type State, type Visit } from '../visit.ts'
import { messageShown, openAt, openMessage } from './reaching.ts'

const subject = subjects.htmlNewsletter
const button = ({ page, words }: Visit, key: string) =>
  page.getByRole('button', { name: words(`pictures.${key}`), exact: true })

/** Answers in place of the server's way to the web: every picture is there but the first. */
async function standInForTheWeb({ page }: Visit): Promise<void> {
  await page.route(/\/api\/messages\/[^/]+\/pictures$/, (route) => {
    const { addresses } = route.request().postDataJSON() as { addresses: string[] }
    return route.fulfill({ json: { tickets: addresses.map((_, index) => (index === 0 ? null : `ticket-${index}`)) } })
  })
  await page.route(/\/api\/pictures\//, (route) => route.fulfill({ contentType: 'image/png', body: onePixel }))
}

const headersOf = ({ app }: Visit) => ({ 'x-curbcut': '1', origin: app.url })

async function forgetConsents(visit: Visit): Promise<void> {
  const { page, app } = visit
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  const answer = await page.request.get(`${app.url}/api/picture-consents`)
  const { items } = (await answer.json()) as { items: { id: string }[] }
  for (const { id } of items) {
    await page.request.delete(`${app.url}/api/picture-consents/${id}`, { headers: headersOf(visit) })
  }
}

/** Pictures from other sites, allowed and being allowed. */
export const pictureStates: readonly State[] = [
  {
    name: 'newsletter with its pictures shown, but one',
    screens: ['MailScreen'],
    async reach(visit) {
      await standInForTheWeb(visit)
      await openMessage(visit, subject)
      await button(visit, 'show').click()
    },
    async holds(visit) {
      await messageShown(visit, subject)
      await button(visit, 'retry').waitFor()
    },
    leave: forgetConsents,
  },
  {
    name: 'question before pictures of a sender are always shown',
    screens: ['MailScreen'],
    async reach(visit) {
      await openMessage(visit, subject)
      await button(visit, 'more').click()
      await visit.page.getByRole('menuitem').first().click()
    },
    holds: ({ page }) => page.getByRole('alertdialog').waitFor(),
  },
  {
    name: 'settings with pictures allowed',
    screens: ['SettingsScreen'],
    weight: 2,
    async reach(visit) {
      const { page, app, words } = visit
      const heading = page.getByRole('heading', { name: words('settings.pictures.title') })
      await openAt(visit, '/settings/pictures', heading)
      const long = `${'a-rather-long-name-'.repeat(3)}@${'department-'.repeat(4)}news.example`
      for (const data of [
        { kind: 'sender', value: long, name: '' },
        { kind: 'domain', value: 'news.example', name: '' },
        { kind: 'message', value: 'mark', name: 'Doors that open themselves' },
      ]) {
        await page.request.post(`${app.url}/api/picture-consents`, { data, headers: headersOf(visit) })
      }
      await openAt(visit, '/settings/pictures', heading)
    },
    holds: ({ page, words }) => page.getByRole('list', { name: words('picture-consents.settings.list') }).waitFor(),
    leave: forgetConsents,
  },
]
