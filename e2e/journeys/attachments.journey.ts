import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { docx } from '#platform/seed/files/office.ts'
import { scannedPdf, taggedPdf } from '#platform/seed/files/pdf.ts'
import { canvas } from '#platform/seed/files/png.ts'
import { hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard } from '../journey.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { soonEqual } from '../soon.ts'

/** One pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const source = (subject: string) =>
  [
    `Subject: ${subject}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nTwo files.`,
    `--b\r\nContent-Type: image/png; name=bridge.png\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${png}`,
    '--b\r\nContent-Type: text/plain; charset=koi8-r; name=notes.txt\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n8NLJ18XU\r\n--b--',
  ].join('\r\n')

journey('Files of a message are looked at in place, one after the other, and saved together', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, 'hana')
  const folder = `Files ${randomUUID().slice(0, 6)}`
  const subject = 'Two files'
  await mailbox.putSources(folder, [source(subject)])
  try {
    const mail = await signedIn(app, page, hands, 'hana')
    await hands.press(mail.folder(folder))
    await hands.press(mail.row(subject))
    const message = new MessageScreen(page)
    await message.article(subject).waitFor()

    await hands.press(message.preview('bridge.png'))
    const dialog = page.getByRole('dialog')
    const picture = dialog.getByRole('img', { name: 'bridge.png' })
    await soonEqual(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), 1)
    await hands.press(dialog.getByRole('button', { name: message.words('reading-files.preview.next') }))
    await dialog.getByText('Привет').first().waitFor()
    await page.keyboard.press('Escape')
    await hasFocus(page, message.preview('bridge.png'))

    const all = page.getByRole('article').getByRole('link', { name: message.words.like('reading-files.downloadAll') })
    const [download] = await Promise.all([page.waitForEvent('download'), hands.press(all)])
    assert.equal(download.suggestedFilename(), `${subject}.zip`)
    const zip = readFileSync(await download.path()).toString('latin1')
    // The first file's mark, both names in their order, and the mark of the end (APPNOTE 4.3).
    const marks = ['PK\x03\x04', 'bridge.png', 'notes.txt', 'PK\x05\x06'].map((mark) => zip.indexOf(mark))
    assert.equal(marks[0], 0)
    assert.ok(marks.every((at, index) => index === 0 || at > (marks[index - 1] ?? 0)))
  } finally {
    await mailbox.drop(folder)
    await mailbox.close()
  }
})

const attached = (name: string, type: string, bytes: Buffer) =>
  `--b\r\nContent-Type: ${type}; name=${name}\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n')}`

journeyByKeyboard('PDF and office files say whether they can be read, before they are opened', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, 'hana')
  const folder = `Files ${randomUUID().slice(0, 6)}`
  const subject = 'A scan, an agenda and a plan'
  const head = `Subject: ${subject}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nThree files.`
  const scan = attached('scan.pdf', 'application/pdf', scannedPdf('scan', canvas(8, 8, [255, 255, 255])))
  const tagged = taggedPdf({ title: 'May agenda', lines: ['# Agenda', 'Ramps'] })
  const agenda = attached('agenda.pdf', 'application/pdf', tagged)
  const plan = attached('plan.docx', 'application/octet-stream', docx(['# Plan', 'Ramps'], 'es'))
  await mailbox.putSources(folder, [[head, scan, agenda, plan, '--b--'].join('\r\n')])
  try {
    const mail = await signedIn(app, page, hands, 'hana')
    await hands.press(mail.folder(folder))
    await hands.press(mail.row(subject))
    const message = new MessageScreen(page)
    const says = (name: string, words: string) =>
      message.article(subject).getByRole('link', { name }).filter({ hasText: words }).waitFor()
    await says('scan.pdf', message.words('file-reading.noText.pdf'))
    await says('agenda.pdf', message.words('file-reading.tagged'))
    await says('agenda.pdf', message.words.with('file-reading.title', { title: 'May agenda' }))
    await says('plan.docx', message.words('file-reading.headings.document'))
    await says('plan.docx', message.words.with('file-reading.language', { language: 'Spanish' }))
    await says('plan.docx', message.words('file-reading.noTitle'))
  } finally {
    await mailbox.drop(folder)
    await mailbox.close()
  }
})
