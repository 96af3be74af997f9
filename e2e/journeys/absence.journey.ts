import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'

journey('An out of office turned on from the palette answers, and is ended from its banner', async (scene) => {
  const { app, page, hands } = scene
  const { words } = await signedIn(app, page, hands, 'emi')
  const text = ownSubject('I am back on Monday')
  const isSaid = (key: string) =>
    eventually(`"${words(key)}" is said`, async () => (await announced(page)).includes(words(key)))

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  await page.keyboard.type(words('absence.title'))
  // The palette knows it once the first view has settled.
  await page.getByRole('option', { name: words('absence.go') }).waitFor()
  await page.keyboard.press('Enter')
  await hasFocus(page, page.locator('#absence'))

  const onOff = page.getByRole('switch', { name: words('absence.switch') })
  if (hands.kind === 'mouse') await onOff.click()
  else {
    await hands.reach(onOff)
    await page.keyboard.press('Space')
  }
  const form = page.getByRole('form', { name: words('absence.title') })
  await hands.write(form.getByRole('textbox', { name: new RegExp(`^${words('absence.textAll')}`) }), text)
  await hands.press(form.getByRole('button', { name: words('absence.save') }))
  await isSaid('absence.saved.on')

  const subject = ownSubject('Are you there?')
  const from = `Nora Fields <${crypto.randomUUID()}@harbour.example>`
  await deliver(app.platform, 'emi', { subject, from })
  const { outsideDirectory } = app.platform
  const answers = () =>
    readdirSync(outsideDirectory)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readFileSync(join(outsideDirectory, file), 'utf8'))
      .filter((letter) => letter.includes(`Subject: Auto: ${subject}`))
  await eventually('the answer has left', () => answers().length === 1)
  assert.ok(answers()[0]?.includes(text))
  const mailbox = await openMailbox(app.platform, 'emi')
  await mailbox.arrives('INBOX', subject).finally(() => mailbox.close())

  await page.goto(app.url)
  const banner = page.getByRole('region', { name: words('absence.away') })
  await hands.press(banner.getByRole('button', { name: words('absence.end') }))
  await isSaid('absence.ended')
  await banner.waitFor({ state: 'detached' })
})
