import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { BlobReader, BlobWriter, configure, type FileEntry, ZipReader } from '@zip.js/zip.js'
import { type ExportManifest } from '#contract/mail-export.ts'
import { inMbox } from '#platform/testing/in-mbox.ts'
import { type CuttingLine, startCuttingLine } from '../cutting-line.ts'
import { hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journey, journeyByKeyboard } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { withServerBeside } from '../server-beside.ts'
import { soonEqual } from '../soon.ts'

configure({ useWebWorkers: false })

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

journeyByKeyboard(
  'A download of files that is cut in the middle is gone on with, and whole in the end',
  async (scene) => {
    const { app } = scene
    const folder = ownSubject('Cut')
    const mailbox = await openMailbox(app.platform, 'hana')
    const lines: CuttingLine[] = []
    const between = async (port: number) => {
      const line = await startCuttingLine(port)
      lines.push(line)
      return line.port
    }
    try {
      const text = randomBytes(30).toString('hex').concat('\r\n').repeat(60_000)
      const subjects = ['One', 'Two', 'Three'].map((name) => `${name} of ${folder}`)
      await mailbox.putSources(
        folder,
        subjects.map((subject) => letter(subject, null, text)),
      )
      await withServerBeside(scene, { filesHost: 'files.localhost', between }, async (page, url) => {
        const [line] = lines
        assert.ok(line)
        const hands = keyboard(page)
        const { words } = await signedIn({ ...app, url }, page, hands, 'hana')
        await page.goto(`${url}/settings/copies`)
        await hands.reach(page.getByRole('radio', { name: words('mail-copies.what.everything'), checked: true }))
        await page.keyboard.press('ArrowUp')
        await page.getByRole('combobox', { name: words('mail-copies.folder') }).selectOption({ label: folder })
        for (const [cuts, format] of (['eml', 'mbox'] as const).entries()) {
          if (format === 'mbox') {
            await hands.reach(page.getByRole('radio', { name: words('mail-copies.format.eml') }))
            await page.keyboard.press('ArrowDown')
          }
          line.cutOnceAfter(6_000_000)
          const saving = page.waitForEvent('download')
          await hands.press(page.getByRole('button', { name: words('mail-copies.start'), exact: true }))
          const { files, manifest } = await readExport(await (await saving).path())
          assert.equal(line.cuts, cuts + 1)
          // It was gone on with, not begun anew.
          assert.match(line.ranges[cuts] ?? '', /bytes=[1-9]\d{6}-/)
          assert.equal(manifest.missing, 0)
          assert.equal(manifest.messages.length, 3)
          for (const { file, position, sha256 } of manifest.messages) {
            const text = String(files.get(file))
            const source = format === 'eml' ? text : inMbox(text, position)
            assert.equal(createHash('sha256').update(source).digest('hex'), sha256)
          }
          await page.getByText(words.like('mail-copies.exported')).first().waitFor()
        }
      })
    } finally {
      for (const line of lines) line.stop()
      await mailbox.drop(folder).catch(() => undefined)
      await mailbox.close()
    }
  },
)

async function readExport(path: string) {
  const entries = await new ZipReader(new BlobReader(new Blob([readFileSync(path)]))).getEntries()
  const files = new Map<string, Buffer>()
  for (const entry of entries) {
    const blob = await (entry as FileEntry).getData(new BlobWriter(), { checkSignature: true })
    files.set(entry.filename, Buffer.from(await blob.arrayBuffer()))
  }
  return { files, manifest: JSON.parse(String(files.get('manifest.json'))) as ExportManifest }
}
