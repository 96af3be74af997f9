import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journey, journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { soonEqual, soonMatches } from '../soon.ts'

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
  await soonMatches(() => compose.text.inputValue(), /^Dear Ben,\nit has come\.\nInês Duarte/)
  await soonEqual(() => compose.subject.inputValue(), subject)
  await page.keyboard.press('Control+Enter')

  const mailbox = await openMailbox(app.platform, 'ben')
  try {
    assert.match((await mailbox.arrives('INBOX', subject)).raw.toString(), /^Dear Ben,\r\nit has come\./m)
  } finally {
    await mailbox.close()
  }
})

journey('A message is answered with a template by one command and one choice', async ({ app, page, hands }) => {
  const subject = ownSubject('Application for a ramp')
  const ben = person(app, 'ben')
  await deliver(app.platform, 'ines', { subject, from: `${ben.name} <${ben.address}>`, text: 'Has it come?' })
  const mail = await signedIn(app, page, hands, 'ines')
  const { words } = mail
  await keepTemplate(page, { name: `Arrived ${subject}`, text: 'Dear {first name}, it has come.' })
  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  if (hands.kind === 'keyboard') {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    await page.keyboard.type(words('actions.reply-template').slice(0, -1))
    await page
      .getByRole('option', { name: words('actions.reply-template') })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
  } else {
    await message.tools.getByRole('button', { name: words('actions.more'), exact: true }).click()
    await page.getByRole('menuitem', { name: words('actions.reply-template'), exact: true }).click()
  }
  const dialog = page.getByRole('dialog', { name: words('templates.insertTitle') })
  await hasFocus(page, dialog.getByRole('combobox'))
  await hands.write(dialog.getByRole('combobox'), `Arrived ${subject}`)
  await page.keyboard.press('Enter')
  const compose = new ComposeScreen(page)
  await hasFocus(page, compose.text)
  await eventually('the template over what is answered', async () =>
    /^Dear Ben, it has come\.[^]*> Has it come\?/.test(await compose.text.inputValue()),
  )
  await page.keyboard.press('Control+Enter')
  const mailbox = await openMailbox(app.platform, 'ben')
  try {
    const source = (await mailbox.arrives('INBOX', `Re: ${subject}`)).raw.toString()
    assert.match(source, /^Dear Ben, it has come\./m)
    assert.match(source, /^In-Reply-To: </im)
  } finally {
    await mailbox.close()
  }
})

journey('A template is put in from the palette by its own name', async ({ app, page, hands }) => {
  const name = ownSubject('Opening hours')
  const mail = await signedIn(app, page, hands, 'ines')
  const { words } = mail
  await keepTemplate(page, { name, text: 'We are open from 9 to 12.' })
  await hands.press(mail.newMessage)
  const compose = new ComposeScreen(page)
  await hands.write(compose.text, 'Dear all. ')
  if (hands.kind === 'keyboard') await page.keyboard.press('Control+k')
  else await page.getByRole('button', { name: words('app.palette') }).click()
  const choice = page.getByRole('option', { name: words.with('templates.insertNamed', { name }) })
  await choice.waitFor()
  if (hands.kind === 'mouse') await choice.click()
  else {
    await page.keyboard.type(name)
    await soonEqual(() => mail.palette.getByRole('option').count(), 1)
    await page.keyboard.press('Enter')
  }
  await hasFocus(page, compose.text)
  await soonMatches(() => compose.text.inputValue(), /^Dear all\. We are open from 9 to 12\./)
})

journeyByKeyboard('A template of a shared mailbox is written by one and used by another', async (scene) => {
  const { app, page, hands } = scene
  const name = ownSubject('Permit granted')
  const mail = await signedIn(app, page, hands, 'ada')
  const { words } = mail
  await page.goto(new URL('/settings/templates', app.url).href)
  const shelf = page.getByRole('heading', { name: words.with('templates.ofUnit', { name: 'Permit Desk' }) })
  await shelf.waitFor()
  const label = words.with('templates.ofUnit', { name: 'Permit Desk' })
  await hands.press(page.getByRole('button', { name: new RegExp(`^${words('templates.new')}.*${label}$`) }))
  const field = (key: 'name' | 'text') =>
    page.locator('form').getByRole('textbox', { name: new RegExp(`^${words(`templates.${key}`)}`) })
  await hasFocus(page, field('name'))
  await hands.write(field('name'), name)
  await hands.write(field('text'), 'Your permit is granted.')
  await hands.press(page.getByRole('button', { name: words('templates.save'), exact: true }))
  await hasFocus(page, page.getByRole('button', { name: new RegExp(`^${words('templates.edit')}.*${name}`) }))

  const other = await scene.anotherPage()
  const bens = await signedIn(app, other, keyboard(other), 'ben')
  await bens.newMessage.press('Enter')
  const compose = new ComposeScreen(other)
  await compose.heading('newMessage').waitFor()
  await other.keyboard.press('Alt+Shift+T')
  await hasFocus(other, other.getByRole('dialog').getByRole('combobox'))
  await other.keyboard.type(name)
  await other.getByRole('option', { name: new RegExp(`${name}.*Permit Desk`) }).waitFor()
  await other.keyboard.press('Enter')
  await hasFocus(other, compose.text)
  await soonMatches(() => compose.text.inputValue(), /^Your permit is granted\./)
})

/** Puts a template where the settings would put it. */
async function keepTemplate(page: Page, { name, text }: { name: string; text: string }): Promise<void> {
  const body = { id: randomUUID(), name, subject: '', text, document: null }
  const status = await page.evaluate(async (template) => {
    const headers = { 'content-type': 'application/json', 'X-Curbcut': '1' }
    return (await fetch('/api/templates', { method: 'POST', headers, body: JSON.stringify(template) })).status
  }, body)
  assert.equal(status, 200)
}
