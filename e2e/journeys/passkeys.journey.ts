import assert from 'node:assert/strict'
import { type Page } from 'playwright-core'
import { hasFocus } from '../focus.ts'
import { type Hands, keyboard, mouse } from '../hands.ts'
import { journey, type Scene } from '../journey.ts'
import { person } from '../people.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { SignInScreen } from '../screens/sign-in-screen.ts'
import { withServerBeside } from '../server-beside.ts'

const { words } = new SignInScreen(null as never)
const button = (page: Page, key: string) => page.getByRole('button', { name: words(key), exact: true })
const field = (page: Page, key: string) => page.getByLabel(new RegExp(`^${words(key)}`))
const passkeyName = 'Phone of Hana'

/** What a phone or a security key does, with somebody at it who always agrees. Chromium keeps it for this page. */
async function holdAuthenticator(page: Page): Promise<void> {
  const chromium = await page.context().newCDPSession(page)
  await chromium.send('WebAuthn.enable')
  await chromium.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
}

async function typePassword(scene: Scene, page: Page, hands: Hands, url: string): Promise<void> {
  const signIn = new SignInScreen(page)
  await signIn.open(url)
  await signIn.signIn(hands, 'hana', person(scene.app, 'hana').password)
}

async function signOut(page: Page, url: string): Promise<void> {
  await page.context().clearCookies()
  await page.goto(`${url}/sign-in`)
}

async function addPasskey(scene: Scene, page: Page, hands: Hands, url: string): Promise<void> {
  await page.goto(`${url}/settings/second-step`)
  await hands.press(button(page, 'passkeys.add'))
  await hasFocus(page, page.getByRole('heading', { name: words('passkeys.add') }))
  await hands.write(field(page, 'passkeys.name'), passkeyName)
  await hands.write(field(page, 'second-step.password'), person(scene.app, 'hana').password)
  await hands.press(button(page, 'passkeys.addSubmit'))
  await page.getByRole('heading', { name: words('second-step.recoveryTitle') }).waitFor()
  assert.equal(await page.getByText(/^\d{4}-\d{4}-\d{4}$/).count(), 10)
  await hands.press(button(page, 'second-step.kept'))
  await page.getByRole('heading', { name: passkeyName }).waitFor()
}

journey('Someone adds a passkey, signs in with it after the password and by itself, and removes it', async (scene) => {
  await withServerBeside(scene, { secondStep: 'offered', passkeyIsEnough: true }, async (page, url) => {
    const hands = scene.hands.kind === 'keyboard' ? keyboard(page) : mouse()
    await holdAuthenticator(page)
    await typePassword(scene, page, hands, url)
    await new MailScreen(page).isShown()
    await addPasskey(scene, page, hands, url)

    await signOut(page, url)
    await typePassword(scene, page, hands, url)
    await hasFocus(page, button(page, 'passkeys.use'))
    await hands.press(button(page, 'passkeys.use'))
    await new MailScreen(page).isShown()

    await signOut(page, url)
    await hands.press(button(page, 'passkeys.signInAlone'))
    await new MailScreen(page).isShown()

    await page.goto(`${url}/settings/second-step`)
    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('passkeys.remove')}.*${passkeyName}$`) }))
    await hands.write(field(page, 'second-step.password'), person(scene.app, 'hana').password)
    await hands.press(button(page, 'passkeys.remove'))
    await page.getByText(words('passkeys.none')).first().waitFor()
    await signOut(page, url)
    await hands.press(button(page, 'passkeys.signInAlone'))
    await page.getByText(words('passkeys.fault.refused')).first().waitFor()
    await typePassword(scene, page, hands, url)
    await new MailScreen(page).isShown()
  })
})

journey('Someone who must have a second step makes a passkey for it while signing in', async (scene) => {
  await withServerBeside(scene, { secondStep: 'required' }, async (page, url) => {
    const hands = scene.hands.kind === 'keyboard' ? keyboard(page) : mouse()
    await holdAuthenticator(page)
    await typePassword(scene, page, hands, url)
    await hasFocus(page, page.getByRole('heading', { name: words('second-step.setUpTitle') }))
    await hands.write(field(page, 'passkeys.name'), passkeyName)
    await hands.press(button(page, 'passkeys.addAndSignIn'))
    const kept = page.getByRole('heading', { name: words('second-step.recoveryTitle') })
    await kept.waitFor()
    await hasFocus(page, kept)
    assert.equal(await page.getByText(/^\d{4}-\d{4}-\d{4}$/).count(), 10)
    await hands.press(button(page, 'second-step.goOn'))
    await new MailScreen(page).isShown()

    await signOut(page, url)
    await typePassword(scene, page, hands, url)
    await hands.press(button(page, 'passkeys.use'))
    await new MailScreen(page).isShown()
  })
})
