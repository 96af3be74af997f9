import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { file, tnef } from '#platform/testing/tnef.ts'
import { hasFocus } from '../focus.ts'
import { journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { wordsOf } from '../words.ts'

const words = wordsOf('en')

const inner = [
  ...['From: Nora Fields <nora.fields@harbour.example>', 'Subject: The gate', 'Date: Fri, 27 Nov 2026 10:00:00 +0100'],
  ...['Content-Type: multipart/mixed; boundary=in', '', '--in', 'Content-Type: text/html', ''],
  '<table><tr><td><font size="1">Too narrow.</font></td></tr></table>',
  ...[
    '--in',
    'Content-Type: text/plain; name=measures.txt',
    'Content-Disposition: attachment',
    '',
    '82 cm',
    '--in--',
    '',
  ],
].join('\r\n')

journeyByKeyboard('A message inside a message opens in place, in each view; a file in it is saved', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Forwarded')
  const attachment = { name: 'The gate.eml', type: 'application/octet-stream', content: Buffer.from(inner) }
  await deliver(app.platform, 'jonas', { subject, text: 'See below.', attachment })
  const mail = await signedIn(app, page, hands, 'jonas')
  await hands.press(mail.row(subject))
  await new MessageScreen(page).article(subject).waitFor()
  const name = words.with('attached.nested.heading', { name: 'The gate' })
  const head = page.getByRole('button', { name, exact: true })
  await hands.press(head)
  const card = page.getByRole('group', { name, exact: true })
  await card.getByRole('heading', { name: 'The gate', exact: true }).waitFor()
  const frame = card.frameLocator('iframe')
  await frame.getByText('Too narrow.').first().waitFor()
  await hasFocus(page, head)
  assert.equal(await frame.locator('table').count(), 0, 'the table that only places words is gone in the reading view')
  const views = card.getByRole('button', { name: words('views.menu'), exact: true })
  const choose = async (view: 'original' | 'reading' | 'text') => {
    await hands.press(views)
    await hands.press(page.getByRole('menuitemradio', { name: words(`views.name.${view}`), exact: true }))
    await hasFocus(page, views)
  }
  await choose('original')
  await frame.locator('table').waitFor()
  await choose('text')
  await card.getByText('Too narrow.').first().waitFor()
  await choose('reading')
  await frame.getByText('Too narrow.').first().waitFor()
  assert.equal(await frame.locator('table').count(), 0)
  const saving = page.waitForEvent('download')
  await hands.press(card.getByRole('link', { name: /^measures\.txt/ }))
  const saved = await saving
  assert.equal(saved.suggestedFilename(), 'measures.txt')
  assert.match(readFileSync(await saved.path(), 'utf8'), /^82 cm/)
})

journeyByKeyboard('A contact card says how to reach somebody, and its address begins a message', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('My card')
  const content = Buffer.from(
    'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Nora Fields\r\nEMAIL:nora@harbour.example\r\nEND:VCARD\r\n',
  )
  await deliver(app.platform, 'jonas', { subject, attachment: { name: 'nora.vcf', type: 'text/vcard', content } })
  const mail = await signedIn(app, page, hands, 'jonas')
  await hands.press(mail.row(subject))
  const card = page.getByRole('region', { name: words.with('contact-cards.one', { name: 'Nora Fields' }) })
  await hands.press(card.getByRole('link', { name: 'nora@harbour.example' }))
  await page.getByRole('listbox').getByText('nora@harbour.example').first().waitFor()
})

journeyByKeyboard(
  'The files packed in a winmail.dat are named, saved one by one, and the file itself is too',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('From Outlook')
    const content = tnef(
      file('Plan.pdf', Buffer.from('%PDF-1.4 plan')),
      file('../Minutes.pdf', Buffer.from('%PDF-1.4 minutes')),
    )
    const attachment = { name: 'winmail.dat', type: 'application/ms-tnef', content }
    await deliver(app.platform, 'jonas', { subject, text: 'Both are attached.', attachment })
    const mail = await signedIn(app, page, hands, 'jonas')
    await hands.press(mail.row(subject))
    const name = words.with('attached.packed.heading', { name: 'winmail.dat', count: 2 })
    const card = page.getByRole('region', { name, exact: true })
    await card.getByRole('link', { name: /^Minutes\.pdf/ }).waitFor()
    const saving = page.waitForEvent('download')
    await hands.press(card.getByRole('link', { name: /^Plan\.pdf/ }))
    const saved = await saving
    assert.deepEqual(
      [saved.suggestedFilename(), readFileSync(await saved.path(), 'utf8')],
      ['Plan.pdf', '%PDF-1.4 plan'],
    )
    const savingAll = page.waitForEvent('download')
    await hands.press(card.getByRole('link', { name: words('attached.packed.download'), exact: true }))
    assert.deepEqual(readFileSync(await (await savingAll).path()), content)
  },
)
