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

interface Access {
  address: string
  user: string
  password: string
}
interface Card {
  uid: string
  name: string
  more?: string
}
const nora: Card = { uid: 'nora', name: 'Nora Vik' }

/** What a telephone does: it finds the book from the address alone, and writes a card into it. */
async function putByPhone({ address, user, password }: Access, { uid, name, more }: Card): Promise<string> {
  const asked = async (url: string, ...args: string[]) =>
    (await run('curl', ['-s', '-u', `${user}:${password}`, '-w', '\n%{http_code}', ...args, url])).stdout
  const wanted = '<propfind xmlns="DAV:"><prop><current-user-principal/></prop></propfind>'
  const found = await asked(address, '-X', 'PROPFIND', '-H', 'Depth: 0', '-d', wanted)
  const home = [...found.matchAll(/<d:href>([^<]*)</g)].at(-1)?.[1]
  if (home === undefined) return found.split('\n').at(-1) ?? ''
  const lines = [`UID:${uid}`, `FN:${name}`, `N:${name};;;;`, ...(more === undefined ? [] : [more])]
  const card = ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
  const url = new URL(`${home}contacts/${uid}.vcf`, address).href
  const put = await asked(url, '-X', 'PUT', '-H', 'Content-Type: text/vcard', '--data-binary', card)
  return put.split('\n').at(-1) ?? ''
}

async function makePassword(scene: Scene, page: Page, hands: Hands): Promise<Access> {
  await hands.press(page.getByRole('link', { name: words('app-passwords.toPasswords') }))
  await hasFocus(page, page.getByRole('heading', { level: 2 }))
  await hands.press(button(page, 'app-passwords.make'))
  await hasFocus(page, page.getByRole('heading', { name: words('app-passwords.make') }))
  await hands.write(field(page, 'passkeys.name'), phone)
  await hands.write(field(page, 'second-step.password'), person(scene.app, 'hana').password)
  await hands.press(button(page, 'app-passwords.makeSubmit'))
  await hasFocus(page, page.getByRole('heading', { name: phone }))
  const [address = '', user = '', password = ''] = await page.getByRole('definition').locator('bdi').allTextContents()
  return { address, user, password }
}

const handsOn = ({ hands }: Scene, page: Page): Hands => (hands.kind === 'keyboard' ? keyboard(page) : mouse())

async function signInHana({ app }: Scene, page: Page, hands: Hands, url: string): Promise<void> {
  const signIn = new SignInScreen(page)
  await signIn.open(url)
  await signIn.signIn(hands, 'hana', person(app, 'hana').password)
  await new MailScreen(page).isShown()
  await page.goto(`${url}/contacts/books`)
}

journey('Someone makes a password for a telephone, which writes a contact, and ends it again', async (scene) => {
  await withServerBeside(scene, {}, async (page, url) => {
    const hands = handsOn(scene, page)
    await signInHana(scene, page, hands, url)
    const access = await makePassword(scene, page, hands)
    assert.deepEqual([access.address, access.user], [`${url}/dav/`, 'hana'])
    assert.equal(await putByPhone(access, nora), '201')
    await hands.press(button(page, 'app-passwords.done'))
    await page.getByRole('heading', { name: phone, exact: true }).waitFor()
    assert.equal(await page.getByText(access.password).count(), 0)

    await page.goto(`${url}/contacts`)
    await page.getByRole('option', { name: /Nora Vik/ }).waitFor()

    await page.goto(`${url}/settings/app-passwords`)
    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('app-passwords.end')}.*${phone}$`) }))
    await hands.press(page.getByRole('alertdialog').getByRole('button', { name: words('app-passwords.end') }))
    await page.getByText(words('app-passwords.none')).waitFor()
    await hasFocus(page, page.getByRole('group', { name: words('app-passwords.list') }))
    assert.equal(await putByPhone(access, nora), '401')
  })
})

journey(
  'What a telephone changes is seen in open contacts, and takes nothing from the person’s hands',
  async (scene) => {
    await withServerBeside(scene, {}, async (page, url) => {
      const hands = handsOn(scene, page)
      await signInHana(scene, page, hands, url)
      const access = await makePassword(scene, page, hands)
      const zoe = { uid: 'zoe', name: 'Zoe Ray' }
      for (let at = 10; at < 30; at += 1)
        assert.equal(await putByPhone(access, { uid: `p${at}`, name: `Person ${at}` }), '201')
      assert.equal(await putByPhone(access, zoe), '201')
      await page.goto(`${url}/contacts`)
      const line = (name: string) => page.getByRole('option', { name: new RegExp(name) })
      await line('Person 10').focus()
      await page.keyboard.press('End')
      await hasFocus(page, line('Zoe Ray'))
      await page.keyboard.press('Space')
      const top = async () => Math.round((await line('Zoe Ray').boundingBox())?.y ?? -1)
      const before = await top()

      assert.equal(await putByPhone(access, { uid: 'ann', name: 'Ann Berg' }), '201')
      await page.getByText(words.with('contacts.found', { count: 22 }), { exact: true }).waitFor()
      await hasFocus(page, line('Zoe Ray'))
      assert.equal(await line('Zoe Ray').getAttribute('aria-selected'), 'true')
      assert.equal(await top(), before)

      await page.keyboard.press('Enter')
      await hands.press(button(page, 'contacts.edit'))
      const role = page.getByRole('textbox', { name: words('contacts.role'), exact: true })
      await hands.write(role, 'Harbour master')
      assert.equal(await putByPhone(access, { ...zoe, more: 'TITLE:Captain' }), '204')
      assert.equal(await putByPhone(access, { uid: 'bea', name: 'Bea Holm' }), '201')
      await page.getByText(words.with('contacts.found', { count: 23 }), { exact: true }).waitFor()
      await hasFocus(page, role)
      assert.equal(await role.inputValue(), 'Harbour master')
      await hands.press(button(page, 'contacts.save'))
      await hasFocus(page, page.getByRole('heading', { name: words('contact-books.conflict.title'), exact: true }))
      await page.getByRole('cell', { name: 'Captain', exact: true }).waitFor()
    })
  },
)
