import assert from 'node:assert/strict'
import { hasFocus } from '../focus.ts'
import { arrivedAt, format, newMessage } from '../formatted-mail.ts'
import { journey, type Scene } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { type EditorScreen } from '../screens/editor-screen.ts'

async function send({ page, hands }: Scene, form: EditorScreen): Promise<void> {
  if (hands.kind === 'keyboard') await page.keyboard.press('Control+Enter')
  else await form.send.click()
}

const unnamedTable =
  '<table><tr><th></th><th></th></tr><tr><td>Room</td><td>Key</td></tr><tr><td>210</td><td>Ben</td></tr></table>'

journey('Empty items of a list do not go out, and what follows keeps its number', async (scene) => {
  const { page } = scene
  const subject = ownSubject('Steps')
  const form = await newMessage(scene, 'ben', subject)
  await format(scene, form)
  await form.paste('<ol><li>Measure</li><li></li><li>Build</li></ol><p>Then:</p>')
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('- Dry')
  await page.keyboard.press('Enter')
  await send(scene, form)
  const { html, text } = await arrivedAt(scene, 'ben', subject)
  assert.match(html, /<ol>\s*<li>Measure<\/li>\s*<\/ol>\s*<ol start="3">\s*<li>Build<\/li>\s*<\/ol>/)
  assert.match(html, /<ul>\s*<li>Dry<\/li>\s*<\/ul>/)
  assert.equal(text, '1. Measure\n\n3. Build\n\nThen:\n\n- Dry')
})

journey(
  'A table whose header row is empty is mended with one press, and its first words name the columns',
  async (scene) => {
    const { page, hands } = scene
    const subject = ownSubject('Keys')
    const form = await newMessage(scene, 'ben', subject)
    await format(scene, form)
    await form.paste(unnamedTable)
    await send(scene, form)
    await form.check
      .getByRole('heading', { name: form.words.with('sending-check.tableHeader.title', { what: 'Room Key' }) })
      .waitFor()
    await hands.press(
      form.check.getByRole('button', { name: form.words('sending-check.tableHeader.mend'), exact: true }),
    )
    const nothingLeft = form.dialog('sending-check.nothingLeft')
    const sendNow = nothingLeft.getByRole('button', { name: form.words('sending-check.send'), exact: true })
    await hasFocus(page, sendNow)
    await hands.press(sendNow)
    const { html, text } = await arrivedAt(scene, 'ben', subject)
    assert.match(html, /<thead><tr><th scope="col"[^>]*>Room<\/th>\s*<th scope="col"[^>]*>Key<\/th><\/tr><\/thead>/)
    assert.equal(html.match(/<tr/g)?.length, 2)
    assert.equal(text, 'Room | Key\n210 | Ben')
  },
)

journey('A table that is sent without names all the same is one that only arranges', async (scene) => {
  const { hands } = scene
  const subject = ownSubject('Seats')
  const form = await newMessage(scene, 'ben', subject)
  await format(scene, form)
  await form.paste(unnamedTable)
  await send(scene, form)
  await hands.press(form.check.getByRole('button', { name: form.words('sending-check.sendAnyway'), exact: true }))
  const { html } = await arrivedAt(scene, 'ben', subject)
  assert.match(html, /<table role="presentation"/)
  assert.doesNotMatch(html, /<th[\s>]/)
})
