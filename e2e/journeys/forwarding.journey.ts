import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { firstSentTo, sentTo } from '../mail/outside.ts'
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
  await page.getByText(words('forwarding.error.own-address')).first().waitFor()
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

journey('An address outside gets mail once the code that was sent there is typed', async ({ app, page, hands }) => {
  const { words } = await signedIn(app, page, hands, 'hana')
  const address = `${crypto.randomUUID().slice(0, 8)}@river-authority.example`
  const turnOff = async () => {
    await page.goto(`${app.url}/settings/forwarding`)
    await onOff.waitFor()
    if (!(await onOff.isChecked())) return
    await onOff.click()
    await hands.press(save)
    await page.getByText(words('forwarding.off')).first().waitFor()
  }
  const onOff = page.getByRole('switch', { name: words('forwarding.switch') })
  const form = page.getByRole('form', { name: words('forwarding.title') })
  const save = form.getByRole('button', { name: words('forwarding.save') })
  const waiting = page.getByRole('form', { name: words.with('forwarding-codes.form', { address }) })
  const code = waiting.getByRole('textbox')
  await turnOff()
  const hana = await openMailbox(app.platform, 'hana')
  try {
    if (hands.kind === 'mouse') await onOff.click()
    else {
      await hands.reach(onOff)
      await page.keyboard.press('Space')
    }
    await hands.write(form.getByRole('textbox'), address)
    await hands.press(save)
    await waiting.waitFor()
    const early = ownSubject('Before the code')
    await deliver(app.platform, 'hana', { subject: early })
    await hana.arrives('INBOX', early)

    const [, digits = ''] = /The code for it: ([\d ]+)/.exec(await firstSentTo(app.platform, address)) ?? []
    await page.reload()
    await waiting.waitFor()
    await hands.write(code, digits.trim() === '0000 0000' ? '0000 0001' : '0000 0000')
    await page.keyboard.press('Enter')
    await page.getByText(words('forwarding-codes.wrong')).first().waitFor()
    await hasFocus(page, code)
    await code.fill(digits)
    await hands.press(waiting.getByRole('button', { name: words('forwarding-codes.confirm') }))
    await hasFocus(page, page.getByRole('heading', { name: words('forwarding-codes.title') }))

    const late = ownSubject('After the code')
    await deliver(app.platform, 'hana', { subject: late })
    await eventually('it is forwarded', () => sentTo(app.platform, address).some((text) => text.includes(late)))
    assert.ok(!sentTo(app.platform, address).some((text) => text.includes(early)), 'nothing went there before')
    await turnOff()
  } finally {
    await hana.close()
  }
})

journey('Mail that a script sends on is told of beside the mail, until the person knows', async (scene) => {
  const { app, page, hands } = scene
  const mail = await signedIn(app, page, hands, 'grace')
  const { words } = mail
  const name = `S${crypto.randomUUID().slice(0, 6)}`
  // Of one that goes and comes back the server may not have heard in between.
  const target = `ben.okafor+${name.toLowerCase()}@example.gov`
  const button = (key: string) => page.getByRole('button', { name: words(key), exact: true })
  const ofScript = (key: string) => page.getByRole('button', { name: new RegExp(`^${words(key)}.*${name}$`) })
  const field = (key: string) => page.getByRole('textbox', { name: new RegExp(`^${words(key)}`) })
  await page.goto(`${app.url}/settings/scripts`)
  await hands.press(button('scripts.new'))
  await hands.write(field('scripts.name'), name)
  await hands.write(field('scripts.text'), `require "copy";\nredirect :copy "${target}";\n`)
  await hands.press(button('scripts.save'))
  await hasFocus(page, ofScript('scripts.edit'))
  await hands.press(ofScript('scripts.run'))
  await hasFocus(page, ofScript('scripts.stop'))

  await page.goto(app.url)
  await mail.isShown()
  const notice = page.getByRole('region', { name: words('unseen-forwards.title') })
  await notice
    .getByText(words.with('unseen-forwards.text', { addresses: target }))
    .first()
    .waitFor()
  await hands.press(notice.getByRole('button', { name: words('unseen-forwards.know') }))
  await notice.waitFor({ state: 'detached' })

  await page.goto(`${app.url}/settings/scripts`)
  await hands.press(ofScript('scripts.stop'))
  await hasFocus(page, ofScript('scripts.run'))
  await hands.press(ofScript('scripts.delete'))
  await ofScript('scripts.edit').waitFor({ state: 'detached' })
})
