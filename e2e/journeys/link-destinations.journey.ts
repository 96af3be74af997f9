import assert from 'node:assert/strict'
import { type Locator, type Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { wordsOf } from '../words.ts'

const words = wordsOf('en')

/** What a reader says of the links in the frames of the page, as Chromium hands it over: name and description. */
async function spokenLinks(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  try {
    const { frameTree } = await session.send('Page.getFrameTree')
    const trees = (frameTree.childFrames ?? []).map(({ frame }) =>
      session.send('Accessibility.getFullAXTree', { frameId: frame.id }),
    )
    const links = (await Promise.all(trees)).flatMap(({ nodes }) => nodes.filter(({ role }) => role?.value === 'link'))
    return links.map(({ name, description }) => `${String(name?.value)} | ${String(description?.value ?? '')}`)
  } finally {
    await session.detach()
  }
}

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
async function shows(shown: Locator, text: string): Promise<void> {
  let found = ''
  const isShown = async () => (found = plain((await shown.allTextContents()).join(' '))) === text
  await eventually(`that “${text}” is shown`, isShown).catch((cause: unknown) => {
    throw new Error(`“${found}” is shown instead of “${text}”`, { cause })
  })
}

journeyByKeyboard(
  'A link shows where it leads on focus and under the pointer, and says so, also where its words say otherwise',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('Links')
    const html = `<p>Dear Hana, please sign in at <a href="https://pay.harbour.example/in?id=7">https://bank.example</a>
      or see the <a href="http://hours.harbour.example/may">opening hours in May</a>.</p>`
    await deliver(app.platform, 'hana', { subject, html })
    const mail = await signedIn(app, page, hands, 'hana')
    await hands.press(mail.row(subject))
    const message = new MessageScreen(page)
    const misleading = message.frame.getByRole('link', { name: /bank\.example/ })
    const hours = message.frame.getByRole('link', { name: /opening hours/ })
    await misleading.waitFor()
    const shown = page.locator('.destination > span')

    await misleading.hover()
    await shows(shown, 'pay.harbour.example/in?id=7')
    await message.article(subject).getByRole('heading', { name: subject }).hover()
    await shows(shown, '')

    await misleading.focus()
    await shows(shown, 'pay.harbour.example/in?id=7')
    await page.keyboard.press('Tab')
    await eventually('the next link', async () => hours.evaluate((link) => link === link.ownerDocument.activeElement))
    await shows(shown, `hours.harbour.example/may ${words('reading-more.notEncrypted')}`)
    await page.keyboard.press('Tab')
    await shows(shown, '')

    const spoken = await spokenLinks(page)
    const warning = words.with('reading.reallyLeads', { host: 'pay.harbour.example' })
    assert.ok(
      spoken.some((link) => link.includes('bank.example') && link.includes(warning)),
      spoken.join('\n'),
    )
    const said = `opening hours in May | ${words.with('reading.opens', { host: 'hours.harbour.example' })}`
    assert.ok(spoken.includes(said), spoken.join('\n'))
  },
)

journeyByKeyboard('A link in a plain text shows where it leads, too', async ({ app, page, hands }) => {
  const subject = ownSubject('Plain links')
  await deliver(app.platform, 'hana', { subject, text: 'See https://hours.harbour.example/may?year=2037 for more.' })
  const mail = await signedIn(app, page, hands, 'hana')
  await hands.press(mail.row(subject))
  const link = new MessageScreen(page).article(subject).getByRole('link', { name: /hours\.harbour\.example/ })
  await link.waitFor()
  const shown = page.locator('.destination > span')
  await link.focus()
  await shows(shown, 'hours.harbour.example/may?year=2037')
  await page.keyboard.press('Tab')
  await shows(shown, '')
  await link.hover()
  await shows(shown, 'hours.harbour.example/may?year=2037')
})
