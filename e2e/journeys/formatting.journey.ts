import assert from 'node:assert/strict'
import { hasChosen } from '../choices.ts'
import { eventually } from '../eventually.ts'
import { hasFocus } from '../focus.ts'
import { arrivedAt, newMessage } from '../formatted-mail.ts'
import { journey, journeyByKeyboard, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { person, signedIn } from '../people.ts'
import { EditorScreen } from '../screens/editor-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { soonEqual } from '../soon.ts'

journeyByKeyboard('What is written with formatting arrives as structure and as equal text', async (scene) => {
  const { page, hands } = scene
  const subject = ownSubject('Ramp at the library')
  const form = await newMessage(scene, 'ben', subject)
  const type = (text: string) => page.keyboard.type(text)
  const press = (keys: string) => page.keyboard.press(keys)

  await hands.reach(form.text)
  await type('Good morning,')
  await hands.press(form.formatting)
  await form.toolbar.waitFor()
  await hands.reach(form.text)
  await press('Control+End')
  await press('Enter')
  await type('# The ramp')
  await press('Enter')
  await type('It is ')
  await press('Control+b')
  await type('two metres')
  await press('Control+b')
  await type(' wide.')
  await press('Enter')
  await type('- Dry')
  await press('Enter')
  await type('Safe')
  await press('Control+]')
  await press('Enter')
  await press('Enter')
  await press('Enter')

  await press('Control+Shift+K')
  const link = form.dialog('editor.linkDialog.title')
  await link.waitFor()
  await type('Plan of the ramp')
  await press('Tab')
  await type('example.gov/plan')
  await press('Enter')
  await link.waitFor({ state: 'hidden' })
  await hasFocus(page, form.text)
  await press('Enter')

  await press('Alt+F10')
  await hands.press(form.tool('table.insert'))
  const table = form.dialog('editor.table.title')
  await table.waitFor()
  await press('Enter')
  await table.waitFor({ state: 'hidden' })
  await hasFocus(page, form.text)
  await type('Room')
  await press('ArrowRight')
  await type('Key')
  await press('ArrowRight')
  await type('210')
  await press('ArrowRight')
  await type('Ben')
  await press('Control+Enter')

  const { html, text, raw } = await arrivedAt(scene, 'ben', subject)
  assert.match(raw.toString(), /^Content-Type: multipart\/alternative/im)
  assert.match(html, /<html lang="en[^"]*" dir="ltr">/)
  assert.match(html, new RegExp(`<title>${subject}</title>`))
  assert.match(html, /<p>Good morning,<\/p>\s*<h2>The ramp<\/h2>\s*<p>It is <strong>two metres<\/strong> wide\.<\/p>/)
  assert.match(html, /<ul>\s*<li>Dry\s*<ul>\s*<li>Safe<\/li>\s*<\/ul><\/li>\s*<\/ul>/)
  assert.match(html, /<a href="https:\/\/example\.gov\/plan">Plan of the ramp<\/a>/)
  assert.match(html, /<th scope="col"[^>]*>Room<\/th>\s*<th scope="col"[^>]*>Key<\/th>/)
  assert.match(html, /<td[^>]*>210<\/td>\s*<td[^>]*>Ben<\/td>/)
  assert.match(
    text,
    /^Good morning,\n\n# The ramp\n\nIt is two metres wide\.\n\n- Dry\n {2}- Safe\n\nPlan of the ramp <https:\/\/example\.gov\/plan>\n\nRoom \| Key\n210 \| Ben/,
  )
})

journeyByKeyboard(
  'What is pasted keeps its structure, and what only looks like it is mended before sending',
  async (scene) => {
    const { page, hands } = scene
    const subject = ownSubject('Minutes')
    const form = await newMessage(scene, 'carmen', subject)
    await hands.press(form.formatting)
    await form.toolbar.waitFor()
    await hands.reach(form.text)
    await form.paste(
      '<html><body><p><b>Agenda</b></p><h1 style="color:red">Minutes</h1><p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>One</p><p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>Two</p><script>document.title = "x"</script></body></html>',
    )
    await page.keyboard.press('Control+Enter')
    await form.check.waitFor()
    // The one question is about the bold line; its mend has the focus, and then Send.
    await page.keyboard.press('Enter')
    await form.dialog('sending-check.nothingLeft').waitFor()
    await page.keyboard.press('Enter')
    const { html } = await arrivedAt(scene, 'carmen', subject)
    assert.match(html, /<h2>Agenda<\/h2>\s*<h2>Minutes<\/h2>\s*<ul>\s*<li>One<\/li>\s*<li>Two<\/li>\s*<\/ul>/)
    assert.doesNotMatch(html, /script|color:|mso|not this/)
  },
)

journey('Formatting by the toolbar alone arrives as structure', async (scene) => {
  const { page, hands } = scene
  const subject = ownSubject('Toolbar')
  const form = await newMessage(scene, 'carmen', subject)
  const tool = async (key: string) => {
    await hands.press(form.tool(key))
    await hasFocus(page, form.text)
  }
  await hands.press(form.formatting)
  await form.toolbar.waitFor()
  await hands.press(form.text)
  if (hands.kind === 'keyboard') await page.keyboard.press('Backspace')
  await hands.press(form.tool('heading'))
  await hands.press(page.getByRole('menuitemradio', { name: form.words('editor.heading1'), exact: false }))
  await hasFocus(page, form.text)
  await page.keyboard.type('The ramp')
  await page.keyboard.press('Enter')
  await page.keyboard.type('It is ')
  await tool('strong')
  await page.keyboard.type('wide')
  await tool('strong')
  await page.keyboard.type(' and new.')
  await page.keyboard.press('Enter')
  await tool('bulletList')
  await page.keyboard.type('Dry')
  await hands.press(form.send)
  const { html } = await arrivedAt(scene, 'carmen', subject)
  assert.match(html, /<h2>The ramp<\/h2>\s*<p>It is <strong>wide<\/strong> and new\.<\/p>\s*<ul>\s*<li>Dry<\/li>/)
})

/** Writes answers with formatting to a message of Ben's with this text, and waits for its quote. */
async function answerFormatted({ app, page, hands }: Scene, subject: string, html: string): Promise<EditorScreen> {
  await hasChosen(page, { writeWithFormatting: true })
  const ben = person(app, 'ben')
  await deliver(app.platform, 'ada', { subject, from: `${ben.name} <${ben.address}>`, text: 'Two questions', html })
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  await hands.press(message.tool('reply'))
  const form = new EditorScreen(page)
  await form.toolbar.waitFor()
  await hasFocus(page, form.text)
  return form
}

journey('An answer stands within the quote, at the question it is about', async (scene) => {
  const { page, hands } = scene
  const subject = ownSubject('Two questions')
  const form = await answerFormatted(scene, subject, '<p>Is it wide?</p><p>Is it dry?</p>')
  const answer = form.words('editor.answerWithin')
  if (hands.kind === 'keyboard') {
    await eventually('the cursor at the end of the first question', async () => {
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('End')
      return page.evaluate(() => getSelection()?.anchorNode?.textContent === 'Is it wide?')
    })
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    await page.keyboard.type(answer)
    await page.getByRole('option', { name: answer }).waitFor()
    await page.keyboard.press('Enter')
  } else {
    const question = form.text.getByText('Is it wide?')
    await question.click({ position: { x: ((await question.boundingBox())?.width ?? 0) - 2, y: 8 } })
    await page.keyboard.press('End')
    await form.tool('more').click()
    await page.getByRole('menuitem', { name: answer }).click()
  }
  await hasFocus(page, form.text)
  await page.keyboard.type('Two metres.')
  if (hands.kind === 'keyboard') await page.keyboard.press('Control+Enter')
  else await form.send.click()
  const { html, text } = await arrivedAt(scene, 'ben', `Re: ${subject}`)
  assert.match(
    html,
    /<p>Is it wide\?<\/p>\s*<\/blockquote>\s*<p>Two metres\.<\/p>\s*<blockquote[^>]*>\s*<p>Is it dry\?<\/p>/,
  )
  assert.match(text, /> Is it wide\?\n\nTwo metres\.\n\n> Is it dry\?/)
})

journey('An answer with formatting quotes the structure of a formatted message', async (scene) => {
  const { page, hands } = scene
  const subject = ownSubject('Timetable')
  const html = '<body style="background: #eee"><h1>Timetable</h1><p>Every <b>ten</b> minutes</p></body>'
  const form = await answerFormatted(scene, subject, html)
  await page.keyboard.type('Thank you.')
  if (hands.kind === 'keyboard') await page.keyboard.press('Control+Enter')
  else await form.send.click()
  const arrived = await arrivedAt(scene, 'ben', `Re: ${subject}`)
  assert.match(
    arrived.html,
    /<p>Thank you\.<\/p>\s*<p>On [^<]* wrote:<\/p>\s*<blockquote[^>]*>\s*<h2>Timetable<\/h2>\s*<p>Every <strong>ten<\/strong> minutes<\/p>\s*<\/blockquote>/,
  )
  assert.match(arrived.text, /^Thank you\.\n\nOn .* wrote:\n\n> # Timetable\n>\n> Every ten minutes/)
})

journeyByKeyboard(
  'A long text is written in at both ends, found whole by its reader, and arrives whole',
  async (scene) => {
    const { page, hands } = scene
    const subject = ownSubject('Report of the year')
    const form = await newMessage(scene, 'ben', subject)
    await hands.press(form.formatting)
    await form.toolbar.waitFor()
    await hands.reach(form.text)
    const parts = 250
    const part = (number: number) => `<h2>Part ${number}</h2><p>${'Words of a long report. '.repeat(12)}</p>`
    await form.paste(Array.from({ length: parts }, (_, number) => part(number + 1)).join(''))
    await page.keyboard.press('Control+End')
    await page.keyboard.type('The end.')
    // Within 200 ms of the field being entered, the editor takes a jump to its start for the browser's own and undoes it.
    await eventually('the cursor at the start', async () => {
      await page.keyboard.press('Control+Home')
      return form.isCursorAtStart()
    })
    await page.keyboard.type('Draft of ')
    // What is out of sight is not laid out, but is there for whoever reads it by headings.
    const names = () => form.text.getByRole('heading', { level: 2 }).allTextContents()
    await soonEqual(async () => (await names())[0], 'Draft of Part 1', 'the first heading')
    assert.equal((await names()).length, parts)
    await page.keyboard.press('Control+Enter')
    // The check before sending may ask about a text as long as this one.
    await Promise.race([form.check.waitFor(), form.text.waitFor({ state: 'detached' })])
    if (await form.check.isVisible()) {
      await hands.press(form.check.getByRole('button', { name: form.words('compose.send'), exact: true }))
    }
    const { html, text } = await arrivedAt(scene, 'ben', subject)
    assert.match(text, /^# Draft of Part 1\n/)
    assert.match(text, /The end\.$/)
    assert.equal(html.match(/<h2/g)?.length, parts)
  },
)

/** Into the menu "More formatting", from the text, and to one of its entries. */
async function chooseMore({ page, hands }: Scene, form: EditorScreen, role: 'menuitem' | 'menuitemradio', key: string) {
  if (hands.kind === 'keyboard') await page.keyboard.press('Alt+F10')
  await hands.press(form.tool('more'))
  await hands.press(page.getByRole(role, { name: form.words(key), exact: true }))
}

journey('Words in another language and a paragraph from right to left arrive as such', async (scene) => {
  const { page, hands } = scene
  const subject = ownSubject('Greetings')
  const form = await newMessage(scene, 'carmen', subject)
  await hands.press(form.formatting)
  await form.toolbar.waitFor()
  await hands.reach(form.text)
  await page.keyboard.type('Good morning and welcome to the library, or Willkommen')
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await chooseMore(scene, form, 'menuitem', 'editor.language.open')
  const dialog = form.dialog('editor.language.title')
  const field = dialog.getByRole('combobox', { name: form.words('editor.language.label') })
  await field.waitFor()
  if (hands.kind === 'mouse') await field.selectOption({ label: 'German' })
  else {
    await hands.reach(field)
    await page.keyboard.type('German')
  }
  await hands.press(dialog.getByRole('button', { name: form.words('editor.language.save'), exact: true }))
  await hasFocus(page, form.text)

  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await chooseMore(scene, form, 'menuitemradio', 'editor.direction.rtl')
  await hasFocus(page, form.text)
  await page.keyboard.type('12, 14')
  await page.keyboard.press('Control+Enter')
  const { html } = await arrivedAt(scene, 'carmen', subject)
  assert.match(html, /<html lang="en[^"]*" dir="ltr">/)
  assert.match(html, /library, or <span lang="de"[^>]*>Willkommen<\/span><\/p>\s*<p dir="rtl">/)
})

journey('A table grows, its first row names the columns, and what was one too many is taken back', async (scene) => {
  const { page, hands } = scene
  const subject = ownSubject('Rooms')
  const form = await newMessage(scene, 'carmen', subject)
  const inTable = async (key: string) => {
    if (hands.kind === 'keyboard') await page.keyboard.press('Alt+F10')
    await hands.press(form.tool('table.menu'))
    await hands.press(page.getByRole('menuitem', { name: form.words(`editor.table.${key}`), exact: true }))
    await hasFocus(page, form.text)
  }
  await hands.press(form.formatting)
  await form.toolbar.waitFor()
  await hands.reach(form.text)
  await page.keyboard.press('Alt+F10')
  await hands.press(form.tool('table.insert'))
  const table = form.dialog('editor.table.title')
  await hands.write(table.getByRole('spinbutton', { name: form.words('editor.table.rows') }), '2')
  await hands.write(table.getByRole('spinbutton', { name: form.words('editor.table.columns') }), '2')
  await hands.press(table.getByRole('button', { name: form.words('editor.table.add'), exact: true }))
  await hasFocus(page, form.text)
  await page.keyboard.type('Room')
  await inTable('columnAfter')
  await inTable('rowAfter')
  await soonEqual(() => form.text.getByRole('columnheader').count(), 3)
  await soonEqual(() => form.text.getByRole('row').count(), 3)
  if (hands.kind === 'keyboard') await page.keyboard.press('Alt+F10')
  await hands.press(form.tool('undo'))
  await soonEqual(() => form.text.getByRole('row').count(), 2)
  if (hands.kind === 'keyboard') await page.keyboard.press('Escape')
  else await form.text.getByText('Room').click()
  await hasFocus(page, form.text)
  await page.keyboard.press('End')
  await page.keyboard.type(' number')
  await page.keyboard.press('Control+Enter')
  const { html } = await arrivedAt(scene, 'carmen', subject)
  // What nobody has named is no header to whoever reads it.
  assert.match(html, /<tr>\s*<th scope="col"[^>]*>Room number<\/th>(\s*<td[^>]*><\/td>){2}\s*<\/tr>/)
  assert.equal(html.match(/<tr/g)?.length, 2)
})

journeyByKeyboard(
  'Headings, a numbered list and a quote are written by keys alone, and Alt+F10 goes to the toolbar and Escape back',
  async (scene) => {
    const { page, hands } = scene
    const subject = ownSubject('By keys')
    const form = await newMessage(scene, 'carmen', subject)
    const type = (text: string) => page.keyboard.type(text)
    const press = (keys: string) => page.keyboard.press(keys)
    await hands.press(form.formatting)
    await form.toolbar.waitFor()
    await hands.reach(form.text)
    await press('Control+Alt+1')
    await type('The ra')
    await press('Alt+F10')
    await hasFocus(page, form.tool('heading'))
    await press('Escape')
    await hasFocus(page, form.text)
    await type('mp')
    await press('Enter')
    await press('Control+Alt+2')
    await type('Width')
    await press('Enter')
    await type('1. Measure')
    await press('Enter')
    await type('Build')
    await press('Enter')
    await press('Enter')

    await press('Control+k')
    const palette = page.getByRole('dialog').getByRole('combobox')
    await palette.waitFor()
    await type(form.words('editor.quote'))
    await page
      .getByRole('option', { name: form.words('editor.quote') })
      .first()
      .waitFor()
    await press('Enter')
    await hasFocus(page, form.text)
    await type('Two metres')
    await press('Control+Enter')
    const { html, text } = await arrivedAt(scene, 'carmen', subject)
    assert.match(html, /<h2>The ramp<\/h2>\s*<h3>Width<\/h3>\s*<ol>\s*<li>Measure<\/li>\s*<li>Build<\/li>\s*<\/ol>/)
    assert.match(html, /<\/ol>\s*<blockquote[^>]*>\s*<p>Two metres<\/p>/)
    assert.match(text, /^# The ramp\n\n## Width\n\n1\. Measure\n2\. Build\n\n> Two metres/)
  },
)
