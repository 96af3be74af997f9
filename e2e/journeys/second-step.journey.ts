import assert from 'node:assert/strict'
import { Secret, TOTP } from 'otpauth'
import { type Page } from 'playwright-core'
import { hasFocus } from '../focus.ts'
import { type Hands, keyboard, mouse } from '../hands.ts'
import { journey, type Scene } from '../journey.ts'
import { person } from '../people.ts'
import { withServerBeside } from '../server-beside.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { SignInScreen } from '../screens/sign-in-screen.ts'

/** What the person's app shows; `periods` of half a minute from now. */
const codeOf = (secret: string, periods = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + periods * 30_000 })

const { words } = new SignInScreen(null as never)
const code = (page: Page) => page.getByRole('textbox', { name: new RegExp(`^${words('second-step.code')}`) })
const button = (page: Page, key: string) => page.getByRole('button', { name: words(`second-step.${key}`), exact: true })
const keyShown = async (page: Page) =>
  (await page.getByText(/^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText()).replaceAll(' ', '')

async function typePassword(scene: Scene, page: Page, hands: Hands, url: string): Promise<void> {
  const signIn = new SignInScreen(page)
  await signIn.open(url)
  await signIn.signIn(hands, 'hana', person(scene.app, 'hana').password)
}

async function signOut(page: Page, url: string): Promise<void> {
  await page.context().clearCookies()
  await page.goto(`${url}/sign-in`)
}

journey('Someone sets up a second step, signs in with it, then with a recovery code, and removes it', async (scene) => {
  await withServerBeside(scene, { secondStep: 'offered' }, async (page, url) => {
    const hands = scene.hands.kind === 'keyboard' ? keyboard(page) : mouse()
    await typePassword(scene, page, hands, url)
    await new MailScreen(page).isShown()

    await page.goto(`${url}/settings/second-step`)
    await hands.press(button(page, 'setUpOpen'))
    const secret = await keyShown(page)
    await hands.write(
      page.getByLabel(new RegExp(`^${words('second-step.password')}`)),
      person(scene.app, 'hana').password,
    )
    await hands.write(code(page), codeOf(secret))
    await hands.press(button(page, 'setUp'))
    await page.getByRole('heading', { name: words('second-step.recoveryTitle') }).waitFor()
    const recovery = await page.getByText(/^\d{4}-\d{4}-\d{4}$/).allInnerTexts()
    assert.equal(recovery.length, 10)
    await hands.press(button(page, 'kept'))
    await button(page, 'removeOpen').waitFor()

    await signOut(page, url)
    await typePassword(scene, page, hands, url)
    await code(page).waitFor()
    await hasFocus(page, code(page))
    await hands.write(code(page), '000000')
    await hands.press(button(page, 'signIn'))
    await page.getByText(words('second-step.codeWrong')).first().waitFor()
    await hasFocus(page, code(page))
    // The code of setting up counts no more; the one after it does already.
    await hands.write(code(page), codeOf(secret, 1))
    await hands.press(button(page, 'signIn'))
    await new MailScreen(page).isShown()

    await signOut(page, url)
    await typePassword(scene, page, hands, url)
    await hands.write(code(page), recovery[0] ?? '')
    await hands.press(button(page, 'signIn'))
    await new MailScreen(page).isShown()

    await page.goto(`${url}/settings/second-step`)
    await hands.press(button(page, 'removeOpen'))
    await hands.write(code(page), recovery[1] ?? '')
    await hands.press(button(page, 'removeSubmit'))
    await button(page, 'setUpOpen').waitFor()
    await signOut(page, url)
    await typePassword(scene, page, hands, url)
    await new MailScreen(page).isShown()
  })
})

journey('Someone who must have a second step sets it up while signing in', async (scene) => {
  await withServerBeside(scene, { secondStep: 'required' }, async (page, url) => {
    const hands = scene.hands.kind === 'keyboard' ? keyboard(page) : mouse()
    await typePassword(scene, page, hands, url)
    const heading = page.getByRole('heading', { name: words('second-step.setUpTitle') })
    await heading.waitFor()
    await hasFocus(page, heading)
    const secret = await keyShown(page)
    await hands.write(code(page), codeOf(secret))
    await hands.press(button(page, 'setUpAndSignIn'))
    await hands.press(button(page, 'goOn'))
    await new MailScreen(page).isShown()
  })
})
