import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Attachment } from '#contract/messages.ts'
import { type NestedMessage } from '#contract/nested-messages.ts'
import CarriedCards from '../CarriedCards.vue'

const part = (partId: string, name: string, type: string): Attachment => ({
  ...{ partId, name, type, sizeBytes: 900, contentId: null, inline: false },
})
const inner: NestedMessage = {
  ...{ from: [{ name: 'Ben', address: 'ben@x.example' }], sender: [], replyTo: [], to: [], cc: [] },
  ...{ subject: 'Gate <b>too</b> narrow', sentAtMs: 1_700_000_000_000, html: null },
  ...{ protection: [], packed: false, cut: false },
  text: { content: 'Inner words', cut: false },
  attachments: [part('2.2', 'plan.pdf', 'application/pdf'), part('2.3', 'Deeper.eml', 'message/rfc822')],
}

async function draw(attachments: Attachment[]) {
  return renderPart(CarriedCards, { props: { message: wholeMessage({ id: 'b' as MessageId, attachments }) } })
}

/** jsdom lays nothing out, so nothing ever changes its size. */
class StillObserver {
  observe = vi.fn()
  disconnect = vi.fn()
}

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', StillObserver)
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('abc', 'b')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('a message inside a message', () => {
  it('opens in place, with its own sender, text and files, and the next one inside it', async () => {
    const asked = answerAlso('/api/messages/b/nested/2', () => [200, inner])
    const { user, baseElement } = await draw([part('2', 'Gate.eml', 'message/rfc822')])
    const head = screen.getByRole('button', { name: 'Attached message: Gate' })
    expect([head.getAttribute('aria-expanded'), asked.length]).toEqual(['false', 0])
    head.focus()
    await user.keyboard('{Enter}')
    const card = screen.getByRole('group', { name: 'Attached message: Gate' })
    await within(card).findByText('Inner words')
    expect(document.activeElement).toBe(head)
    within(card).getByRole('heading', { level: 4, name: 'Gate <b>too</b> narrow' })
    expect(
      within(card)
        .getByRole('link', { name: /^plan\.pdf/ })
        .getAttribute('href'),
    ).toBe('/api/messages/b/parts/2.2')
    await within(card).findByRole('button', { name: 'Attached message: Deeper' })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('has a reading view, its original and its text alone, and keeps the choice for nobody', async () => {
    const html = '<table><tr><td><font size="1">Small words</font></td></tr></table><p><b>Why</b></p><p>Because.</p>'
    answerAlso('/api/messages/b/nested/2', () => [200, { ...inner, html: { content: html, cut: false } }])
    const kept = answerAlso('/api/view-choices', () => [204, null])
    const { user, baseElement } = await draw([part('2', 'Gate.eml', 'message/rfc822')])
    await user.click(screen.getByRole('button', { name: 'Attached message: Gate' }))
    const card = screen.getByRole('group', { name: 'Attached message: Gate' })
    const menu = await within(card).findByRole('button', { name: 'View' })
    await within(card).findByText(/about \d+ words?$/)
    const frame = () => card.querySelector('iframe')?.srcdoc ?? ''
    expect(frame()).not.toContain('<table')
    const choose = async (name: string) => {
      menu.focus()
      await user.keyboard('{Enter}')
      await user.click(await screen.findByRole('menuitemradio', { name, hidden: true }))
    }
    await choose('Original')
    await eventually(() => expect(frame()).toContain('<table'))
    expect(recentAnnouncements.value.map(({ text }) => text)).toEqual(['Original'])
    expect(document.activeElement).toBe(menu)
    expect(await faultsOf(baseElement)).toEqual([])
    await choose('Text only')
    await within(card).findByText('Inner words')
    expect(card.querySelector('iframe')).toBeNull()
    await choose('Reading view')
    await eventually(() => expect(frame()).not.toContain('<table'))
    expect(within(card).queryByRole('button', { name: 'Ask for a readable version' })).toBeNull()
    expect(kept).toEqual([])
  })

  it('has its headings below its subject, in the original as in the reading view', async () => {
    const html = { content: '<h1>Opening hours</h1><p>At nine.</p><h2>By day</h2><p>Monday.</p>', cut: false }
    answerAlso('/api/messages/b/nested/2', () => [200, { ...inner, html }])
    const { user } = await draw([part('2', 'Gate.eml', 'message/rfc822')])
    await user.click(screen.getByRole('button', { name: 'Attached message: Gate' }))
    const card = screen.getByRole('group', { name: 'Attached message: Gate' })
    const frame = () => card.querySelector('iframe')?.srcdoc ?? ''
    await eventually(() => expect(frame()).toContain('<h1 aria-level="5">Opening hours</h1>'))
    expect(frame()).toContain('<h2 aria-level="6">By day</h2>')
    const menu = await within(card).findByRole('button', { name: 'View' })
    menu.focus()
    await user.keyboard('{Enter}')
    await user.click(await screen.findByRole('menuitemradio', { name: 'Reading view', hidden: true }))
    await eventually(() => expect(frame()).toContain('<h5>Opening hours</h5>'))
    expect(frame()).toContain('<h6>By day</h6>')
  })

  it('has the headings of its cards below its own, however deep it lies', async () => {
    answerAlso('/api/messages/b/nested/2', () => [200, inner])
    answerAlso('/api/messages/b/nested/2.3', () => [200, { ...inner, subject: 'Deeper', attachments: [] }])
    const { user, baseElement } = await draw([part('2', 'Gate.eml', 'message/rfc822')])
    await user.click(screen.getByRole('button', { name: 'Attached message: Gate' }))
    await user.click(await screen.findByRole('button', { name: 'Attached message: Deeper' }))
    await screen.findByRole('heading', { name: 'Deeper' })
    const levels = screen.getAllByRole('heading').map((heading) => `${heading.localName} ${heading.textContent}`)
    expect(levels).toEqual([
      'h3 Attached message: Gate',
      `h4 ${inner.subject}`,
      'h5 2 attachments',
      'h5 Attached message: Deeper',
      'h6 Deeper',
    ])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('that came as a mere file has files by their numbers, and says what could not be read', async () => {
    const files = [part('1', 'page.html', 'text/html')]
    answerAlso('/api/messages/b/nested/2', () => [200, { ...inner, packed: true, cut: true, attachments: files }])
    const { user } = await draw([part('2', 'Gate.eml', 'application/octet-stream')])
    await user.click(screen.getByRole('button', { name: 'Attached message: Gate' }))
    const file = await screen.findByRole('link', { name: /^page\.html/ })
    expect(file.getAttribute('href')).toBe('/api/messages/b/packed/2/1')
    screen.getByText(/^Not all of this message could be read/)
  })

  it('that could not be asked for says why', async () => {
    answerAlso('/api/messages/b/nested/2', () => [
      503,
      { type: 'mail-server-unavailable', status: 503, requestId: 'r' },
    ])
    const { user } = await draw([part('2', 'Gate.eml', 'message/rfc822')])
    await user.click(screen.getByRole('button', { name: 'Attached message: Gate' }))
    await screen.findByText('The attached message could not be read')
  })
})

describe('a winmail.dat', () => {
  const winmail = [part('2', 'winmail.dat', 'application/ms-tnef')]

  it('shows the files in it, and its words when asked', async () => {
    const file = { number: 1, name: 'Plan.pdf', type: 'application/pdf', sizeBytes: 9 }
    const html = { content: '<p>Packed <b>words</b></p><script>1</script>', cut: false }
    answerAlso('/api/messages/b/packed/2', () => [200, { files: [file], text: null, html, cut: false }])
    const { baseElement } = await draw(winmail)
    await screen.findByRole('region', { name: '1 file packed in winmail.dat' })
    expect(screen.getByRole('link', { name: /^Plan\.pdf/ }).getAttribute('href')).toBe('/api/messages/b/packed/2/1')
    await eventually(() => expect(screen.getByText('Packed words')).toBeDefined())
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('that is damaged says so and can be saved as it is', async () => {
    answerAlso('/api/messages/b/packed/2', () => [200, { files: [], text: null, html: null, cut: true }])
    await draw(winmail)
    await screen.findByText(/^Not all of this file could be read/)
    screen.getByRole('link', { name: 'Download as it is' })
  })
})
