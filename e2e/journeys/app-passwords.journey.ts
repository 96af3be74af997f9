import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Page } from 'playwright-core'
import { hasFocus } from '../focus.ts'
import { type Hands, keyboard, mouse } from '../hands.ts'
import { journey, type Scene } from '../journey.ts'
import { person } from '../people.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { SignInScreen } from '../screens/sign-in-screen.ts'
import { withServerBeside } from '../server-beside.ts'

const run = promisify(execFile)
const { words } = new SignInScreen(null as never)
const button = (page: Page, key: string) => page.getByRole('button', { name: words(key), exact: true })
const field = (page: Page, key: string) => page.getByLabel(new RegExp(`^${words(key)}`))
const phone = 'Phone of Hana'

/** What a telephone does: it finds the book from the address alone, and writes a card into it. */
async function putByPhone(address: string, user: string, password: string): Promise<string> {
  const asked = async (url: string, ...args: string[]) =>
    (await run('curl', ['-s', '-u', `${user}:${password}`, '-w', '\n%{http_code}', ...args, url])).stdout
  const wanted = '<propfind xmlns="DAV:"><prop><current-user-principal/></prop></propfind>'
  const found = await asked(address, '-X', 'PROPFIND', '-H', 'Depth: 0', '-d', wanted)
  const home = [...found.matchAll(/<d:href>([^<]*)</g)].at(-1)?.[1]
  if (home === undefined) return found.split('\n').at(-1) ?? ''
  const card = ['BEGIN:VCARD', 'VERSION:3.0', 'UID:nora', 'FN:Nora Vik', 'N:Vik;Nora;;;', 'END:VCARD', ''].join('\r\n')
  const url = new URL(`${home}contacts/nora.vcf`, address).href
  const put = await asked(url, '-X', 'PUT', '-H', 'Content-Type: text/vcard', '--data-binary', card)
  return put.split('\n').at(-1) ?? ''
}

async function makePassword(scene: Scene, page: Page, hands: Hands): Promise<string[]> {
  await hands.press(page.getByRole('link', { name: words('app-passwords.toPasswords') }))
  await hasFocus(page, page.getByRole('heading', { level: 2 }))
  await hands.press(button(page, 'app-passwords.make'))
  await hasFocus(page, page.getByRole('heading', { name: words('app-passwords.make') }))
  await hands.write(field(page, 'passkeys.name'), phone)
  await hands.write(field(page, 'second-step.password'), person(scene.app, 'hana').password)
  await hands.press(button(page, 'app-passwords.makeSubmit'))
  await hasFocus(page, page.getByRole('heading', { name: phone }))
  return page.getByRole('definition').locator('bdi').allTextContents()
}

journey('Someone makes a password for a telephone, which writes a contact, and ends it again', async (scene) => {
  await withServerBeside(scene, {}, async (page, url) => {
    const hands = scene.hands.kind === 'keyboard' ? keyboard(page) : mouse()
    const signIn = new SignInScreen(page)
    await signIn.open(url)
    await signIn.signIn(hands, 'hana', person(scene.app, 'hana').password)
    await new MailScreen(page).isShown()
    await page.goto(`${url}/contacts/books`)
    const [address = '', user = '', password = ''] = await makePassword(scene, page, hands)
    assert.deepEqual([address, user], [`${url}/dav/`, 'hana'])
    assert.equal(await putByPhone(address, user, password), '201')
    await hands.press(button(page, 'app-passwords.done'))
    await page.getByRole('heading', { name: phone, exact: true }).waitFor()
    assert.equal(await page.getByText(password).count(), 0)

    await page.goto(`${url}/contacts`)
    await page.getByRole('option', { name: /Nora Vik/ }).waitFor()

    await page.goto(`${url}/settings/app-passwords`)
    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('app-passwords.end')}.*${phone}$`) }))
    await hands.press(page.getByRole('alertdialog').getByRole('button', { name: words('app-passwords.end') }))
    await page.getByText(words('app-passwords.none')).waitFor()
    await hasFocus(page, page.getByRole('group', { name: words('app-passwords.list') }))
    assert.equal(await putByPhone(address, user, password), '401')
  })
})
