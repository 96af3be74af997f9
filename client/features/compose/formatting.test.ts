import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { availableActions } from '#client/accessibility/shortcuts.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, knowMessages, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import { isRichDocument } from '#contract/rich-text.ts'
import { type OutgoingMessage } from '#contract/sending.ts'
import ComposePane from './ComposePane.vue'

type Start = Parameters<ReturnType<typeof useDrafts>['start']>[0]
const text = () => screen.getByRole('textbox', { name: 'Text' })
const said = () => recentAnnouncements.value.map((each) => each.text)
const button = (name: string | RegExp) => screen.getByRole('button', { name })

async function write(start: Start = { kind: 'new' }) {
  const draftKey = useDrafts().start(start)
  const drawn = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  return { ...drawn, draft: () => useDrafts().find(draftKey) }
}

/** With the editor there, and the focus in it. */
async function writeFormatted(start?: Start) {
  usePreferences().writeWithFormatting = true
  const written = await write(start)
  await eventually(() => screen.getByRole('toolbar', { name: 'Formatting' }))
  const editor = text()
  editor.focus()
  return { ...written, editor }
}

function paste(html: string, plain = ''): void {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  const data: Record<string, string> = { 'text/html': html, 'text/plain': plain }
  Object.assign(event, {
    clipboardData: { getData: (type: string) => data[type] ?? '', types: Object.keys(data), files: [] },
  })
  text().dispatchEvent(event)
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  // jsdom lays nothing out.
  Object.assign(Range.prototype, { getClientRects: () => [], getBoundingClientRect: () => new DOMRect() })
  Object.assign(document, { elementFromPoint: () => null })
  sessionStorage.clear()
  localStorage.clear()
  startMailbox('ab')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('writing with formatting', () => {
  it('has no faults that axe can find', async () => {
    const { baseElement, editor } = await writeFormatted()
    paste('<h2>Plan</h2><ul><li>One</li></ul><table><tr><th>Room</th></tr><tr><td>210</td></tr></table>')
    expect(editor.querySelector('table')).not.toBeNull()
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('is a field with a name, several lines and a hint', async () => {
    const { editor } = await writeFormatted()
    expect(editor.getAttribute('aria-multiline')).toBe('true')
    expect(editor.getAttribute('aria-label')).toBe('Text')
    expect(document.getElementById(editor.getAttribute('aria-describedby') ?? '')?.textContent).toMatch(/Alt\+F10/)
  })

  it('has its spelling checked by the browser, as plain text, as formatted text and in the subject', async () => {
    const { user } = await write()
    const isChecked = (field: HTMLElement) => field.getAttribute('spellcheck')
    expect(text().tagName).toBe('TEXTAREA')
    expect([isChecked(text()), isChecked(screen.getByRole('textbox', { name: 'Subject' }))]).toEqual(['true', 'true'])
    await user.click(button('Formatting'))
    await eventually(() => expect(text().tagName).toBe('DIV'))
    expect(isChecked(text())).toBe('true')
  })

  it('begins as plain text and keeps what was typed before the editor came, with the cursor where it was', async () => {
    const { user, draft } = await write()
    await user.type(text(), '# Plan{Enter}{Enter}Two metres')
    await user.click(button('Formatting'))
    text().focus()
    await eventually(() => screen.getByRole('toolbar', { name: 'Formatting' }))
    expect(text().querySelector('h2')?.textContent).toBe('Plan')
    expect(draft()?.document?.content.map(({ type }) => type)).toEqual(['heading', 'paragraph'])
  })

  it('sends the structure, in the language of its words', async () => {
    const bodies = answerAlso('/api/send', () => [200, { outcome: 'accepted', sentCopyId: 's1', refused: [] }])
    const { user } = await writeFormatted({ kind: 'new', to: [{ name: '', address: 'a@a.example' }], subject: 'x' })
    paste('<h1>Der Plan</h1><p>Das ist nicht für die Stadt, und wir bitten um Geduld.</p>')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await eventually(() => expect(bodies).toHaveLength(1))
    const { document: sent, text: words } = bodies[0] as OutgoingMessage
    expect(isRichDocument(sent)).toBe(true)
    expect(sent?.attrs.lang).toBe('de')
    expect(sent?.content[0]).toMatchObject({ type: 'heading', attrs: { level: 2 } })
    expect(words).toContain('# Der Plan')
  })

  it('does by key what its buttons do, and says so', async () => {
    const { user, editor } = await writeFormatted()
    paste('', 'Agenda')
    await user.keyboard('{Control>}{Alt>}1{/Alt}{/Control}')
    expect(editor.querySelector('h2')?.textContent).toBe('Agenda')
    expect(said()).toContain('Heading 1 on')
    await user.keyboard('{Control>}b{/Control}')
    expect(said()).toContain('Bold on')
    expect(button('Bold').getAttribute('aria-pressed')).toBe('true')
    await user.keyboard('{Control>}b{/Control}')
    expect(said()).toContain('Bold off')
    await user.click(button('Bulleted list'))
    expect(document.activeElement).toBe(editor)
  })

  it('makes structure of signs that are typed, says so, and takes it back by Backspace', async () => {
    const { user, editor } = await writeFormatted()
    const type = (sign: string) => user.keyboard(sign)
    await type('#')
    await type(' ')
    await eventually(() => expect(editor.querySelector('h2')).not.toBeNull())
    expect(said()).toContain('Heading 1 on')
    await user.keyboard('{Backspace}')
    expect(editor.querySelector('h2')).toBeNull()
  })

  it('leads to its toolbar by Alt+F10 and back by Escape, and Tab goes through', async () => {
    const { user, editor } = await writeFormatted()
    await user.keyboard('{Alt>}{F10}{/Alt}')
    expect(document.activeElement).toBe(button('Heading'))
    await user.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(button('Bold'))
    await user.keyboard('{Escape}')
    await eventually(() => expect(document.activeElement).toBe(editor))
    await user.tab()
    expect(document.activeElement).toBe(button('Send'))
  })

  it('asks for the words and the address of a link, and takes no address that runs something', async () => {
    const { user, editor } = await writeFormatted()
    await user.keyboard('{Control>}{Shift>}k{/Shift}{/Control}')
    const dialog = await screen.findByRole('dialog', { name: 'Link' })
    expect(await faultsOf(document.body)).toEqual([])
    await user.type(within(dialog).getByRole('textbox', { name: 'Words' }), 'The plan')
    const address = within(dialog).getByRole('textbox', { name: 'Address' })
    await user.type(address, 'javascript:alert(1)')
    const set = within(dialog).getByRole('button', { name: 'Set link' })
    await user.click(set)
    await within(dialog).findByText(/Write a whole address/)
    await user.clear(address)
    await user.type(address, 'example.gov/plan')
    await user.click(set)
    await eventually(() => expect(editor.querySelector('a')?.getAttribute('href')).toBe('https://example.gov/plan'))
    expect(editor.querySelector('a')?.textContent).toBe('The plan')
  })

  it('inserts tables whose first row names the columns', async () => {
    const { user, editor } = await writeFormatted()
    await user.click(button('Table…'))
    const dialog = await screen.findByRole('dialog', { name: 'Insert a table' })
    expect(await faultsOf(document.body)).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Insert table' }))
    await eventually(() => expect(editor.querySelectorAll('th')).toHaveLength(2))
    expect(editor.querySelectorAll('td')).toHaveLength(4)
    expect(said()).toContain('Table with 3 rows and 2 columns. The cursor is in the first cell.')
    await user.click(button('Table'))
    await user.click(await screen.findByRole('menuitem', { name: 'Add a row after', hidden: true }))
    expect(editor.querySelectorAll('td')).toHaveLength(6)
  })

  it('mends by one press what the check found, and undoes it like anything else', async () => {
    const { user, editor, draft } = await writeFormatted({
      kind: 'new',
      to: [{ name: '', address: 'a@a.example' }],
      subject: 'x',
    })
    paste('<p><b>Agenda</b></p><p>Words.</p>')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await user.click(await screen.findByRole('button', { name: 'Make it a heading' }))
    const dialog = await screen.findByRole('dialog', { name: 'All is mended' })
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Send' }))
    await user.keyboard('{Escape}')
    await eventually(() => expect(editor.querySelector('h2')?.textContent).toBe('Agenda'))
    editor.focus()
    await user.keyboard('{Control>}z{/Control}')
    expect(editor.querySelector('h2')).toBeNull()
    expect(draft()).toBeDefined()
  })
})

describe('the check of formatted text', () => {
  it('wants words for a link before it mends it, and shows what it moved to Bcc', async () => {
    const people = Array.from({ length: 21 }, (_, n) => ({ name: '', address: `p${n}@a.example` }))
    const { user, draft } = await writeFormatted({ kind: 'new', to: people, subject: 'x' })
    paste('<p>Please <a href="https://example.gov/plan">click here</a>.</p>')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await user.click(await screen.findByRole('button', { name: 'Move them to Bcc' }))
    expect(draft()?.to).toEqual([])
    expect(draft()?.bcc).toHaveLength(21)
    await user.click(button('Use these words'))
    const field = screen.getByRole('textbox', { name: 'Words of the link' })
    await eventually(() => expect(document.activeElement).toBe(field))
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(await faultsOf(document.body)).toEqual([])
    await user.type(field, 'open the plan')
    await user.click(button('Use these words'))
    await screen.findByRole('dialog', { name: 'All is mended' })
    expect(draft()?.text).toBe('Please open the plan <https://example.gov/plan>.')
    screen.getByRole('listbox', { name: 'Bcc, 21 entries', hidden: true })
  })
})

describe('changing between formatted and plain', () => {
  it('keeps the content, asks where something would be lost, and can be undone', async () => {
    const { user, draft } = await writeFormatted()
    paste('<h2>Plan</h2><p>Two <b>metres</b></p><ul><li>Dry</li></ul>')
    await user.click(button('Formatting'))
    await user.click(await screen.findByRole('button', { name: 'Change to plain text' }))
    await eventually(() => expect(draft()?.document).toBeNull())
    expect(draft()?.text).toBe('# Plan\n\nTwo metres\n\n- Dry')
    await useOutcome().undoLatest()
    await eventually(() => expect(text().querySelector('strong')?.textContent).toBe('metres'))
  })

  it('asks nothing where nothing is lost', async () => {
    const { user, draft } = await writeFormatted()
    paste('', 'Hello')
    await user.click(button('Formatting'))
    await eventually(() => expect(draft()?.document).toBeNull())
    expect(draft()?.text).toBe('Hello')
  })
})

describe('an answer with formatting', () => {
  const html = `<div style="color:red"><script>x()</script><h1>Budget</h1><table role="presentation"><tr><td><p>Hello <b>all</b></p></td></tr></table>
    <img src="https://tracker.example/x.png" width="1" height="1"><ul><li onclick="x()">One</li></ul></div>`
  const original = wholeMessage({
    id: 'a' as MessageId,
    html: { partId: '2', content: html, truncated: false } as never,
  })

  it('quotes the structure of the original below room to write, and nothing of its looks', async () => {
    knowMessages(original)
    const { editor, draft } = await writeFormatted({ kind: 'reply', messageId: 'a' as MessageId })
    const [first, introduction] = editor.children
    expect(first?.textContent).toBe('')
    expect(introduction?.textContent).toMatch(/Ann Lee wrote:$/)
    const quote = editor.querySelector('blockquote')
    expect(quote?.querySelector('h2')?.textContent).toBe('Budget')
    expect(quote?.querySelector('strong')?.textContent).toBe('all')
    expect(quote?.querySelector('table, img, script, [style], [onclick]')).toBeNull()
    expect(draft()?.text).toMatch(/\n> # Budget\n/)
    expect(draft()?.prefilledText).toBe(draft()?.text)
  })

  it('is put between what is quoted by the palette or the menu, which says where that is not possible', async () => {
    knowMessages(original)
    const { user } = await writeFormatted({ kind: 'reply', messageId: 'a' as MessageId })
    await user.click(button('More formatting'))
    await user.click(await screen.findByRole('menuitem', { name: 'Answer at this point of the quote', hidden: true }))
    // The cursor is above the quote.
    await eventually(() => expect(said()).toContain('Answer at this point of the quote is not possible here'))
    expect(availableActions().map(({ id }) => id)).toContain('editor.answerWithin')
  })
})
