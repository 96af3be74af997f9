import { EditorScreen } from '#e2e/screens/editor-screen.ts'
import { type State, type Visit } from '../visit.ts'
import { openInbox } from './reaching.ts'

const screens = ['MailScreen']
const editor = ({ page, words }: Visit): EditorScreen => new EditorScreen(page, words)

const structured = `<h2>Ramp at the library</h2><p>It is <b>two metres</b> wide. <a href="https://example.gov/plan">Plan of the ramp</a></p>
  <ul><li>Dry<ul><li>also in winter</li></ul></li><li>Safe</li></ul><blockquote><p>Who has the key?</p></blockquote>
  <table><tr><th>Room</th><th>Key</th></tr><tr><td>210</td><td>Ben</td></tr></table><pre>plain  letters</pre>
  <p dir="rtl">שלום</p>`

/** A chequered picture, 240 × 120. */
const drawing = {
  name: 'ramp.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    [
      'iVBORw0KGgoAAAANSUhEUgAAAPAAAAB4CAIAAABD1OhwAAABtklEQVR42u3bMQ0AIAxFwUpEAnJRwoIJFHRpwkIvYb/k963E2qf8',
      'Yszy43JfuGForqANzRW0A3MFzeUKmitoQ3MFbWiuoB2YK2guV9BcQRuaK2hDcwXN5QqayxU0V9CG5gra0FxBc7mC5nLTZyzuV66h',
      'uYI2NFfQDswVNJcraK6gDc0VtKG5gnZgrqC5XEFzBW1orqANzRU0lytoLlfQXEEbmitoQ3MFzeUKmstNXWNx/fo2NFfQDswVNJcr',
      'aK6gDc0VtKG5gnZgrqC5XEFzBW1orqANzRU0lytoLlfQXEEbmitoQ3MFzeUKmssVNLdH0Mbi+vVtaK6gHZgraC5X0FxBG5oraENz',
      'Be3AXEFzuYLmCtrQXEEbmitoLlfQXK6guYI2NFfQhuYKmssVNJcraG4P11hcv74NzRW0A3MFzeUKmitoQ3MFbWiuoB2YK2guV9Bc',
      'QRuaK2hDcwXN5QqayxU0V9CG5gra0FxBc7mC5nIFze0RtLG4fn0bmitoB+YKmssVNFfQhuYK2tBcQTswV9BcrqC5gjY0V9CG5gqa',
      'yxU0lytorqANzRW0obmC5nIFzeUKmtvCvbk91QnCK/gJAAAAAElFTkSuQmCC',
    ].join(''),
    'base64',
  ),
}

/** A new message in which formatting is on. */
async function formatted(visit: Visit, html: string): Promise<EditorScreen> {
  const mail = await openInbox(visit)
  await mail.newMessage.click()
  const form = editor(visit)
  await form.heading('newMessage').waitFor()
  await form.formatting.click()
  await form.toolbar.waitFor()
  await form.text.focus()
  await form.paste(html)
  return form
}

/** Writing with formatting, and the check before sending. */
export const formattingStates: readonly State[] = [
  {
    name: 'writing with formatting',
    screens,
    async reach(visit) {
      await formatted(visit, structured)
    },
    holds: (visit) => editor(visit).toolbar.waitFor(),
  },
  {
    name: 'formatted message to people who prefer plain text and need accessible content',
    screens,
    async reach(visit) {
      const wish = { address: 'ben.okafor@example.gov', name: 'Ben Okafor' }
      const items = [{ ...wish, prefersPlainText: true, needsAccessible: true }]
      await visit.page.route('**/api/contacts/wishes', (route) => route.fulfill({ json: { items } }))
      const form = await formatted(visit, structured)
      await form.field('to').fill(wish.address)
      await visit.page.keyboard.press('Enter')
    },
    holds: ({ page, words }) => page.getByText(words('wishes.isFormatted')).waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'more formatting',
    screens,
    async reach(visit) {
      const form = await formatted(visit, structured)
      await form.tool('more').click()
    },
    holds: ({ page, words }) => page.getByRole('menu', { name: words('editor.more') }).waitFor(),
  },
  {
    name: 'setting a link',
    screens,
    async reach(visit) {
      const form = await formatted(visit, '<p>Words</p>')
      await form.tool('link').click()
    },
    holds: (visit) => editor(visit).dialog('editor.linkDialog.title').waitFor(),
  },
  {
    name: 'inserting a picture',
    screens,
    async reach(visit) {
      const form = await formatted(visit, '<p>Words</p>')
      await visit.page.getByRole('button', { name: visit.words('editor-pictures.insert'), exact: true }).click()
      await form.dialog('editor-pictures.title').locator('input[type=file]').setInputFiles(drawing)
    },
    holds: (visit) => editor(visit).dialog('editor-pictures.title').locator('img').waitFor(),
  },
  {
    name: 'text with a picture that is selected',
    screens,
    async reach(visit) {
      const form = await formatted(visit, '<p>The ramp: </p>')
      await visit.page.getByRole('button', { name: visit.words('editor-pictures.insert'), exact: true }).click()
      await form.dialog('editor-pictures.title').locator('input[type=file]').setInputFiles(drawing)
      await visit.page.keyboard.type('A teal square')
      await visit.page.keyboard.press('Enter')
      await form.text.locator('img[data-cid]').click()
    },
    holds: ({ page, words }) =>
      page.getByRole('button', { name: words('editor-pictures.describe'), exact: true }).waitFor(),
  },
  {
    name: 'inserting a table',
    screens,
    async reach(visit) {
      const form = await formatted(visit, '<p>Words</p>')
      await form.tool('table.insert').click()
    },
    holds: (visit) => editor(visit).dialog('editor.table.title').waitFor(),
  },
  {
    name: 'choosing the language of the text',
    screens,
    async reach(visit) {
      const form = await formatted(visit, '<p>Words</p>')
      await form.tool('more').click()
      await visit.page.getByRole('menuitem', { name: visit.words('editor.language.open') }).click()
    },
    holds: (visit) => editor(visit).dialog('editor.language.title').waitFor(),
  },
  {
    name: 'check before sending',
    screens,
    async reach(visit) {
      const form = await formatted(
        visit,
        '<p><b>Agenda</b></p><p>- One<br>- Two</p><p>See attached, or <a href="https://example.gov/a">click here</a></p><table><tr><td>Room</td></tr><tr><td>210</td></tr></table>',
      )
      await form.field('to').fill('ben.okafor@example.gov')
      await visit.page.keyboard.press('Enter')
      await visit.page.keyboard.press('Control+Enter')
    },
    holds: (visit) => editor(visit).check.waitFor(),
  },
  {
    name: 'check before sending with people outside, a colour and a long table',
    screens,
    async reach(visit) {
      const rows = Array.from({ length: 40 }, (_, number) => `<tr><td>${number + 1}</td></tr>`).join('')
      const form = await formatted(visit, `<p>Those in red are new.</p><table><tr><th>Room</th></tr>${rows}</table>`)
      await form.field('to').fill('ben.okafor@example.gov, ann@harbour.example')
      await visit.page.keyboard.press('Enter')
      await form.subject.fill('Rooms')
      await visit.page.keyboard.press('Control+Enter')
    },
    holds: ({ page, words }) => page.getByText(words('sending-check.tableLength.mend')).waitFor(),
  },
]
