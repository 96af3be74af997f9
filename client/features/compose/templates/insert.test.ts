import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { documentFromText } from '#client/mail/editor/document/from-text.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { plainIdentity } from '#client/mail/testing/fake-identities.ts'
import { keepTemplates, plainTemplate } from '#client/mail/testing/fake-templates.ts'
import { paletteOffers, prepareOffers } from '#client/mail/palette-offers.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, knowMessages, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { type MessageId } from '#contract/ids.ts'
import ComposePane from '../ComposePane.vue'

const main = 'ada.lindqvist@example.gov'
const said = () => recentAnnouncements.value.map(({ text }) => text).join(' ')
const text = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Text' })
const thanks = plainTemplate('Thanks', {
  ...{ subject: 'Thank you, {first name}', text: 'Dear {first name},\n\nthank you. {my name}' },
})

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  Object.assign(Range.prototype, { getClientRects: () => [], getBoundingClientRect: () => new DOMRect() })
  Object.assign(document, { elementFromPoint: () => null })
  sessionStorage.clear()
  localStorage.clear()
  startMailbox('a')
  answerAlso('/api/identities', () => [
    200,
    { items: [plainIdentity(main, { signature: 'Ada' })], writesFor: [], defaultAddress: main },
  ])
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

async function write(to = [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }]) {
  const draftKey = useDrafts().start({ kind: 'new', to })
  const drawn = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  await eventually(() => expect(text().value).toContain('Ada'))
  const open = async () => {
    await drawn.user.click(screen.getByRole('button', { name: 'More for this message' }))
    await drawn.user.click(await screen.findByRole('menuitem', { name: /^Insert template…/, hidden: true }))
    return screen.findByRole('dialog', { name: 'Insert a template' })
  }
  const insert = async (name: RegExp) => {
    const dialog = await open()
    await drawn.user.click(await within(dialog).findByRole('option', { name }))
    await eventually(() => expect(said()).toContain('put in'))
  }
  return { ...drawn, open, insert, draft: () => useDrafts().find(draftKey)! }
}

describe('a template while writing', () => {
  it('is chosen in a dialog without faults that axe can find', async () => {
    keepTemplates(thanks)
    const { open, baseElement } = await write()
    await within(await open()).findByRole('option', { name: /^Thanks/ })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('stands before the signature with its marks filled in, brings a subject, and the focus is in the text', async () => {
    keepTemplates(thanks)
    const { insert, draft } = await write()
    await insert(/^Thanks/)
    expect(draft().subject).toBe('Thank you, Ben')
    expect(draft().text).toMatch(/^Dear Ben,\n\nthank you\. Ada Lindqvist\n\n-- \nAda/)
    await eventually(() => expect(document.activeElement).toBe(text()))
  })

  it('goes where the cursor is, leaves a subject as it is, and is taken out whole by undoing', async () => {
    keepTemplates(thanks)
    const { insert, draft, user } = await write()
    await user.type(screen.getByRole('textbox', { name: 'Subject' }), 'Own')
    await user.click(text())
    text().setSelectionRange(0, 0)
    await user.keyboard('Before. After.')
    text().setSelectionRange(8, 8)
    const before = draft().text
    await insert(/^Thanks/)
    expect(draft().subject).toBe('Own')
    expect(draft().text).toMatch(/^Before\. Dear Ben,\n\nthank you\. Ada LindqvistAfter\./)
    await useOutcome().undoLatest()
    expect(draft().text).toBe(before)
  })

  it('is offered in the palette by its own name, and put in at once', async () => {
    const list = keepTemplates(thanks)
    list.units = [{ unit: 'permits', name: 'Permit Desk', mayChange: false, items: [plainTemplate('Hours')] }]
    const { draft } = await write()
    prepareOffers()
    const named = (label: string) => paletteOffers().find((offer) => offer.label === label)
    await eventually(() => expect(named('Insert template: Hours')).toMatchObject({ detail: 'Permit Desk' }))
    named('Insert template: Thanks')?.run()
    await eventually(() => expect(draft().text).toMatch(/^Dear Ben,/))
    await eventually(() => expect(document.activeElement).toBe(text()))
    cleanup()
    expect(paletteOffers()).toEqual([])
  })

  it('says which marks the person has to fill in', async () => {
    keepTemplates(thanks)
    const { insert } = await write([])
    await insert(/^Thanks/)
    expect(said()).toContain('Fill in yourself: {first name}')
  })

  it('keeps its formatting in a formatted message', async () => {
    const document = documentFromText('# For {first name}\n\n- one')
    keepTemplates(plainTemplate('List', { text: plainTextOf(document), document }))
    const { insert, draft, user } = await write()
    await user.click(screen.getByRole('button', { name: 'Formatting' }))
    await eventually(() => expect(screen.getByRole('textbox', { name: 'Text' }).tagName).toBe('DIV'))
    await insert(/^List/)
    await eventually(() => expect(draft().document?.content.map(({ type }) => type)).toContain('bullet_list'))
    expect(draft().text).toContain('For Ben')
  })

  it('is made of what is written, by its subject, and gone when that is undone', async () => {
    const list = keepTemplates()
    const { open, user } = await write()
    await user.type(screen.getByRole('textbox', { name: 'Subject' }), 'About ramps')
    const dialog = await open()
    await within(dialog).findByText('No templates yet')
    await user.click(within(dialog).getByRole('button', { name: 'Keep this text as a template' }))
    await eventually(() => expect(list.items).toMatchObject([{ name: 'About ramps', subject: 'About ramps' }]))
    await eventually(() => expect(said()).toContain('Kept as template “About ramps”'))
    await useOutcome().undoLatest()
    expect(list.items).toEqual([])
  })
})

describe('a template of a shared mailbox', () => {
  it('stands in the list with the name of the mailbox, and is put in like one’s own', async () => {
    const list = keepTemplates()
    list.units = [{ unit: 'permits', name: 'Permit Desk', mayChange: false, items: [thanks] }]
    const { insert, draft } = await write()
    await insert(/^Thanks.*Permit Desk/)
    expect(draft().text).toMatch(/^Dear Ben,/)
  })
})

describe('an answer that begins with a template', () => {
  it('asks for it at once, puts it above the quoted text, and takes nothing but the choice', async () => {
    keepTemplates(thanks)
    knowMessages(wholeMessage({ id: 'a' as MessageId }))
    const draftKey = useDrafts().start({ kind: 'reply', messageId: 'a' as MessageId, asksTemplate: true })
    const { user } = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
    await screen.findByRole('dialog', { name: 'Insert a template' })
    await user.keyboard('{Enter}')
    await eventually(() => expect(said()).toContain('put in'))
    await eventually(() => expect(screen.queryByRole('dialog')).toBeNull())
    const draft = useDrafts().find(draftKey)
    expect(draft?.text).toMatch(/^Dear Ann,\n\nthank you\. Ada Lindqvist[^]*Ann Lee wrote:\n> Good morning,/)
    expect(draft?.asksTemplate).toBeUndefined()
    await eventually(() => expect(document.activeElement).toBe(text()))
  })
})
