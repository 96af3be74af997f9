import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { isWorthKeeping } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { plainIdentity } from '#client/mail/testing/fake-identities.ts'
import { noFacts } from '#client/mail/testing/whole-message.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, knowMessages, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Identity } from '#contract/identities.ts'
import { type MessageId } from '#contract/ids.ts'
import { type MailingList } from '#contract/message-facts.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { type OutgoingMessage } from '#contract/sending.ts'
import ComposePane from '../ComposePane.vue'
import { documentFromText } from '#client/mail/editor/document/from-text.ts'

const [main, permits] = ['ada.lindqvist@example.gov', 'permits@example.gov']
const said = () => recentAnnouncements.value.map(({ text }) => text)
const text = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Text' })
const from = () => screen.findByRole<HTMLSelectElement>('combobox', { name: 'From' })

let items: Identity[]

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  Object.assign(Range.prototype, { getClientRects: () => [], getBoundingClientRect: () => new DOMRect() })
  Object.assign(document, { elementFromPoint: () => null })
  sessionStorage.clear()
  localStorage.clear()
  startMailbox('ab')
  items = [
    plainIdentity(main, { signature: 'Ada Lindqvist\nRoom 210' }),
    plainIdentity(permits, { name: 'Permit desk', signature: 'The permit desk', place: 'below' }),
  ]
  answerAlso('/api/identities', () => [200, { items, writesFor: [], defaultAddress: main }])
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

type Start = Parameters<ReturnType<typeof useDrafts>['start']>[0]
async function write(start: Start = { kind: 'new' }) {
  const draftKey = useDrafts().start(start)
  const drawn = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  await from()
  return { ...drawn, draft: () => useDrafts().find(draftKey)! }
}

const id = 'a' as MessageId
const cameTo = (...addresses: string[]) =>
  knowMessages(wholeMessage({ id, to: addresses.map((address) => ({ name: '', address })) }))

describe('the sender and the signature', () => {
  it('have no faults that axe can find, and a new message begins with those of the default address', async () => {
    const { baseElement, draft } = await write()
    await eventually(() => expect(text().value).toBe('\n\n-- \nAda Lindqvist\nRoom 210\n'))
    expect(draft().from).toBe(main)
    expect(isWorthKeeping(draft())).toBe(false)
    screen.getByRole('option', { name: `Permit desk <${permits}>` })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('of an answer are those of the address the message came to, below what is quoted where that was chosen', async () => {
    cameTo('ben@example.gov', permits)
    const { draft } = await write({ kind: 'reply', messageId: id })
    expect((await from()).value).toBe(permits)
    await eventually(() => expect(text().value).toMatch(/^\n\nOn .+ wrote:\n> [\s\S]+\n\n-- \nThe permit desk\n$/))
    expect(isWorthKeeping(draft())).toBe(false)
    await eventually(() => expect(document.activeElement).toBe(text()))
    expect(text().selectionStart).toBe(0)
  })

  it('stand above the quote otherwise, and below words that were put in', async () => {
    cameTo(main)
    await write({ kind: 'reply', messageId: id, opening: 'I shall be there.' })
    await eventually(() =>
      expect(text().value).toMatch(/^I shall be there\.\n\n-- \nAda Lindqvist\nRoom 210\n\nOn .+ wrote:\n> /),
    )
  })

  it('change together, which is said, with what was written left alone', async () => {
    const { user, draft } = await write()
    await eventually(() => expect(text().value).not.toBe(''))
    await user.type(text(), 'Hello', { initialSelectionStart: 0, initialSelectionEnd: 0 })
    await user.selectOptions(await from(), permits)
    expect(text().value).toBe('Hello\n\n-- \nThe permit desk\n')
    expect(said()).toContain('The signature has changed with it')
    expect(isWorthKeeping(draft())).toBe(true)
    items = items.map((item) => ({ ...item }))
    await user.selectOptions(await from(), main)
    expect(text().value).toBe('Hello\n\n-- \nAda Lindqvist\nRoom 210\n')
  })

  it('part where the person has changed the signature: theirs stays, which is said', async () => {
    const { user } = await write()
    await eventually(() => expect(text().value).not.toBe(''))
    await user.type(text(), 'PS')
    const changed = text().value.replace('Room 210', 'Room 211')
    await user.clear(text())
    await user.type(text(), changed)
    await user.selectOptions(await from(), permits)
    expect(text().value).toBe(changed)
    expect(said()).toContain('Your changed signature stays')
  })

  it('are put into formatted text as blocks, once, and change there too', async () => {
    usePreferences().writeWithFormatting = true
    const strong = documentFromText('Ada Lindqvist\n\n- Room 210')
    items[0] = plainIdentity(main, { signature: plainTextOf(strong), signatureDocument: strong })
    cameTo(main)
    const { user, draft } = await write({ kind: 'reply', messageId: id })
    await eventually(() => screen.getByRole('toolbar', { name: 'Formatting' }))
    const kinds = () => draft().document?.content.map(({ type }) => type)
    expect(kinds()).toEqual(['paragraph', 'paragraph', 'bullet_list', 'paragraph', 'blockquote'])
    expect(draft().text).toMatch(/^\n-- \nAda Lindqvist\n\n- Room 210\n\nOn /)
    expect(isWorthKeeping(draft())).toBe(false)
    await user.selectOptions(await from(), permits)
    expect(draft().text).toMatch(/^\n-- \nThe permit desk\n\nOn /)
    expect(kinds()).toEqual(['paragraph', 'paragraph', 'paragraph', 'blockquote'])
    expect(text().textContent).toContain('The permit desk')
  })

  it('go out with the address alone: what stands before it is the server’s to say', async () => {
    const bodies = answerAlso('/api/send', () => [200, { outcome: 'accepted', sentCopyId: 's', refused: [] }])
    cameTo(permits)
    const { user } = await write({ kind: 'reply', messageId: id })
    await user.keyboard('{Control>}{Enter}{/Control}')
    await eventually(() => expect(bodies).toHaveLength(1))
    expect(bodies[0] as OutgoingMessage).toMatchObject({ from: permits })
  })

  it('are not put in again when a draft is gone on with', async () => {
    const saved = '\n\n-- \nAda Lindqvist\nRoom 210\n'
    const { draft } = await write()
    await eventually(() => expect(draft().text).toBe(saved))
    cleanup()
    const { signature: _gone, ...known } = draft()
    const again = { ...known, key: 'again', savedAtMs: 1 }
    useDrafts().restore(again)
    const { user } = await renderPart(ComposePane, { props: { draftKey: 'again' }, at: '/compose/again' })
    await user.selectOptions(await from(), permits)
    expect(text().value).toBe('\n\n-- \nThe permit desk\n')
  })

  it('leave a message alone while the addresses cannot be read', async () => {
    answerAlso('/api/identities', () => [500, { type: 'unexpected', status: 500, requestId: 'r' }])
    cameTo(main)
    const draftKey = useDrafts().start({ kind: 'reply', messageId: id })
    await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
    await eventually(() => expect(text().value).toMatch(/^\n\nOn .+ wrote:\n> [\s\S]+$/))
    expect(text().value).not.toContain('-- ')
  })
})

describe('the check before sending', () => {
  it('asks about another address than the message came to, and mends it with its signature', async () => {
    cameTo(permits)
    const { user, draft } = await write({ kind: 'reply', messageId: id })
    await eventually(() => expect(draft().from).toBe(permits))
    await user.selectOptions(await from(), main)
    await user.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByRole('heading', { name: `The message came to ${permits}` })
    await user.click(screen.getByRole('button', { name: `Send from ${permits}` }))
    expect(draft().from).toBe(permits)
    expect(draft().text).toContain('-- \nThe permit desk')
  })

  it('asks about an answer to everybody on a list, and makes it one to its author', async () => {
    const list: MailingList = { ...({} as MailingList), name: 'Trams' }
    const to = [
      { name: '', address: main },
      { name: '', address: 'trams@lists.example' },
    ]
    knowMessages(wholeMessage({ id, to, facts: { ...noFacts, list } }))
    const { user, draft } = await write({ kind: 'reply-all', messageId: id })
    await eventually(() => expect(draft().cc).toHaveLength(1))
    await user.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByRole('heading', { name: 'This goes to everybody on the mailing list' })
    await user.click(screen.getByRole('button', { name: 'Answer only Ann Lee' }))
    expect(draft().cc).toEqual([])
    expect(draft().to).toMatchObject([{ name: 'Ann Lee' }])
  })
})
