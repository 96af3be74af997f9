import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { arrivedAt, format, newMessage } from '../formatted-mail.ts'
import { journey, journeyByKeyboard, type Scene } from '../journey.ts'
import { attachmentBytes } from '../mail/attachment-bytes.ts'
import { ownSubject } from '../mail/letters.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Drags a file of the disk over a place of the page and lets go, as the browser is told of it by the window system. */
async function dropFile({ page }: Scene, file: string, at: { x: number; y: number }): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  const data = { items: [], files: [file], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await browser.send('Input.dispatchDragEvent', { type, ...at, data })
  }
  await browser.detach()
}

journeyByKeyboard(
  'A file dropped onto the message arrives with the same bytes, and the text stays as it is',
  async (scene) => {
    const { page, hands } = scene
    const subject = ownSubject('Dropped')
    const content = randomBytes(40_000)
    const folder = await mkdtemp(join(tmpdir(), 'curbcut-drop-'))
    try {
      const file = join(folder, 'plan.bin')
      await writeFile(file, content)
      const form = await newMessage(scene, 'carmen', subject)
      await hands.write(form.text, 'See the plan.')
      const box = await form.text.boundingBox()
      assert.ok(box)
      await dropFile(scene, file, { x: box.x + box.width / 2, y: box.y + box.height / 2 })
      await form.attachment('plan.bin').waitFor()
      await hasFocus(page, form.text)
      await page.keyboard.type(' It is new.')
      await page.keyboard.press('Control+Enter')
      const { raw, text } = await arrivedAt(scene, 'carmen', subject)
      assert.ok(attachmentBytes(raw, 'plan.bin')?.equals(content), 'the same bytes')
      assert.equal(text, 'See the plan. It is new.')
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)

journeyByKeyboard('A file pasted into the plain text is attached', async (scene) => {
  const { page, hands } = scene
  const subject = ownSubject('Pasted')
  const form = await newMessage(scene, 'carmen', subject)
  await hands.write(form.text, 'As a picture:')
  await copyPicture(scene)
  await page.keyboard.press('Control+v')
  await form.attachment('image.png').waitFor()
  await hasFocus(page, form.text)
  await page.keyboard.press('Control+Enter')
  const { attachments, text } = await arrivedAt(scene, 'carmen', subject)
  assert.deepEqual(
    attachments.map(({ mimeType, disposition }) => [mimeType, disposition]),
    [['image/png', 'attachment']],
  )
  assert.equal(text, 'As a picture:')
})

journey('A picture pasted into formatted text is asked about, and arrives within it', async (scene) => {
  const { page, hands } = scene
  const subject = ownSubject('Pasted picture')
  const form = await newMessage(scene, 'ben', subject)
  await format(scene, form)
  await page.keyboard.type('Look: ')
  await copyPicture(scene)
  await page.keyboard.press('Control+v')
  const dialog = form.dialog('editor-pictures.title')
  await hasFocus(page, dialog.getByRole('textbox', { name: form.words('editor-pictures.description'), exact: true }))
  await page.keyboard.type('The ramp at the library')
  await hands.press(dialog.getByRole('button', { name: form.words('editor-pictures.add'), exact: true }))
  const said = form.words.with('editor-pictures.inserted', { name: 'image.png' })
  await eventually(`"${said}" is said`, async () => (await announced(page)).includes(said))
  await hasFocus(page, form.text)
  if (hands.kind === 'keyboard') await page.keyboard.press('Control+Enter')
  else await form.send.click()
  const { html, text, attachments } = await arrivedAt(scene, 'ben', subject)
  const source = `cid:${attachments[0]?.contentId?.slice(1, -1)}`
  assert.ok(html.includes(`Look: <img src="${source}" alt="The ramp at the library"`), html)
  assert.match(text, /Look: \[The ramp at the library\]/)
})

/** Into the clipboard of the browser, as a program that draws would. */
async function copyPicture({ page }: Scene): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })])
  }, png.toString('base64'))
}
