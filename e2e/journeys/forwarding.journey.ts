import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'

journey('Mail forwarded to a colleague arrives there and here, until it is turned off', async (scene) => {
  const { app, page, hands } = scene
  const { words } = await signedIn(app, page, hands, 'emi')
  const isSaid = (key: string) =>
    eventually(`"${words(key)}" is said`, async () => (await announced(page)).includes(words(key)))
  await page.goto(`${app.url}/settings/forwarding`)
  const onOff = page.getByRole('switch', { name: words('forwarding.switch') })
  const turn = async () => {
    await onOff.waitFor()
    if (hands.kind === 'mouse') return onOff.click()
    await hands.reach(onOff)
    return page.keyboard.press('Space')
  }
  const form = page.getByRole('form', { name: words('forwarding.title') })
  const save = form.getByRole('button', { name: words('forwarding.save') })
  await turn()
  const target = form.getByRole('textbox')
  await hands.write(target, 'emi@example.gov')
  await hands.press(save)
  await page.getByText(words('forwarding.error.own-address')).waitFor()
  await hasFocus(page, target)
  await target.fill('ben.okafor@example.gov')
  await hands.press(save)
  await isSaid('forwarding.saved.on')

  const [emi, ben] = [await openMailbox(app.platform, 'emi'), await openMailbox(app.platform, 'ben')]
  try {
    const subject = ownSubject('Forwarded to a colleague')
    await deliver(app.platform, 'emi', { subject })
    await ben.arrives('INBOX', subject)
    await emi.arrives('INBOX', subject)
    await page.reload()
    await turn()
    await hands.press(save)
    await isSaid('forwarding.saved.off')
  } finally {
    await Promise.all([emi.close(), ben.close()])
  }
})
