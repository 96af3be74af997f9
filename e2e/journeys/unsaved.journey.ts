import assert from 'node:assert/strict'
import { hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { signedIn } from '../people.ts'
import { soonEqual } from '../soon.ts'

journey('What is typed in a form is dropped only after a yes, whichever way one leaves', async (scene) => {
  const { app, page, hands } = scene
  const { words } = await signedIn(app, page, hands, 'emi')
  const question = page.getByRole('alertdialog', { name: words('unsaved.title') })
  const [stay, drop] = ['unsaved.stay', 'unsaved.drop'].map((key) => question.getByRole('button', { name: words(key) }))
  assert.ok(stay && drop)
  const name = page.getByRole('textbox', { name: new RegExp(`^${words('contacts.name')}`) })
  const isAt = (path: string) => soonEqual(() => Promise.resolve(new URL(page.url()).pathname), path)

  // In the app: a link, and back to it by Escape.
  await page.goto(`${app.url}/contacts`)
  const add = page.getByRole('link', { name: words('contacts.new') })
  await hands.press(add)
  await hasFocus(page, name)
  await hands.write(name, 'Nora')
  const elsewhere = page.getByRole('link', { name: words('contact-import.open') })
  await hands.press(elsewhere)
  await hasFocus(page, stay)
  await page.keyboard.press('Escape')
  await question.waitFor({ state: 'detached' })
  await isAt('/contacts/new')
  assert.equal(await name.inputValue(), 'Nora')
  await hasFocus(page, elsewhere)

  // By the browser's Back, which must not be one further than the page afterwards.
  await page.goBack()
  await hasFocus(page, stay)
  await hands.press(stay)
  await question.waitFor({ state: 'detached' })
  await isAt('/contacts/new')
  assert.equal(await name.inputValue(), 'Nora')
  await page.goBack()
  await hands.press(drop)
  await isAt('/contacts')

  // Cancel says what it does, and so does a form in which nothing was typed.
  await hands.press(add)
  await hands.write(name, 'Nora')
  await hands.press(page.getByRole('button', { name: words('contacts.cancel'), exact: true }))
  await isAt('/contacts')
  await hands.press(add)
  await hasFocus(page, name)
  await page.goBack()
  await isAt('/contacts')
  assert.equal(await question.count(), 0)

  // Signing out asks before it ends anything.
  await page.goto(`${app.url}/settings/absence`)
  const reply = page.getByRole('switch', { name: new RegExp(`^${words('absence.switch')}`) })
  await hands.reach(reply)
  await page.keyboard.press('Space')
  await hands.press(page.getByRole('button', { name: words.like('app.accountOf') }))
  await hands.press(page.getByRole('menuitem', { name: words('session.signOut') }))
  await hasFocus(page, stay)
  await hands.press(stay)
  await question.waitFor({ state: 'detached' })
  assert.ok(await reply.isChecked())
})
