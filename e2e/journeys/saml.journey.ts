import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Page } from 'playwright-core'
import { type SamlProvider, startSamlProvider } from '#platform/saml-provider/saml-provider.ts'
import { samlProviderId, writeAppConfig } from '../../scripts/app-config.ts'
import { freePort } from '../../scripts/free-port.ts'
import { root } from '../../scripts/prepare.mjs'
import { startServer } from '../../scripts/server-process.ts'
import { freshPage } from '../chromium.ts'
import { dayAtWork } from '../day-at-work.ts'
import { hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journeyByKeyboard, type Scene } from '../journey.ts'
import { person } from '../people.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { SignInScreen } from '../screens/sign-in-screen.ts'

/** A page of a server beside the usual one, which knows a SimpleSAMLphp of its own. */
async function withSaml(
  scene: Scene,
  walk: (page: Page, place: { url: string; provider: SamlProvider }) => Promise<void>,
): Promise<void> {
  const { platform } = scene.app
  const directory = mkdtempSync(join(tmpdir(), 'saml-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const ends: (() => Promise<void>)[] = []
  try {
    const provider = await startSamlProvider(platform, {
      ...{ port: await freePort(), innerPort: await freePort(), appUrl: url, id: samlProviderId },
      ...{ directory: join(directory, 'provider'), programFolder: join(root, 'var/programs') },
    })
    ends.push(() => provider.stop())
    const home = join(directory, 'server')
    mkdirSync(home, { mode: 0o700 })
    const configFile = writeAppConfig(platform, { directory: home, port, samlProvider: provider })
    const server = await startServer({ configFile, url, logFile: join(directory, 'server.log') })
    ends.push(() => server.stop())
    const page = await freshPage(scene.page.context().browser()!, { ignoreHTTPSErrors: true })
    ends.push(() => page.context().close())
    await walk(page, { url, provider })
  } finally {
    for (const end of ends.reverse()) await end()
    rmSync(directory, { recursive: true })
  }
}

/** On SimpleSAMLphp's own page. */
async function signInThere(page: Page, { app }: Scene, uid: string): Promise<void> {
  await keyboard(page).write(page.getByLabel('Username'), uid)
  await keyboard(page).write(page.getByLabel('Password'), person(app, uid).password)
  await page.keyboard.press('Enter')
}

async function signedIn(scene: Scene, page: Page, url: string, uid: string): Promise<MailScreen> {
  const { words } = new SignInScreen(page)
  await page.goto(`${url}/sign-in`)
  await keyboard(page).press(page.getByRole('link', { name: words.like('single-sign-on.with') }))
  await signInThere(page, scene, uid)
  const mail = new MailScreen(page)
  await mail.isShown()
  return mail
}

journeyByKeyboard('Someone signs in by SAML, reads, writes, is away, and signs out in both places', async (scene) => {
  await withSaml(scene, async (page, { url }) => {
    const mail = await signedIn(scene, page, url, 'hana')
    const hands = keyboard(page)
    await dayAtWork(scene, { page, url, uid: 'hana' })
    await hands.press(page.getByRole('button', { name: mail.words.like('app.accountOf') }))
    await page.getByRole('menu').waitFor()
    await hands.press(page.getByRole('menuitem', { name: mail.words('session.signOut') }))
    await page.waitForURL(/sign-in\?signed-out/)
    await page.getByText(mail.words('sign-in.ended'), { exact: true }).first().waitFor()
    await keyboard(page).press(page.getByRole('link', { name: mail.words.like('single-sign-on.with') }))
    await page.getByLabel('Username').waitFor()
  })
})

journeyByKeyboard('Signing out at a SAML provider ends the session here, and the page says so', async (scene) => {
  await withSaml(scene, async (page, { url, provider }) => {
    const mail = await signedIn(scene, page, url, 'ines')
    const there = await page.context().newPage()
    await there.goto(provider.signOutUrl)
    await there.getByText('You have been logged out.').first().waitFor()
    await there.close()
    const dialog = page.getByRole('dialog', { name: mail.words('session.againTitle') })
    await dialog.waitFor()
    const link = dialog.getByRole('link', { name: mail.words.like('sign-in-again.title') })
    await hasFocus(page, link)
    const [opened] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')])
    await signInThere(opened, scene, 'ines')
    await opened.getByRole('heading', { name: mail.words('sign-in-again.doneTitle') }).waitFor()
    await opened.close()
    await dialog.waitFor({ state: 'detached' })
  })
})

journeyByKeyboard('An answer that some other page posts signs nobody in, and the page says so', async (scene) => {
  await withSaml(scene, async (page, { url, provider }) => {
    await page.goto(provider.url)
    await page.setContent(
      `<form method="post" action="${url}/api/sign-in/${samlProviderId}/answer">` +
        '<input type="hidden" name="SAMLResponse" value="PHg+"><button>A prize for you</button></form>',
    )
    await keyboard(page).press(page.getByRole('button', { name: 'A prize for you' }))
    const { words } = new SignInScreen(page)
    await page.waitForURL(/problem=sign-in-expired/)
    await page.getByRole('group', { name: words('sign-in-trouble.title') }).waitFor()
    await page.getByRole('link', { name: words.like('single-sign-on.with') }).waitFor()
  })
})
