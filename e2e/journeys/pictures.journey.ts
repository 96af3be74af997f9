import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { wordsOf } from '../words.ts'

const words = wordsOf('en')

/** A letter with two pictures, a third that is gone, one inside our own network, one too small to see and one behind the text. */
function letter(site: string): string {
  return `<p>Good morning.</p><img src="http://${site}/map.png" alt="Map of the ramp" width="40">
    <img src="http://${site}/chart.png"><img src="http://${site}/gone.png" alt="Gone">
    <img src="http://inside.${site}/secret.png" alt="Inside">
    <img src="http://${site}/open.gif?id=ada" width="1" height="1">
    <table background="http://${site}/paper.png"><tr><td>One cell with words</td></tr></table>`
}

/** Notes what the page asks of anybody but the app. */
function watchForStrangers(page: Page, appUrl: string): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(appUrl) && !/^(?:blob|data|about):/.test(url)) asked.push(url)
  })
  return asked
}

async function receive({ app, page, hands, pictures }: Scene, from = 'Nora Fields <nora@news.example>') {
  const site = `site-${randomUUID().slice(0, 8)}.example`
  const subject = ownSubject('Pictures')
  await deliver(app.platform, 'hana', { subject, html: letter(site), from })
  const mail = await signedIn(app, page, hands, 'hana')
  const message = new MessageScreen(page)
  const open = async () => {
    await hands.press(mail.row(subject))
    await message.article(subject).waitFor()
    await message.frame.getByText('Good morning.').first().waitFor()
  }
  const asked = () => pictures.asked.filter(({ host }) => host.endsWith(site)).map(({ path }) => path)
  const button = (key: string) => page.getByRole('button', { name: words(`pictures.${key}`), exact: true })
  return { subject, message, open, asked, button, mail }
}

journey(
  'Pictures from other sites are loaded when they are allowed, by the server alone, and go when they are not',
  async (scene) => {
    const { page, hands, app } = scene
    const strangers = watchForStrangers(page, app.url)
    const { open, asked, button, message } = await receive(scene)
    await open()
    await page
      .getByText(/^5 pictures from other sites are not loaded/)
      .first()
      .waitFor()
    for (const command of ['reply', 'forward']) {
      await hands.press(message.tool(command))
      await page.getByRole('button', { name: words('compose.discard') }).waitFor()
      await hands.press(page.getByRole('button', { name: words('compose.discard') }))
      await message.frame.getByText('Good morning.').first().waitFor()
    }
    await page.emulateMedia({ media: 'print' })
    await message.tools.waitFor({ state: 'hidden' })
    await page.emulateMedia({ media: null })
    await message.tools.waitFor()
    assert.deepEqual(asked(), [])

    await hands.press(button('show'))
    await eventually('what came of it', async () =>
      (await announced(page)).includes('2 pictures shown. 2 pictures could not be loaded.'),
    )
    await hasFocus(page, button('hide'))
    await page
      .getByText(/^2 pictures from other sites are shown, because you allowed it for this message\./)
      .first()
      .waitFor()
    await message.frame.getByRole('img', { name: 'Map of the ramp' }).waitFor()
    const sources = await message.frame
      .locator('img')
      .evaluateAll((all) => all.map((each) => (each as HTMLImageElement).src))
    assert.equal(sources.length, 2)
    assert.ok(sources.every((source) => source.startsWith(`blob:${app.url}`)))
    assert.deepEqual(asked().sort(), ['/chart.png', '/gone.png', '/map.png'])

    await hands.press(button('hide'))
    await hasFocus(page, button('show'))
    await message.frame.getByRole('img', { name: 'Map of the ramp' }).and(message.frame.locator('span')).waitFor()
    assert.deepEqual(strangers, [])
  },
)

journeyByKeyboard(
  'What is allowed to a sender holds for the next message, is listed, and can be taken back',
  async (scene) => {
    const { page, hands } = scene
    const from = `Nora Fields <nora-${randomUUID().slice(0, 8)}@news.example>`
    const address = from.slice(from.indexOf('<') + 1, -1)
    const { open, asked, button, subject } = await receive(scene, from)
    await open()
    await hands.press(button('more'))
    await hands.press(page.getByRole('menuitem', { name: words.with('pictures.always.sender', { name: address }) }))
    await page.getByRole('alertdialog').waitFor()
    assert.deepEqual(asked(), [])
    await page.keyboard.press('Enter')
    await page
      .getByText(new RegExp(`^2 pictures .* because you allow it for ${address}`))
      .first()
      .waitFor()

    // Another day: opening is enough.
    await page.reload()
    await page.getByRole('article', { name: subject }).waitFor()
    await page
      .getByText(new RegExp(`^2 pictures .* because you allow it for ${address}`))
      .first()
      .waitFor()

    await hands.press(button('more'))
    await hands.press(page.getByRole('menuitem', { name: words('pictures.toSettings') }))
    await hasFocus(page, page.getByRole('heading', { name: words('settings.pictures.title') }))
    const what = words.with('picture-consents.name.sender', { name: address })
    await hands.press(
      page.getByRole('button', { name: new RegExp(`^${words('picture-consents.settings.revoke')}.*${what}`) }),
    )
    await eventually('that it was taken back', async () =>
      (await announced(page)).includes(words.with('picture-consents.stopped', { what })),
    )
    await page.getByText(what, { exact: true }).waitFor({ state: 'detached' })
  },
)
