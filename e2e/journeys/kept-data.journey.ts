import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { signedIn } from '../people.ts'

journey('What is kept about a person is saved as a file, and is not erased without a yes', async (scene) => {
  const { app, page, hands } = scene
  const name = `Kept ${randomUUID().slice(0, 8)}`
  const file = join(tmpdir(), `curbcut-kept-${randomUUID()}.json`)
  const { words } = await signedIn(app, page, hands, 'farid')
  const button = (key: string) => page.getByRole('button', { name: words(key), exact: true })
  await page.goto(`${app.url}/contacts/new`)
  await hands.write(page.getByRole('textbox', { name: words('contacts.name'), exact: true }), name)
  await hands.press(button('contacts.save'))
  await page.getByRole('heading', { name, exact: true }).waitFor()

  await page.goto(`${app.url}/settings/copies`)
  try {
    const saving = page.waitForEvent('download')
    await hands.press(page.getByRole('link', { name: words('kept-data.save'), exact: true }))
    await (await saving).saveAs(file)
    const { contacts } = JSON.parse(readFileSync(file, 'utf8')) as { contacts: string[] }
    assert.ok(contacts.some((card) => card.includes(`FN:${name}`)))

    await hands.press(button('kept-data.erase'))
    await page.getByRole('alertdialog', { name: words('kept-data.eraseTitle') }).waitFor()
    await page.keyboard.press('Escape')
    await hasFocus(page, button('kept-data.erase'))
    await page.goto(`${app.url}/contacts`)
    await hands.write(page.getByRole('searchbox', { name: words('contacts.search') }), name)
    await hands.press(page.getByRole('option', { name }))
    await hands.press(button('contacts.delete'))
    await page.getByRole('option', { name }).waitFor({ state: 'detached' })
  } finally {
    rmSync(file, { force: true })
  }
})
