import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced } from '../focus.ts'
import { journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'

/** Nobody else's journey writes with her signature. */
const uid = 'hana'

journeyByKeyboard(
  'An answer goes from the alias a message came to, with the name and signature made for it',
  async ({ app, page, hands }) => {
    const subject = ownSubject('Keys of the boathouse')
    const [hana, ben] = [person(app, uid), person(app, 'ben')]
    const alias = hana.address.replace(/^.*@/, `${uid}@`)
    const mail = await signedIn(app, page, hands, uid)
    const { words } = mail

    await page.goto(new URL('/settings/identities', app.url).href)
    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('identities.edit')} ?: ${alias}$`) }))
    const field = (key: 'name' | 'signature') =>
      page.getByRole('textbox', { name: words(`identities.${key}`), exact: true })
    await hands.write(field('name'), 'Hana, boathouse')
    await hands.write(field('signature'), 'Hana\nBoathouse')
    await hands.press(page.getByRole('button', { name: words('identities.save'), exact: true }))
    const said = words.with('identities.saved', { address: alias })
    await eventually(`"${said}" is said`, async () => (await announced(page)).includes(said))

    await deliver(app.platform, uid, { subject, from: `${ben.name} <${ben.address}>`, to: alias })
    await page.goto(app.url)
    await hands.press(mail.row(subject))
    const message = new MessageScreen(page)
    await message.isReached(subject)
    await hands.press(message.tool('reply'))
    const compose = new ComposeScreen(page)
    await compose.heading('replyTo').waitFor()
    const from = page.getByRole('combobox', { name: words('compose.field.from'), exact: true })
    await eventually('the answer goes from the alias', async () => (await from.inputValue()) === alias)
    await eventually('the signature is there', async () => (await compose.text.inputValue()).includes('Boathouse'))
    await page.keyboard.type('They hang by the door.')
    await page.keyboard.press('Control+Enter')

    const mailbox = await openMailbox(app.platform, 'ben')
    try {
      const raw = (await mailbox.arrives('INBOX', `Re: ${subject}`)).raw.toString()
      assert.match(raw, new RegExp(`^From: "Hana, boathouse" <${alias}>\\r$`, 'm'))
      assert.match(raw, /^They hang by the door\.\s+--(?: |=20)\r\nHana\r\nBoathouse\r\n/m)
    } finally {
      await mailbox.close()
    }
  },
)
