import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { soonEqual } from '../soon.ts'

const group = 'River footbridge project'

journey('A group is replaced by its members, one is left out, and the others get the message', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Railing of the footbridge')
  const mail = await signedIn(app, page, hands, 'farid')
  const { words } = mail
  await hands.press(new MailScreen(page).newMessage)
  const compose = new ComposeScreen(page)
  await compose.heading('newMessage').waitFor()
  await hands.write(compose.field('to'), 'River foot')
  await compose.suggestion(group).waitFor()
  if (hands.kind === 'keyboard') {
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
  } else await compose.suggestion(group).click()
  await hands.press(page.getByRole('button', { name: words.with('groups.replace', { name: group }), exact: true }))
  const said = '1 of them is outside your organisation.'
  await eventually(`"${said}" is said`, async () => (await announced(page)).includes(said))
  await hasFocus(page, compose.field('to'))
  await soonEqual(() => compose.recipients('to').count(), 4)
  const marked = `liaison@rivertrust.example, ${words('ui.external')}`
  await page.getByRole('option', { name: marked, exact: true }).waitFor()
  const outside = page.getByRole('option', { name: new RegExp(`, ${words('ui.external')}$`) })
  await soonEqual(() => outside.count(), 1)
  // The one outside stands at the end, and is not to get it.
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Home')
  const names = await compose.recipients('to').evaluateAll((chips) => chips.map((chip) => chip.getAttribute('title')))
  for (let at = 0; names[at] !== 'liaison@rivertrust.example'; at += 1) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Delete')
  await hands.write(compose.subject, subject)
  await hands.write(compose.text, 'It is to be green.')
  await page.keyboard.press('Control+Enter')
  const grace = await openMailbox(app.platform, 'grace')
  try {
    const source = (await grace.arrives('INBOX', subject)).raw.toString('latin1')
    const to = /^To: ((?:.*\r\n[ \t])*.*)\r$/m.exec(source)?.[1] ?? ''
    for (const uid of ['ada', 'farid', 'grace']) assert.ok(to.includes(person(app, uid).address), `${uid} in ${to}`)
    assert.ok(!to.includes('rivertrust') && !to.includes('river-project'), to)
  } finally {
    await grace.close()
  }
})
