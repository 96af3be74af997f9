import { freshPage } from '../chromium.ts'
import { dayAtWork } from '../day-at-work.ts'
import { hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journeyByKeyboard, type Scene } from '../journey.ts'
import { person } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { SignInScreen } from '../screens/sign-in-screen.ts'
import { type Page } from 'playwright-core'
import { soonEqual } from '../soon.ts'

/** On the provider's own page. */
async function signInThere(page: Page, { app }: Scene, uid: string): Promise<void> {
  // The page puts the focus there by itself, some time after the field is seen.
  await hasFocus(page, page.getByLabel('Staff name'))
  await page.keyboard.type(uid)
  await page.keyboard.press('Tab')
  await page.keyboard.type(person(app, uid).password)
  await page.keyboard.press('Enter')
}

/** A page that trusts the certificate of the demo's provider, in which that person has signed in there. */
async function signedInThere(scene: Scene, uid: string): Promise<{ page: Page; mail: MailScreen }> {
  const { app } = scene
  const page = await freshPage(scene.page.context().browser()!, { ignoreHTTPSErrors: true })
  const signIn = new SignInScreen(page)
  await page.goto(`${app.url}/sign-in`)
  await keyboard(page).press(page.getByRole('link', { name: signIn.words.like('single-sign-on.with') }))
  await signInThere(page, scene, uid)
  const mail = new MailScreen(page)
  await mail.isShown()
  return { page, mail }
}

journeyByKeyboard(
  'Someone signs in at the organisation, reads, writes, is away, and signs out in both',
  async (scene) => {
    const { page, mail } = await signedInThere(scene, 'hana')
    const hands = keyboard(page)
    await dayAtWork(scene, { page, url: scene.app.url, uid: 'hana' })
    await hands.press(page.getByRole('button', { name: mail.words.like('app.accountOf') }))
    await page.getByRole('menu').waitFor()
    await hands.press(page.getByRole('menuitem', { name: mail.words('session.signOut') }))
    await page.getByRole('heading', { name: 'Sign out of your staff account?' }).waitFor()
    await hands.press(page.getByRole('button', { name: 'Sign out' }))
    await page.waitForURL(/sign-in\?signed-out/)
    await page.getByText(mail.words('sign-in.ended'), { exact: true }).first().waitFor()
    await hands.press(page.getByRole('link', { name: mail.words.like('single-sign-on.with') }))
    await page.getByLabel('Staff name').waitFor()
    await page.context().close()
  },
)

journeyByKeyboard(
  'Signing out at the organisation asks to sign in again, and a half-written text stays',
  async (scene) => {
    const { page, mail } = await signedInThere(scene, 'ines')
    const hands = keyboard(page)
    await hands.press(mail.newMessage)
    const compose = new ComposeScreen(page)
    await hands.write(compose.text, 'Words that must not be lost.')
    const there = await page.context().newPage()
    await there.goto(`${scene.app.identityProvider.issuer}/session/end`)
    await keyboard(there).press(there.getByRole('button', { name: 'Sign out' }))
    await there.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await there.close()
    const dialog = page.getByRole('dialog', { name: compose.words('session.againTitle') })
    await dialog.waitFor()
    const link = dialog.getByRole('link', { name: compose.words.like('sign-in-again.title') })
    await hasFocus(page, link)
    const [opened] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')])
    await signInThere(opened, scene, 'ines')
    await opened.getByRole('heading', { name: compose.words('sign-in-again.doneTitle') }).waitFor()
    await opened.close()
    await dialog.waitFor({ state: 'detached' })
    await soonEqual(() => compose.text.inputValue(), 'Words that must not be lost.')
    await page.context().close()
  },
)

journeyByKeyboard(
  "The organisation's page comes at once where that is wished, and not after signing out",
  async (scene) => {
    const { app } = scene
    const page = await freshPage(scene.page.context().browser()!, { ignoreHTTPSErrors: true })
    const { words } = new SignInScreen(page)
    await page.route('**/api/welcome', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), straightTo: 'staff' } })
    })
    await page.goto(`${app.url}/sign-in?signed-out`)
    await page.getByRole('link', { name: words.like('single-sign-on.with') }).waitFor()
    await page.goto(`${app.url}/settings/keys`)
    await signInThere(page, scene, 'hana')
    await page.waitForURL(/settings\/keys$/)
    await page.context().close()
  },
)
