import { CardClient } from '#platform/testing/card-client.ts'
import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { signedIn } from '../people.ts'

journey('An address book of another server is added, changed on both sides, and forgotten', async (scene) => {
  const { app, page, hands } = scene
  const user = 'jonas'
  const word = randomUUID().slice(0, 8)
  const phone = new CardClient(app.platform, user)
  const path = await phone.makeBook(`Team ${word}`.replace(' ', '-'))
  const card = (title: string) => [`UID:${word}`, `FN:Nora ${word}`, `N:${word};Nora;;;`, `TITLE:${title}`]
  await phone.put(`${path}nora.vcf`, card('Pilot'))
  try {
    const { words } = await signedIn(app, page, hands, user)
    const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
    const button = (key: string) => page.getByRole('button', { name: words(key), exact: true })
    const field = (key: string) => page.getByRole('textbox', { name: new RegExp(`^${words(key)}`) })
    const person = app.platform.people.find(({ uid }) => uid === user)
    const line = page.getByRole('option', { name: new RegExp(`Nora ${word}`) })

    await page.goto(`${app.url}/contacts`)
    await hands.press(page.getByRole('link', { name: words('contact-books.title'), exact: true }))
    await hands.press(button('contact-books.addConfirm'))
    await hasFocus(page, field('contact-books.user'))
    await page.keyboard.type(user)
    const password = page.getByLabel(words('contact-books.password'), { exact: true })
    await hands.write(password, 'not this')
    await hands.press(button('contact-books.addConfirm'))
    await page.getByText(words('contact-books.fault.sign-in')).first().waitFor()
    await hasFocus(page, password)
    await hands.write(password, person?.password ?? '')
    await hands.press(button('contact-books.addConfirm'))
    await page.getByRole('checkbox', { name: new RegExp(word) }).waitFor()
    await line.waitFor()

    await hands.press(line)
    await hands.press(button('contacts.edit'))
    await hands.write(field('contacts.role'), 'Harbour master')
    await phone.put(`${path}nora.vcf`, card('Captain'))
    await hands.press(button('contacts.save'))
    const conflict = page.getByRole('heading', { name: words('contact-books.conflict.title'), exact: true })
    await hasFocus(page, conflict)
    await page.getByRole('cell', { name: 'Harbour master', exact: true }).waitFor()
    await page.getByRole('cell', { name: 'Captain', exact: true }).waitFor()
    await hands.press(button('contact-books.conflict.keepMine'))
    await isSaid(words.with('contacts.saved', { name: `Nora ${word}` }))
    await eventually('the other program reads it', async () =>
      (await phone.get(`${path}nora.vcf`)).includes('TITLE:Harbour master'),
    )

    await page.goto(`${app.url}/contacts/books`)
    await hands.press(
      page.getByRole('button', { name: words.with('contact-books.forgetNamed', { user }), exact: true }),
    )
    await hands.press(page.getByRole('alertdialog').getByRole('button', { name: words('contact-books.forget') }))
    await line.waitFor({ state: 'detached' })
    await hasFocus(page, page.getByRole('heading', { name: words('contact-books.title'), exact: true }))
  } finally {
    await phone.delete(path).catch(() => undefined)
  }
})
