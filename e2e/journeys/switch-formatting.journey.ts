import assert from 'node:assert/strict'
import { hasFocus } from '../focus.ts'
import { arrivedAt, format, newMessage } from '../formatted-mail.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { soonEqual } from '../soon.ts'

journey('Switching to plain text and back keeps words, headings, lists, quotes and links', async (scene) => {
  const { page, hands } = scene
  const subject = ownSubject('There and back')
  const form = await newMessage(scene, 'ben', subject)
  await format(scene, form)
  await form.paste(
    '<h2>The ramp</h2><p>See the <a href="https://example.gov/plan">plan of it</a>.</p><ol start="3"><li>Measure<ul><li>Width</li></ul></li><li>Build</li></ol><blockquote><p>Two metres</p></blockquote><p>Ada</p>',
  )
  await hands.press(form.formatting)
  const plain =
    '# The ramp\n\nSee the plan of it <https://example.gov/plan>.\n\n3. Measure\n   - Width\n4. Build\n\n> Two metres\n\nAda'
  await soonEqual(() => form.text.inputValue().catch(() => 'not plain yet'), plain)
  await hands.reach(form.text)
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' Lindqvist')
  await format(scene, form)
  await hasFocus(page, form.text)
  if (hands.kind === 'keyboard') await page.keyboard.press('Control+Enter')
  else await form.send.click()
  const { html, text } = await arrivedAt(scene, 'ben', subject)
  assert.match(html, /<h2>The ramp<\/h2>/)
  assert.match(html, /<p>See the <a href="https:\/\/example\.gov\/plan">plan of it<\/a>\.<\/p>/)
  assert.match(
    html,
    /<ol start="3">\s*<li>Measure\s*<ul>\s*<li>Width<\/li>\s*<\/ul><\/li>\s*<li>Build<\/li>\s*<\/ol>\s*<blockquote[^>]*>\s*<p>Two metres<\/p>\s*<\/blockquote>\s*<p>Ada Lindqvist<\/p>/,
  )
  assert.match(text, /plan of it <?https:\/\/example\.gov\/plan>?\.\n/)
})
