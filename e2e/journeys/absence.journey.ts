import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { soonEqual } from '../soon.ts'

journey('Who would get what is told before an out of office is saved, with hours and a test', async (scene) => {
  const { app, page, hands } = scene
  const { words } = await signedIn(app, page, hands, 'farid')
  await page.goto(`${app.url}/settings/absence`)
  const onOff = page.getByRole('switch', { name: words('absence.switch') })
  await onOff.waitFor()
  const check = async (box: ReturnType<typeof page.getByRole>, isChecked = true) => {
    if ((await box.isChecked()) === isChecked) return
    if (hands.kind === 'mouse') return box.click()
    await hands.reach(box)
    await page.keyboard.press('Space')
  }
  await check(onOff)
  const form = page.getByRole('form', { name: words('absence.title') })
  const text = ownSubject('Not here on these days')
  const weekly = form.getByRole('checkbox', { name: words('absence-planning.weekly') })
  if (!(await weekly.isVisible())) await hands.press(form.locator('summary'))
  await check(weekly)
  await check(
    form
      .getByRole('group', { name: words('absence-planning.days') })
      .getByRole('checkbox')
      .first(),
  )
  await hands.write(form.getByRole('textbox', { name: new RegExp(`^${words('absence.textAll')}`) }), text)

  const about = page.getByRole('form', { name: words('absence-planning.check') })
  await hands.write(about.getByRole('textbox'), 'no-reply@harbour.example')
  await hands.press(about.getByRole('button', { name: words('absence-planning.look') }))
  await about.getByText(words('absence-planning.none.nobody-reads')).first().waitFor()
  await about.getByText(words('absence-planning.gets.one')).first().waitFor()

  const mailbox = await openMailbox(app.platform, 'farid')
  const tests = () => mailbox.countOf('INBOX', words('absence-planning.test.all'))
  const before = await tests()
  await hands.press(about.getByRole('button', { name: words('absence-planning.try') }))
  await eventually('the test has come', async () => (await tests()) === before + 1).finally(() => mailbox.close())
  await hands.press(form.getByRole('button', { name: words('absence.save') }))
  await eventually('it is said to be saved', async () => {
    const said = await announced(page)
    return said.includes(words('absence.saved.resting')) || said.includes(words('absence.saved.on'))
  })
  await page.reload()
  await onOff.waitFor()
  await soonEqual(() => weekly.isChecked(), true)
  await check(onOff, false)
  await hands.press(form.getByRole('button', { name: words('absence.save') }))
  await eventually('it is said to be off', async () => (await announced(page)).includes(words('absence.saved.off')))
})

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

journeyByKeyboard(
  'An out of office takes at most 12 keys by Tab, and 7 from the palette',
  async ({ app, page, hands }) => {
    const mail = await signedIn(app, page, hands, 'emi')
    const { words } = mail
    let keys = 0
    const press = async (key: string) => {
      keys += 1
      await page.keyboard.press(key)
    }
    /** Whatever is in between, as Tab has it. */
    const tabTo = async (place: ReturnType<typeof page.getByRole>) => {
      do await press('Tab')
      while (!(await place.evaluate((element) => element === document.activeElement)))
    }
    const isSaid = (key: string) =>
      eventually(`"${key}" is said`, async () => (await announced(page)).includes(words(key)))
    const goThere = async () => {
      await press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').waitFor()
      await page.keyboard.type(words('absence.title'))
      await page.getByRole('option', { name: words('absence.go') }).waitFor()
      await press('Enter')
      await hasFocus(page, page.locator('#absence'))
      await onOff.waitFor()
    }
    const onOff = page.getByRole('switch', { name: words('absence.switch') })
    const form = page.getByRole('form', { name: words('absence.title') })

    await goThere()
    keys = 0
    await tabTo(onOff)
    await press('Space')
    await tabTo(form.getByRole('textbox', { name: new RegExp(`^${words('absence.textAll')}`) }))
    await page.keyboard.type('Back soon.')
    await tabTo(form.getByRole('button', { name: words('absence.save') }))
    await press('Enter')
    await isSaid('absence.saved.on')
    assert.ok(keys <= 12, `${keys} keys by Tab`)

    await onOff.press('Space')
    await form.getByRole('button', { name: words('absence.save') }).press('Enter')
    await isSaid('absence.saved.off')
    await page.goto(app.url)
    await mail.isShown()
    keys = 0
    await goThere()
    await tabTo(onOff)
    await press('Space')
    await press('Enter')
    await isSaid('absence.saved.on')
    assert.ok(keys <= 7, `${keys} keys from the palette`)
    await onOff.press('Space')
    await form.getByRole('button', { name: words('absence.save') }).press('Enter')
    await isSaid('absence.saved.off')
  },
)
