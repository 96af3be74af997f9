import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { wordsOf } from '../words.ts'

const words = wordsOf('en')

journeyByKeyboard('A list is left by a message from the person, after a question', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Street news')
  const ben = app.platform.people.find(({ uid }) => uid === 'ben')
  assert.ok(ben)
  const leaving = ownSubject('leave street')
  const headers = [
    'List-Id: Street news <street.lists.example>',
    `List-Unsubscribe: <mailto:${ben.address}?subject=${encodeURIComponent(leaving)}>`,
  ]
  await deliver(app.platform, 'hana', { subject, headers })
  const mail = await signedIn(app, page, hands, 'hana')
  await hands.press(mail.row(subject))
  await new MessageScreen(page).isReached(subject)
  await hands.press(page.getByRole('button', { name: words.with('carried.list.leaveByMail', { name: 'Street news' }) }))
  await page.getByRole('alertdialog').waitFor()
  const mailbox = await openMailbox(app.platform, 'ben')
  assert.equal(await mailbox.find('INBOX', leaving), null)
  await page.keyboard.press('Enter')
  await eventually('what came of it', async () =>
    (await announced(page)).includes(words.with('carried.list.asked', { name: 'Street news' })),
  )
  await hasFocus(page, page.getByRole('group', { name: words('carried.list.group') }))
  await mailbox.arrives('INBOX', leaving)
  await mailbox.close()
})

journeyByKeyboard('A receipt goes out when the person says so, and is not asked for again', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Did you read this')
  const ben = app.platform.people.find(({ uid }) => uid === 'ben')
  assert.ok(ben)
  const from = `Ben Okafor <${ben.address}>`
  await deliver(app.platform, 'hana', { subject, from, headers: [`Disposition-Notification-To: ${from}`] })
  const mail = await signedIn(app, page, hands, 'hana')
  await hands.press(mail.row(subject))
  await new MessageScreen(page).isReached(subject)
  await hands.press(page.getByRole('button', { name: words('carried.receipt.send') }))
  await eventually('what came of it', async () => (await announced(page)).includes(words('carried.receipt.accepted')))

  const sender = await openMailbox(app.platform, 'ben')
  const receipt = await sender.arrives('INBOX', words.with('carried.receipt.mailSubject', { subject }))
  const source = receipt.raw.toString()
  assert.match(source, /^Return-Path: <>\s*$/m)
  assert.match(source, /multipart\/report;\s+report-type=disposition-notification/)
  assert.match(source, /^Disposition: manual-action\/MDN-sent-manually; displayed\s*$/m)
  await sender.close()
  const reader = await openMailbox(app.platform, 'hana')
  assert.ok((await reader.find('INBOX', subject))?.flags.has('$MDNSent'))
  await reader.close()

  await page.reload()
  await page.getByRole('article', { name: subject }).waitFor()
  await page.getByText('Good morning.').last().waitFor()
  assert.equal(await page.getByRole('button', { name: words('carried.receipt.send') }).count(), 0)
})

journeyByKeyboard('A delivery report says in words what became of the message', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Undelivered')
  const hana = app.platform.people.find(({ uid }) => uid === 'hana')
  assert.ok(hana)
  const report = [
    'From: Mail system <MAILER-DAEMON@mx.example>',
    `To: ${hana.address}`,
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    ...['', '--b', 'Content-Type: text/plain', '', 'I am sorry to have to inform you.'],
    ...['--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', ''],
    ...['Final-Recipient: rfc822; ann@x.example', 'Action: failed', 'Status: 5.1.1', ''],
    ...['--b', 'Content-Type: text/rfc822-headers', '', 'Subject: Minutes of March', '', '--b--', ''],
  ]
  await app.platform.deliver(report.join('\r\n'), hana.address)
  const mail = await signedIn(app, page, hands, 'hana')
  await hands.press(mail.row(subject))
  await new MessageScreen(page).isReached(subject)
  await page.getByText('Not delivered to ann@x.example: the mailbox does not exist (5.1.1).').first().waitFor()
  await page.getByText('Your message: Minutes of March').first().waitFor()
})
