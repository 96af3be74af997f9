import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import ComposePane from '../ComposePane.vue'

const nora = { name: 'Nora Vik', address: 'nora@harbour.example' }
const kit = { name: 'Kit Moe', address: 'kit@moe.example' }
const said = () => recentAnnouncements.value.map(({ text }) => text)
const button = (name: string) => screen.findByRole('button', { name: new RegExp(`^${name}`) })
const text = () => screen.getByRole('textbox', { name: 'Text' })

/** A formatted draft to both, with the editor there. */
async function write(to: (typeof nora)[] = []) {
  usePreferences().writeWithFormatting = true
  const draftKey = useDrafts().start({ kind: 'new', to, subject: 'Plan' })
  const drawn = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  return { ...drawn, draft: () => useDrafts().find(draftKey) }
}

function paste(html: string): void {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  const getData = (type: string) => (type === 'text/html' ? html : '')
  Object.assign(event, { clipboardData: { getData, types: ['text/html'], files: [] } })
  text().dispatchEvent(event)
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  Object.assign(Range.prototype, { getClientRects: () => [], getBoundingClientRect: () => new DOMRect() })
  Object.assign(document, { elementFromPoint: () => null })
  sessionStorage.clear()
  localStorage.clear()
  startMailbox('ab')
  answerAlso('/api/contacts/wishes', (body) => {
    const all = [
      { ...nora, prefersPlainText: true, needsAccessible: false },
      { ...kit, prefersPlainText: false, needsAccessible: true },
    ]
    return [200, { items: all.filter(({ address }) => (body as { addresses: string[] }).addresses.includes(address)) }]
  })
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('a message to somebody who prefers plain text', () => {
  it('begins as plain text, which is said, and is formatted all the same with one press or one key', async () => {
    const { draft, user, baseElement } = await write([nora])
    await eventually(() => expect(draft()?.document).toBeNull())
    await screen.findByText('Nora Vik prefers mail without formatting')
    expect(said()).toContain('Nora Vik prefers mail without formatting: this message is plain text now')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await button('Format it all the same'))
    await screen.findByRole('toolbar', { name: 'Formatting' })
    await user.keyboard('{Alt>}{Shift>}P{/Shift}{/Alt}')
    await eventually(() => expect(draft()?.document).toBeNull())
    await user.keyboard('{Alt>}{Shift>}P{/Shift}{/Alt}')
    await eventually(() => expect(draft()?.document).not.toBeNull())
  })

  it('keeps what was formatted before they came in, says so, and asks before it goes', async () => {
    const { draft, user } = await write()
    await screen.findByRole('toolbar', { name: 'Formatting' })
    text().focus()
    paste('<p>Two <b>metres</b></p>')
    await user.type(screen.getByRole('combobox', { name: 'To' }), `${nora.address},`)
    await screen.findByText('This message is formatted.')
    expect(draft()?.document).not.toBeNull()
    await user.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByRole('heading', { name: 'Nora Vik prefers mail without formatting' })
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Make it plain text' }))
    await eventually(() => expect(draft()?.document).toBeNull())
    expect(draft()?.text).toBe('Two metres')
  })
})

describe('a message to somebody who needs accessible content', () => {
  it('is asked about although the question was silenced, and says for whom', async () => {
    usePreferences().silencedChecks = { link: true }
    const { user } = await write([kit])
    await screen.findByRole('toolbar', { name: 'Formatting' })
    await screen.findByText('Kit Moe needs accessible content')
    text().focus()
    paste('<p>Read <a href="https://example.gov/a">click here</a>.</p>')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText('Asked because Kit Moe cannot do without it.')
    expect(screen.queryByRole('checkbox')).toBeNull()
  })
})
