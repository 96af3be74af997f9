import assert from 'node:assert/strict'
import { hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { soonEqual } from '../soon.ts'

journey('Two messages go as attachments of one, just as they came', async ({ app, page, hands }) => {
  const subject = ownSubject('The two letters')
  const letters = [ownSubject('First letter'), ownSubject('Second letter')]
  const sender = person(app, 'ben').address
  for (const letter of letters) await deliver(app.platform, 'farid', { subject: letter, from: sender })
  const own = await openMailbox(app.platform, 'farid')
  const other = await openMailbox(app.platform, 'carmen')
  try {
    const sources = []
    for (const letter of letters) sources.push((await own.arrives('INBOX', letter)).raw)
    const mail = await signedIn(app, page, hands, 'farid')
    const { words } = mail
    const [first = '', second = ''] = letters
    await mail.row(second).waitFor()
    await mail.row(second).focus()
    await page.keyboard.press('Shift+ArrowDown')
    await hasFocus(page, mail.row(first))
    if (hands.kind === 'keyboard') {
      await page.keyboard.press('Control+k')
      await mail.palette.waitFor()
      await page.keyboard.type(words('actions.forward-attached'))
      await page.keyboard.press('Enter')
    } else {
      await hands.press(mail.selectionTools.getByRole('button', { name: words('actions.more'), exact: true }))
      await hands.press(page.getByRole('menuitem', { name: words('actions.forward-attached'), exact: true }))
    }
    const compose = new ComposeScreen(page)
    await compose.attachment(`${first}.eml`).waitFor()
    await compose.attachment(`${second}.eml`).waitFor()
    await hands.write(compose.field('to'), person(app, 'carmen').address)
    await page.keyboard.press('Enter')
    await hands.write(compose.subject, subject)
    await page.keyboard.press('Control+Enter')
    const { raw } = await other.arrives('INBOX', subject)
    const text = raw.toString('latin1')
    assert.equal(text.match(/^Content-Type: message\/rfc822/gm)?.length, 2)
    for (const source of sources) assert.ok(text.includes(source.toString('latin1').trimEnd()), 'the same bytes')
  } finally {
    await own.close()
    await other.close()
  }
})

journey('A message of the list goes along with one that is being written', async ({ app, page, hands }) => {
  const [subject, letter] = [ownSubject('With the letter'), ownSubject('The letter')]
  await deliver(app.platform, 'farid', { subject: letter, from: person(app, 'ben').address })
  const mail = await signedIn(app, page, hands, 'farid')
  const { words } = mail
  await mail.row(letter).waitFor()
  await hands.press(mail.newMessage)
  const compose = new ComposeScreen(page)
  await hands.write(compose.field('to'), person(app, 'carmen').address)
  await page.keyboard.press('Enter')
  await hands.write(compose.subject, subject)
  await hands.press(compose.close)
  await mail.row(letter).focus()
  await page.keyboard.press('Space')
  const attach = words('rule-actions.attach.action')
  if (hands.kind === 'keyboard') {
    await page.keyboard.press('Control+k')
    await mail.palette.waitFor()
    await page.keyboard.type(attach.slice(0, -1))
    await page.getByRole('option', { name: attach, exact: true }).waitFor()
    await page.keyboard.press('Enter')
  } else {
    await hands.press(mail.selectionTools.getByRole('button', { name: words('actions.more'), exact: true }))
    await hands.press(page.getByRole('menuitem', { name: attach, exact: true }))
  }
  await compose.attachment(`${letter}.eml`).waitFor()
  await soonEqual(() => compose.subject.inputValue(), subject)
  await hasFocus(page, compose.text)
  await page.keyboard.press('Control+Enter')
  const other = await openMailbox(app.platform, 'carmen')
  try {
    const { raw } = await other.arrives('INBOX', subject)
    assert.match(raw.toString(), new RegExp(`^Content-Type: message/rfc822[^]*^Subject: ${letter}`, 'm'))
  } finally {
    await other.close()
  }
})
