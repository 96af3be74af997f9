import { randomUUID } from 'node:crypto'
import { type Page } from 'playwright-core'
import { hasFocus } from '../focus.ts'
import { type Hands, keyboard, mouse } from '../hands.ts'
import { journey } from '../journey.ts'
import { person } from '../people.ts'
import { withServerBeside } from '../server-beside.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { SignInScreen } from '../screens/sign-in-screen.ts'

const { words } = new SignInScreen(null as never)

/** Grace is of the service desk, which approves. */
const [asker, approver] = ['jonas', 'grace']

journey('An address is asked for, refused with words, asked for again and approved', async (scene) => {
  const { app } = scene
  const name = `wanted.${randomUUID().slice(0, 6)}`
  const address = `${name}@${app.platform.domain}`
  await withServerBeside(scene, { addressApprovers: 'service-desk' }, async (first, url) => {
    const second = await scene.anotherPage()
    const handsOf = (page: Page) => (scene.hands.kind === 'keyboard' ? keyboard(page) : mouse())
    const enter = async (page: Page, hands: Hands, user: string) => {
      const signIn = new SignInScreen(page)
      await signIn.open(url)
      await signIn.signIn(hands, user, person(app, user).password)
      await new MailScreen(page).isShown()
      await page.goto(`${url}/settings/addresses`)
    }
    const [askerHands, approverHands] = [handsOf(first), handsOf(second)]
    const button = (page: Page, key: string) =>
      page.getByRole('button', { name: new RegExp(`^${words(key)}( ?: ${address})?$`) })
    const row = (page: Page) => page.getByRole('listitem').filter({ hasText: address })
    const ask = async () => {
      await askerHands.write(first.getByRole('textbox', { name: words.like('own-addresses.name') }), name)
      await askerHands.press(button(first, 'address-requests.askConfirm'))
      await row(first).getByText(words('address-requests.waits')).first().waitFor()
    }

    await enter(first, askerHands, asker)
    await ask()
    await enter(second, approverHands, approver)
    await approverHands.press(button(second, 'address-requests.refuse'))
    const why = second.getByRole('textbox', { name: words('address-requests.refusal'), exact: true })
    await hasFocus(second, why)
    await approverHands.write(why, 'Too much like another one')
    await approverHands.press(button(second, 'address-requests.refuseConfirm'))
    await second.getByText(words('address-requests.nothing')).first().waitFor()

    await first.reload()
    await row(first).getByText('Too much like another one').first().waitFor()
    await askerHands.press(button(first, 'address-requests.putAway'))
    await row(first).waitFor({ state: 'detached' })
    await ask()
    await second.reload()
    await approverHands.press(button(second, 'address-requests.approve'))
    await second.getByText(words('address-requests.nothing')).first().waitFor()
    await hasFocus(second, second.getByRole('heading', { name: words('address-requests.desk'), exact: true }))

    await first.reload()
    await askerHands.press(button(first, 'own-addresses.retire'))
    await row(first).waitFor({ state: 'detached' })
  })
})
