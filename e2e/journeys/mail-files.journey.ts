import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { soonEqual } from '../soon.ts'

/** One with a line that begins as a message of an mbox does, one without a Message-ID, one in bytes beyond ASCII. */
const letter = (subject: string, id: string | null, text: string) =>
  [
    ...(id === null ? [] : [`Message-ID: <${id}@harbour.example>`]),
    ...[
      `Subject: ${subject}`,
      'From: Nora <nora@harbour.example>',
      'Date: Tue, 14 Nov 2023 22:13:20 +0000',
      '',
      text,
      '',
    ],
  ].join('\r\n')

journey('What is exported from the list comes back into another folder byte for byte, and not twice', async (scene) => {
  const { app, page, hands } = scene
  const [from, to] = [ownSubject('Exported'), ownSubject('Brought')]
  const subjects = ['One', 'Two', 'Three'].map((name) => `${name} of ${from}`)
  const [one = '', two = '', three = ''] = subjects
  const file = join(tmpdir(), `curbcut-export-${randomUUID()}.zip`)
  const mailbox = await openMailbox(app.platform, 'ada')
  try {
    await mailbox.putSources(from, [
      letter(one, randomUUID(), 'From here\r\n>From there\r\n\r\nFrom - Tue Nov 14 22:13:20 2023'),
      letter(two, null, 'No Message-ID'),
      letter(three, randomUUID(), 'Größe: 5 €'),
    ])
    await mailbox.putSources(to, [])
    await mailbox.flag(from, two, '\\Flagged', true)
    const mail = await signedIn(app, page, hands, 'ada')
    const { words } = mail
    await hands.press(mail.folder(from))
    await hands.reach(mail.row(three))
    await page.keyboard.press('Control+a')
    await hands.press(mail.selectionTools.getByRole('button', { name: words('actions.more'), exact: true }))
    await hands.press(page.getByRole('menuitem', { name: words('rule-actions.exportThese'), exact: true }))

    await page.getByRole('radio', { name: words.with('mail-copies.what.some', { count: 3 }), checked: true }).waitFor()
    const mbox = page.getByRole('radio', { name: words('mail-copies.format.mbox') })
    await hands.reach(page.getByRole('radio', { name: words('mail-copies.format.eml') }))
    await page.keyboard.press('ArrowDown')
    await soonEqual(() => mbox.isChecked(), true)
    const saving = page.waitForEvent('download')
    await hands.press(page.getByRole('button', { name: words('mail-copies.start'), exact: true }))
    await (await saving).saveAs(file)
    assert.equal(readFileSync(file).subarray(0, 2).toString(), 'PK')
    await page.getByText(words.like('mail-copies.exported')).first().waitFor()

    const into = page.getByRole('combobox', { name: words('mail-copies.into') })
    await into.selectOption({ label: to })
    await page.getByLabel(words('mail-copies.files')).setInputFiles(file)
    await hasFocus(page, page.getByRole('heading', { name: words('mail-copies.preview') }))
    await hands.press(page.getByRole('button', { name: words.with('mail-copies.take', { count: 3, folder: to }) }))
    await hasFocus(page, page.getByRole('heading', { name: words('mail-copies.report') }))
    for (const subject of subjects) {
      const [before, after] = [await mailbox.find(from, subject), await mailbox.find(to, subject)]
      assert.equal(after?.raw.toString('latin1'), before?.raw.toString('latin1'))
    }
    assert.equal((await mailbox.find(to, two))?.flags.has('\\Flagged'), true)

    await page.getByLabel(words('mail-copies.files')).setInputFiles([])
    await page.getByLabel(words('mail-copies.files')).setInputFiles(file)
    await page
      .getByText(words.with('mail-copies.missing', { count: 3 }))
      .first()
      .waitFor()
    assert.equal(await mailbox.count(to), 3)
  } finally {
    rmSync(file, { force: true })
    await mailbox.drop(from).catch(() => undefined)
    await mailbox.drop(to).catch(() => undefined)
    await mailbox.close()
  }
})
