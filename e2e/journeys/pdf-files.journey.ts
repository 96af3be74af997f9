import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type Locator } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { agendaPdf, brokenPdfs, type HostilePdf, hostilePdfs, pagesPdf, pdfWords, scanPdf } from '../hostile/pdfs.ts'
import { drawnPdfs, largePdf, undrawablePdf } from '../hostile/scanned-pdfs.ts'
import { watchForHarm } from '../hostile/walls.ts'
import { journey, journeyByKeyboard, type Scene } from '../journey.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'

const part = (name: string, bytes: Buffer) =>
  `--b\r\nContent-Type: application/pdf; name="${name}"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n')}`

/** Opens a message with these files, shows it, and takes it away in the end. */
async function withFiles(
  scene: Scene,
  files: readonly { name: string; bytes: Buffer }[],
  work: (message: MessageScreen, dialog: Locator) => Promise<void>,
): Promise<void> {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, 'hana')
  const folder = `Files ${randomUUID().slice(0, 6)}`
  const subject = 'Files to look at'
  const head = `Subject: ${subject}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHere they are.`
  await mailbox.putSources(folder, [[head, ...files.map(({ name, bytes }) => part(name, bytes)), '--b--'].join('\r\n')])
  try {
    const mail = await signedIn(app, page, hands, 'hana')
    await hands.press(mail.folder(folder))
    await hands.press(mail.row(subject))
    const message = new MessageScreen(page)
    await message.article(subject).waitFor()
    await work(message, page.getByRole('dialog'))
  } finally {
    await mailbox.drop(folder)
    await mailbox.close()
  }
}

/** How much of the page is painted that is not paper, of all of it. */
async function paintedShare(dialog: Locator): Promise<number> {
  return dialog.locator('canvas').evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
    let dark = 0
    for (let at = 0; at < data.length; at += 4) if (data[at]! < 200 && data[at + 3]! > 100) dark += 1
    return dark / (width * height)
  })
}
const isPainted = async (dialog: Locator) => (await paintedShare(dialog)) > 0

journey('A PDF file is read in place, page by page, by eye and by ear', async (scene) => {
  const files = [
    { name: 'pages.pdf', bytes: pagesPdf(12) },
    { name: 'agenda.pdf', bytes: agendaPdf() },
    { name: 'scan.pdf', bytes: scanPdf() },
  ]
  await withFiles(scene, files, async (message, dialog) => {
    const { page, hands } = scene
    const { words } = message
    const button = (key: string) => dialog.getByRole('button', { name: words(key), exact: true })
    const place = (number: number) => words.with('pdf-view.place', { number, count: 12 })
    await hands.press(message.preview('pages.pdf'))
    await dialog.getByText('Words of page 1', { exact: true }).waitFor({ state: 'attached' })
    await dialog.getByRole('group', { name: place(1), exact: true }).waitFor()
    await eventually('that the page is painted', () => isPainted(dialog))

    await hands.press(button('pdf-view.next'))
    await dialog.getByText('Words of page 2', { exact: true }).waitFor({ state: 'attached' })
    await eventually('that the page is said', async () => (await announced(page)).includes(place(2)))
    await hasFocus(page, button('pdf-view.next'))
    await hands.press(button('pdf-view.previous'))
    await dialog.getByText('Words of page 1', { exact: true }).waitFor({ state: 'attached' })

    await hands.press(button('reading-files.preview.next'))
    await dialog.getByRole('heading', { name: 'Agenda' }).waitFor({ state: 'attached' })
    await hands.press(button('pdf-view.asText'))
    await dialog.getByText('Ramps at the library').click({ trial: true })

    await hands.press(button('reading-files.preview.next'))
    await dialog.getByText(words('pdf-view.noText')).first().waitFor()
    await dialog.getByRole('img', { name: words.with('pdf-view.picture', { number: 1 }) }).waitFor()
    await page.keyboard.press('Escape')
    await hasFocus(page, message.preview('pages.pdf'))
  })
})

/** Looks at each file, and sees what comes of it. */
async function lookAtEach(scene: Scene, pdfs: readonly HostilePdf[]): Promise<void> {
  const files = pdfs.map(({ name, bytes }, index) => ({
    name: `${String(index + 1).padStart(2, '0')} ${name}.pdf`,
    bytes,
  }))
  await withFiles(scene, files, async (message, dialog) => {
    const { page } = scene
    const fault = (name: string) => dialog.getByText(message.words(`pdf-view.fault.${name}`))
    for (const [index, { name, outcome }] of pdfs.entries()) {
      await message.preview(files[index]?.name ?? '').click()
      const text = dialog.getByText(pdfWords)
      const ends = { words: text, password: fault('password'), damaged: fault('damaged') }
      const awaited =
        outcome === 'any'
          ? [text, fault('damaged'), fault('slow'), dialog.getByText(message.words('pdf-view.noText'))]
          : [ends[outcome]]
      await Promise.any(awaited.map((one) => one.waitFor({ state: 'attached', timeout: 25_000 }))).catch(async () => {
        throw new Error(`with ${name}: ${await dialog.textContent()}`)
      })
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await hasFocus(page, message.preview(files[index]?.name ?? ''))
    }
  })
}

journeyByKeyboard(
  'Hostile PDF files run nothing, ask for nothing elsewhere, and leave the page as it is',
  async (scene) => {
    const harm = await watchForHarm(scene.page, scene.app.url, 'harmed')
    await lookAtEach(scene, hostilePdfs)
    assert.deepEqual(await harm.seen(), { executions: [], requests: [] })
  },
)

journeyByKeyboard('PDF files with a password or damage say so, and are shown as far as they go', async (scene) => {
  await lookAtEach(scene, brokenPdfs)
})

journeyByKeyboard(
  'Scans and East Asian letters in PDF files are drawn and read, and nothing is asked elsewhere',
  async (scene) => {
    const harm = await watchForHarm(scene.page, scene.app.url, 'harmed')
    const files = drawnPdfs.map(({ name, bytes }) => ({ name: `${name}.pdf`, bytes }))
    await withFiles(scene, files, async (message, dialog) => {
      for (const { name, words } of drawnPdfs) {
        await message.preview(`${name}.pdf`).click()
        await dialog.getByText(pdfWords).waitFor({ state: 'attached' })
        if (words !== '') await dialog.getByText(words).waitFor({ state: 'attached' })
        // The plain words alone take less than a hundredth.
        await eventually(`that ${name} is painted`, async () => (await paintedShare(dialog)) > 0.01)
        await scene.page.keyboard.press('Escape')
        await dialog.waitFor({ state: 'detached' })
      }
    })
    assert.deepEqual(await harm.seen(), { executions: [], requests: [] })
  },
)

journeyByKeyboard('A picture in a PDF file that cannot be drawn is told of, and the words are there', async (scene) => {
  await withFiles(scene, [{ name: 'rubbish.pdf', bytes: undrawablePdf() }], async (message, dialog) => {
    await scene.hands.press(message.preview('rubbish.pdf'))
    await dialog.getByText(message.words('pdf-view.lacksPictures')).first().waitFor()
    await dialog.getByText(pdfWords).waitFor({ state: 'attached' })
  })
})

journeyByKeyboard(
  'A picture in a PDF file that is too large to draw is told of, and no other file says so',
  async (scene) => {
    const files = [
      { name: 'large.pdf', bytes: largePdf() },
      { name: 'scan.pdf', bytes: scanPdf() },
    ]
    await withFiles(scene, files, async (message, dialog) => {
      const told = dialog.getByText(message.words('pdf-view.lacksLargePictures'))
      await scene.hands.press(message.preview('large.pdf'))
      await told.waitFor()
      await dialog.getByText(pdfWords).waitFor({ state: 'attached' })
      await scene.hands.press(
        dialog.getByRole('button', { name: message.words('reading-files.preview.next'), exact: true }),
      )
      await dialog.getByText(message.words('pdf-view.noText')).first().waitFor()
      assert.equal(await told.count(), 0)
    })
  },
)
