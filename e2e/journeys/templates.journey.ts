import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'

journey('A template made in the settings is filled in while writing, and arrives', async ({ app, page, hands }) => {
  const subject = ownSubject('Your application')
  const mail = await signedIn(app, page, hands, 'ines')
  const { words } = mail
  const button = (key: 'new' | 'save') => page.getByRole('button', { name: words(`templates.${key}`), exact: true })

  await page.goto(new URL('/settings/templates', app.url).href)
  await hands.press(button('new'))
  const field = (key: 'name' | 'subject' | 'text') =>
    page.locator('form').getByRole('textbox', { name: new RegExp(`^${words(`templates.${key}`)}`) })
  await hasFocus(page, field('name'))
  await hands.write(field('name'), subject)
  await hands.write(field('subject'), subject)
  await hands.write(field('text'), 'Dear {first name},\nit has come.\n{my name}')
  await hands.press(button('save'))
  await hasFocus(page, page.getByRole('button', { name: new RegExp(`^${words('templates.edit')}.*${subject}`) }))

  await page.goto(app.url)
  await hands.press(mail.newMessage)
  const compose = new ComposeScreen(page)
  const ben = person(app, 'ben')
  await hands.write(compose.field('to'), `${ben.name} <${ben.address}>`)
  await page.keyboard.press('Enter')
  await hands.press(page.getByRole('button', { name: words('compose-more.menu'), exact: true }))
  await hands.press(page.getByRole('menuitem', { name: new RegExp(`^${words('templates.insert')}`) }))
  await hasFocus(page, page.getByRole('dialog').getByRole('combobox'))
  const choice = page.getByRole('option', { name: new RegExp(subject) })
  await choice.waitFor()
  if (hands.kind === 'mouse') await choice.click()
  else {
    await page.keyboard.type(subject)
    await page.keyboard.press('Enter')
  }
  const said = words.with('templates.inserted', { name: subject })
  await eventually(`"${said}" is said`, async () => (await announced(page)).includes(said))
  await hasFocus(page, compose.text)
  assert.match(await compose.text.inputValue(), /^Dear Ben,\nit has come\.\nInês Duarte/)
  assert.equal(await compose.subject.inputValue(), subject)
  await page.keyboard.press('Control+Enter')

  const mailbox = await openMailbox(app.platform, 'ben')
  try {
    assert.match((await mailbox.arrives('INBOX', subject)).raw.toString(), /^Dear Ben,\r\nit has come\./m)
  } finally {
    await mailbox.close()
  }
})
