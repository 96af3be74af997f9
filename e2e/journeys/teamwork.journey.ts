import { randomUUID } from 'node:crypto'
import { type Page } from 'playwright-core'
import { type FolderList } from '#contract/folders.ts'
import { freshPage } from '../chromium.ts'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { mouse } from '../hands.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { SearchScreen } from '../screens/search-screen.ts'

const desk = { owner: 'Permit Desk', address: 'permits@example.gov', path: 'Other Users/permits' }

async function deskInbox(page: Page, url: string): Promise<string> {
  const { items } = (await (await page.request.get(`${url}/api/folders`)).json()) as FolderList
  const inbox = items.find((folder) => folder.owner === desk.owner && folder.role === 'inbox')
  if (!inbox) throw new Error('The permit desk is not shared')
  return `${url}/mail/${inbox.id}`
}

journey(
  'In a role mailbox a message is given to a colleague, found as one’s task, and marked as done',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('A ramp to share')
    const raw = `Subject: ${subject}\r\nFrom: nora@harbour.example\r\nTo: ${desk.address}\r\n\r\nMay I?\r\n`
    await app.platform.deliver(raw, desk.address)
    const adas = await openMailbox(app.platform, 'ada')
    const mail = await signedIn(app, page, hands, 'ben')
    const { words } = mail
    const says = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
    const marks = async () => [...((await adas.find(desk.path, subject))?.flags ?? [])]
    const has = (mark: string, isThere = true) =>
      eventually(`${mark} is ${isThere ? '' : 'not '}there`, async () => (await marks()).includes(mark) === isThere)
    try {
      await page.goto(await deskInbox(page, app.url))
      await hands.press(mail.row(subject))
      const message = new MessageScreen(page)
      await message.isReached(subject)
      // It comes after the first screen; the open menu shows it then.
      await hands.press(message.tool('more'))
      await hands.press(page.getByRole('menuitem', { name: words('teamwork.assign') }))
      await hasFocus(page, mail.choice)
      await page.keyboard.type('ada')
      await page.getByRole('option', { name: /^Ada Lindqvist/ }).waitFor()
      await page.keyboard.press('Enter')
      await says('Message assigned to Ada Lindqvist')
      await has('$assigned-ada')
      await page.getByRole('option', { name: new RegExp(`^For Ada Lindqvist, .*${subject}`) }).waitFor()

      // Ada gives it back with another program, and Ben's page shows it as it is.
      await adas.flag(desk.path, subject, '$assigned-ada', false)
      await adas.flag(desk.path, subject, '$assigned-ben', true)
      await page.getByRole('option', { name: new RegExp(`^For you, .*${subject}`) }).waitFor({ timeout: 20_000 })

      const search = new SearchScreen(page)
      await hands.write(search.box, 'assigned:me is:not-done')
      await page.keyboard.press('Enter')
      const found = page.getByRole('option', { name: new RegExp(`^For you, .*${subject}`) })
      await found.waitFor()
      await hands.press(found)
      await message.isReached(subject)
      if (hands.kind === 'keyboard') await page.keyboard.press('Alt+Shift+D')
      else {
        await hands.press(message.tool('more'))
        await hands.press(page.getByRole('menuitem', { name: words('teamwork.markDone') }))
      }
      await has('$done')
      await page.getByRole('option', { name: new RegExp(`^Done, for you, .*${subject}`, 'i') }).waitFor()
      await hands.press(mail.undo)
      await has('$done', false)
      await has('$assigned-ben')
    } finally {
      await adas.close()
    }
  },
)

journey(
  'Two colleagues who answer one message know it of each other, and the first to send tells the other',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('Who answers this')
    const raw = `Subject: ${subject}\r\nFrom: nora@harbour.example\r\nTo: ${desk.address}\r\nMessage-ID: <${randomUUID()}@harbour.example>\r\n\r\nMay I?\r\n`
    await app.platform.deliver(raw, desk.address)
    const adasPage = await freshPage(page.context().browser()!)
    try {
      const mail = await signedIn(app, page, hands, 'ben')
      const adas = await signedIn(app, adasPage, mouse(), 'ada')
      const notice = (on: Page, name: string) =>
        on.getByRole('region').getByText(new RegExp(`^${name} has been writing an answer to this since `))
      for (const [on, screen] of [
        [page, mail],
        [adasPage, adas],
      ] as const) {
        await on.goto(await deskInbox(on, app.url))
        await screen.row(subject).focus()
        await on.keyboard.press('Enter')
        await new MessageScreen(on).isReached(subject)
      }
      const bens = isTold(page, true)
      await hands.press(new MessageScreen(page).tool('reply'))
      await bens
      await new ComposeScreen(page).text.waitFor()
      await comesBack(adasPage)
      await notice(adasPage, 'Ben Okafor').waitFor()
      const adasIsTold = isTold(adasPage, true)
      await new MessageScreen(adasPage).tool('reply').click()
      await adasIsTold
      await notice(adasPage, 'Ben Okafor').waitFor()
      await comesBack(page)
      await notice(page, 'Ada Lindqvist').waitFor()

      // Nobody is kept from sending.
      const over = isTold(page, false)
      await page.keyboard.type('You may.')
      await page.keyboard.press('Control+Enter')
      await over
      await comesBack(adasPage)
      await notice(adasPage, 'Ben Okafor').waitFor({ state: 'detached' })
    } finally {
      await adasPage.context().close()
    }
  },
)

journey('A signature given to everybody of a mailbox stands in what a colleague writes from there', async (scene) => {
  const { app, page, hands } = scene
  const { words } = await signedIn(app, page, hands, 'ben')
  const signature = `Permit Desk, room ${hands.kind}`
  const button = (key: string) => page.getByRole('button', { name: new RegExp(`^${words(key)} ?: ${desk.address}$`) })
  await page.goto(`${app.url}/settings/identities`)
  await hands.press(button('identities.edit'))
  await hands.write(page.getByRole('textbox', { name: words('identities.signature'), exact: true }), signature)
  await hands.press(page.getByRole('button', { name: words('identities.save'), exact: true }))
  await hands.press(button('shared-signature.give'))
  await page.getByText(words('shared-signature.is'), { exact: true }).first().waitFor()

  const adasPage = await freshPage(page.context().browser()!)
  try {
    await signedIn(app, adasPage, mouse(), 'ada')
    await adasPage.goto(await deskInbox(adasPage, app.url))
    const adas = new MailScreen(adasPage)
    await adas.isShown()
    await adas.newMessage.click()
    await eventually('the signature stands there', async () =>
      (await new ComposeScreen(adasPage).text.inputValue()).includes(signature),
    )
  } finally {
    await adasPage.context().close()
  }
  await hands.press(button('shared-signature.take'))
  await button('shared-signature.give').waitFor()
  // Nobody else's journey writes with it.
  await hands.press(button('identities.delete'))
  await button('shared-signature.give').waitFor({ state: 'detached' })
})

/** The page has told the server that somebody writes, or no longer does; whoever only reads asks and says neither. */
const isTold = (page: Page, isWriting: boolean) =>
  page.waitForResponse((response) => {
    const said = response.request().postData() ?? ''
    return response.url().endsWith('/writing') && said.includes(`"isWriting":${isWriting}`)
  })

/** Whoever comes back to the page knows at once; else it takes up to twenty seconds. */
const comesBack = (page: Page) => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')))
