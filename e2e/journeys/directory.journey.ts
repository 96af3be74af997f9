import { type Locator } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journey } from '../journey.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MailScreen } from '../screens/mail-screen.ts'

journey('Somebody is found by department in the directory, looked at, and written to', async (scene) => {
  const { app, page, hands } = scene
  const { words } = await signedIn(app, page, hands, 'farid')
  const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
  await page.goto(`${app.url}/contacts`)
  await hands.press(page.getByRole('link', { name: words('contact-books.directory'), exact: true }))
  await page.getByRole('heading', { name: words('directory.title'), level: 1 }).waitFor()
  await page.getByRole('row', { name: /All staff/ }).waitFor()

  const department = page.getByRole('combobox', { name: words('directory.department') })
  await hands.reach(department)
  await department.selectOption('Public Works')
  await isSaid(words.with('directory.found', { count: 5 }))
  await hands.write(page.getByRole('searchbox', { name: words('directory.search') }), 'whit')
  await page.getByRole('link', { name: /Farid Nasser/ }).waitFor({ state: 'detached' })
  await hands.press(page.getByRole('link', { name: /Grace Whitfield/ }))
  await hasFocus(page, page.getByRole('heading', { name: 'Grace Whitfield', exact: true }))
  await page.getByText('Accessibility lead', { exact: true }).last().waitFor()
  await page
    .getByText(words.with('directory.source', { name: 'Department of Public Works' }))
    .first()
    .waitFor()
  await hands.press(page.getByRole('button', { name: words('directory.write'), exact: true }))
  const compose = new ComposeScreen(page, words)
  await compose.recipients('to').filter({ hasText: 'Grace Whitfield' }).waitFor()
})

journey(
  'Who lets colleagues see that they are away is said to be where they are looked up and written to',
  async (scene) => {
    const { app, page, hands } = scene
    const { words } = await signedIn(app, page, hands, 'hana')
    const onOff = page.getByRole('switch', { name: words('absence.switch') })
    const form = page.getByRole('form', { name: words('absence.title') })
    const check = async (box: Locator, isChecked: boolean) => {
      if ((await box.isChecked()) === isChecked) return
      if (hands.kind === 'mouse') return box.click()
      await hands.reach(box)
      await page.keyboard.press('Space')
    }
    const save = async (key: string) => {
      await hands.press(form.getByRole('button', { name: words('absence.save') }))
      await eventually(`"${words(key)}" is said`, async () => (await announced(page)).includes(words(key)))
    }
    await page.goto(`${app.url}/settings/absence`)
    await onOff.waitFor()
    await check(onOff, true)
    await hands.write(form.getByRole('textbox', { name: new RegExp(`^${words('absence.textAll')}`) }), 'I am at sea.')
    // Open already for who has shown it before.
    const more = form.locator('details').filter({ hasText: words('absence-planning.more') })
    if (!(await more.evaluate((details: HTMLDetailsElement) => details.open)))
      await hands.press(more.locator('summary'))
    await check(form.getByRole('checkbox', { name: words('absence-shown.label') }), true)
    await save('absence.saved.on')

    const theirs = await scene.anotherPage()
    const { address, name } = person(app, 'hana')
    await signedIn(app, theirs, keyboard(theirs), 'jonas')
    await theirs.goto(`${app.url}/directory/${Buffer.from(address).toString('base64url')}`)
    await theirs.getByText(words('directory.away'), { exact: true }).first().waitFor()
    await theirs.goto(app.url)
    await new MailScreen(theirs).newMessage.click()
    const compose = new ComposeScreen(theirs, words)
    await compose.heading('newMessage').waitFor()
    await compose.field('to').fill(address)
    await theirs.keyboard.press('Enter')
    const said = words.with('people-sources.isAway', { name })
    await theirs.getByText(said).first().waitFor()
    await eventually(`"${said}" is said`, async () => (await announced(theirs)).includes(said))

    await check(onOff, false)
    await save('absence.saved.off')
  },
)

journey(
  'Somebody outside, from a directory of its own, says so where they are suggested, written to and looked up',
  async (scene) => {
    const { app, page, hands } = scene
    const { words } = await signedIn(app, page, hands, 'grace')
    const outside = words('people-sources.outside')
    await hands.press(new MailScreen(page).newMessage)
    const compose = new ComposeScreen(page, words)
    await compose.heading('newMessage').waitFor()
    await hands.write(compose.field('to'), 'oskar')
    const suggestion = compose.suggestion('Oskar Lund').filter({ hasText: 'Partners' }).filter({ hasText: outside })
    await suggestion.waitFor()
    if (hands.kind === 'keyboard') {
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
    } else await suggestion.click()
    await page.getByRole('option', { name: `Oskar Lund, ${words('ui.external')}`, exact: true }).waitFor()

    await page.goto(`${app.url}/directory`)
    await hands.write(page.getByRole('searchbox', { name: words('directory.search') }), 'lund')
    const found = page.getByRole('link', { name: /Oskar Lund/ })
    await found.filter({ hasText: words('directory.outside') }).waitFor()
    await hands.press(found)
    await hasFocus(page, page.getByRole('heading', { name: 'Oskar Lund', exact: true }))
    await page
      .getByText(words.with('directory.source', { name: 'Partners' }))
      .first()
      .waitFor()
  },
)
