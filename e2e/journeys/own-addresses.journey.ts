import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced } from '../focus.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { soonMatches } from '../soon.ts'

journey('An address that somebody makes takes mail, refuses it while it is paused, and is given up', async (scene) => {
  const { app, page, hands } = scene
  const name = `forms.${randomUUID().slice(0, 6)}`
  const address = `${name}@${app.platform.domain}`
  const [first, second] = [ownSubject('Form'), ownSubject('Form')]
  const letter = (subject: string) =>
    `Subject: ${subject}\r\nFrom: <x@outside.example>\r\nTo: <${address}>\r\n\r\nx\r\n`
  const mailbox = await openMailbox(app.platform, 'jonas')
  try {
    const mail = await signedIn(app, page, hands, 'jonas')
    const { words } = mail
    const said = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
    await page.goto(`${app.url}/settings/addresses`)
    await hands.write(page.getByRole('textbox', { name: words.like('own-addresses.name') }), name)
    await hands.write(page.getByRole('textbox', { name: words('own-addresses.note'), exact: true }), 'Permit forms')
    await hands.press(page.getByRole('button', { name: words('own-addresses.addConfirm'), exact: true }))
    await said(words.with('own-addresses.made', { address }))
    const row = page.getByRole('listitem').filter({ hasText: address })
    await soonMatches(() => row.innerText(), /Permit forms/)
    await app.platform.deliver(letter(first), address)
    await mailbox.arrives('INBOX', first)

    await hands.press(row.getByRole('button', { name: new RegExp(`^${words('own-addresses.pause')}`) }))
    const reply = row.getByRole('textbox', { name: words('own-addresses.reply'), exact: true })
    await hands.write(reply, 'Please write to the permit desk.')
    await hands.press(row.getByRole('button', { name: words('own-addresses.pauseConfirm'), exact: true }))
    await said(words.with('own-addresses.nowPaused', { address }))
    await assert.rejects(app.platform.deliver(letter(second), address), /550.*: Please write to the permit desk\./)

    await hands.press(row.getByRole('button', { name: new RegExp(`^${words('own-addresses.retire')}`) }))
    await said(words.with('own-addresses.retired', { address }))
    await row.waitFor({ state: 'detached' })
    await assert.rejects(app.platform.deliver(letter(second), address), /550/)
  } finally {
    await mailbox.close()
  }
})
