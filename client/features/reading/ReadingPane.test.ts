import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, knowMessages, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Message } from '#contract/messages.ts'
import ReadingPane from './ReadingPane.vue'

let server: FakeServer

async function open(changes: Partial<Message> = {}) {
  const message = wholeMessage({ id: 'b' as MessageId, ...changes })
  knowMessages(message)
  return renderPart(ReadingPane, { props: { messageId: message.id } })
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  vi.stubGlobal('ResizeObserver', StillObserver)
  server = startMailbox('abc', 'b').server
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

/** jsdom lays nothing out, so nothing ever changes its size. */
class StillObserver {
  observe = vi.fn()
  disconnect = vi.fn()
}

const attachments = [
  { partId: '2', name: 'Plan.pdf', type: 'application/pdf', sizeBytes: 84_000, contentId: null, inline: false },
  { partId: '3', name: 'holiday.jpg.exe', type: 'image/jpeg', sizeBytes: 900, contentId: null, inline: false },
]
const hostile = {
  content:
    '<p>Hello</p><img src="https://t.example/1.gif" width="1" height="1"><script>window.__curbcutXss = 1</script>',
  cut: true,
}

const newsletter = `<table width="600"><tr><td><h1>Opening hours</h1><p>From March the library is open until nine in the evening.
  <a href="https://library.example/hours">Read more</a></p><h1>New maps</h1><p>We have put old charts of the coast on
  <a href="https://library.example/maps">our map pages</a>.</p><img src="https://library.example/a.png" width="300"></td></tr></table>`

describe('the reading pane', () => {
  it('has no faults that axe can find, with files, notices, details and a quote', async () => {
    const { baseElement, user } = await open({
      attachments,
      text: { content: 'Yes.\n- one\n- two\n\nName     Hours\nAnn      12\n\n> why?', cut: true },
      from: [{ name: 'Boss boss@example.gov', address: 'x@evil.example' }],
    })
    await eventually(() => screen.getByText('why?'))
    await user.click(screen.getByRole('button', { name: 'Details' }))
    await screen.findByRole('region', { name: 'Details' })
    await screen.findByRole('region', { name: '2 attachments' })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('is an article named by its subject, which can take the focus', async () => {
    await open()
    const article = screen.getByRole('article', { name: 'Budget review' })
    const heading = within(article).getByRole('heading', { level: 2, name: 'Budget review' })
    expect(heading.tabIndex).toBe(-1)
  })

  it('says the envelope in one sentence', async () => {
    await open({ attachments })
    expect(screen.getByRole('article').querySelector('.envelope')?.textContent).toMatch(
      /^From Ann Lee, ann\.lee@example\.gov, to you, .+, 2 attachments$/,
    )
  })

  it('has Reply as the first stop after the subject and again after the text', async () => {
    const { user } = await open()
    screen.getByRole('heading', { level: 2 }).focus()
    await user.tab()
    expect(document.activeElement?.textContent).toContain('Reply')
    const last = screen.getByRole('article').querySelectorAll('.answers button')
    expect(last[0]?.textContent).toContain('Reply')
  })

  it('shows subject and sender from the list while the text is on its way', async () => {
    const release = server.hold()
    await renderPart(ReadingPane, { props: { messageId: 'a' } })
    screen.getByRole('heading', { level: 2, name: 'Budget review' })
    expect(screen.getByRole('article').getAttribute('aria-busy')).toBe('true')
    release()
    await eventually(() => expect(screen.getByRole('article').getAttribute('aria-busy')).toBe('false'))
  })

  it('says in its place what went wrong, and tries again', async () => {
    server.failNext('/api/messages/a', 'mail-server-unavailable')
    const { user } = await renderPart(ReadingPane, { props: { messageId: 'a' } })
    const again = await screen.findByRole('button', { name: 'Try again' })
    await user.click(again)
    await eventually(() => expect(screen.getByRole('article').getAttribute('aria-busy')).toBe('false'))
    expect(screen.queryByText('This message could not be opened')).toBeNull()
  })

  it('tells of a message that has gone, without a vain offer', async () => {
    await renderPart(ReadingPane, { props: { messageId: 'z' } })
    await screen.findByText('This message could not be opened')
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  })

  it('lists files with kind, size and warning before the text', async () => {
    await open({ attachments })
    const list = await screen.findByRole('region', { name: '2 attachments' })
    const [plan, disguised] = within(list).getAllByRole('link')
    expect(plan?.textContent.replaceAll(/\s+/g, ' ')).toContain('Plan.pdf, PDF, 84 KB, download')
    expect(plan?.getAttribute('href')).toBe('/api/messages/b/parts/2')
    expect(plan?.getAttribute('download')).toBe('Plan.pdf')
    expect(disguised?.textContent).toContain('holiday.jpg.exe')
    within(list).getByText(/^Program, not a Picture: its name hides what it is/)
  })

  it('shows formatted text only in the sandboxed frame, cleaned', async () => {
    await open({ html: hostile })
    const frame = await eventually(() => screen.getByTitle<HTMLIFrameElement>('Message text'))
    expect(frame.getAttribute('sandbox')).not.toContain('allow-scripts')
    const source = frame.getAttribute('srcdoc') ?? ''
    expect(source).toContain("default-src 'none'")
    expect(source).toContain('<p>Hello</p>')
    expect(source).not.toContain('__curbcutXss')
    expect(source).not.toContain('t.example')
    screen.getByText(/^One invisible picture, made only to tell the sender/)
    screen.getByText('This message is very long. Only its beginning is shown.')
  })

  it('says what a formatted message holds before its text', async () => {
    await open({ html: { content: newsletter, cut: false } })
    const line = await screen.findByText(/^Formatted message/, {}, { timeout: 20_000 })
    expect(line.textContent).toBe(
      'Formatted message, 2 sections, 1 picture without description, 2 links, about 40 words',
    )
    const frame = await screen.findByTitle('Message text')
    expect(line.compareDocumentPosition(frame) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  })

  it('shows first the reading view of what keeps people from reading it, and says what was changed', async () => {
    const { baseElement, user } = await open({ html: { content: newsletter, cut: false } })
    const frame = await screen.findByTitle<HTMLIFrameElement>('Message text')
    expect(frame.srcdoc).toContain('<h3>Opening hours</h3>')
    await user.click(screen.getByText('What we changed'))
    await screen.findByText('1 link with an unclear name says where it leads')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('shows the original of what everybody can read', async () => {
    await open({ html: { content: '<p style="margin:0">Good morning, here are the minutes.</p>', cut: false } })
    const frame = await screen.findByTitle<HTMLIFrameElement>('Message text')
    expect(frame.srcdoc).toContain('style="margin: 0"')
    screen.getByText('What the reading view changes')
  })

  it('shows the view that was chosen for the sender', async () => {
    await open({ html: { content: newsletter, cut: false }, chosenView: 'original' })
    const frame = await screen.findByTitle<HTMLIFrameElement>('Message text')
    expect(frame.srcdoc).toContain('role="presentation"')
  })

  it('changes to another view, says so and remembers it for the sender', async () => {
    const asked = answerAlso('/api/view-choices', () => [200, null])
    const { user } = await open({ html: hostile, text: { content: 'Only words', cut: false } })
    await user.click(await screen.findByRole('button', { name: 'View' }))
    await user.click(await screen.findByRole('menuitemradio', { name: 'Text only', hidden: true }))
    await eventually(() => screen.getByText('Only words'))
    expect(screen.queryByTitle('Message text')).toBeNull()
    expect(recentAnnouncements.value[0]?.text).toBe('Text only')
    await eventually(() => expect(asked).toEqual([{ sender: 'ann.lee@example.gov', view: 'text' }]))
  })

  it('goes from the reading view to the original and back by one key', async () => {
    answerAlso('/api/view-choices', () => [200, null])
    const { user } = await open({ html: { content: newsletter, cut: false } })
    await screen.findByTitle('Message text')
    await user.keyboard('{Control>}{Shift>}o{/Shift}{/Control}')
    await eventually(() => expect(recentAnnouncements.value[0]?.text).toBe('Original'))
    await user.keyboard('{Control>}{Shift>}o{/Shift}{/Control}')
    await eventually(() => expect(recentAnnouncements.value[0]?.text).toBe('Reading view'))
  })

  it('opens an answer that asks for a readable version, without sending it', async () => {
    const { user, router } = await open({ html: { content: newsletter, cut: false } })
    await user.click(await screen.findByText('What we changed'))
    await user.click(screen.getByRole('button', { name: 'Ask for a readable version' }))
    await eventually(() => expect(router.currentRoute.value.name).toBe('compose'))
    const { opening } = useDrafts().open[0] ?? {}
    expect(opening).toContain('Pictures have no description.')
    expect(opening).toContain('Links are called “click here” or the like.')
  })

  const poster = { content: '<img src="cid:poster" width="600">', cut: false }

  it('offers the text part of a message made of pictures, and goes to it', async () => {
    answerAlso('/api/view-choices', () => [200, null])
    const { baseElement, user } = await open({ html: poster, text: { content: 'Summer by the river', cut: false } })
    const notices = await screen.findByRole('region', { name: '1 notice about this message' })
    const choice = await within(notices).findByRole('button', { name: 'Text only' })
    expect(await faultsOf(baseElement)).toEqual([])
    choice.focus()
    await user.keyboard('{Enter}')
    const text = await screen.findByText('Summer by the river')
    await eventually(() => expect(document.activeElement).toBe(text.closest('.plain')))
  })

  it('offers to ask the sender for the words of a message made of pictures without a text part', async () => {
    const { user, router } = await open({ html: poster, text: { content: ' ', cut: false } })
    const notices = await screen.findByRole('region', { name: '1 notice about this message' })
    const ask = await within(notices).findByRole('button', { name: 'Ask for a readable version' })
    expect(within(notices).queryByRole('button', { name: 'Text only' })).toBeNull()
    await user.click(ask)
    await eventually(() => expect(router.currentRoute.value.name).toBe('compose'))
    expect(useDrafts().open[0]?.opening).toContain('It is made of pictures')
  })

  it('offers the page on the web of a message made of pictures, and says whose it is', async () => {
    const content = `${poster.content}<a href="https://news.a.example/7">View in browser</a>`
    const { baseElement } = await open({ html: { content, cut: false }, text: null })
    const notices = await screen.findByRole('region', { name: '1 notice about this message' })
    const page = await within(notices).findByRole('link', { name: 'Web version at news.a.example, in a new window' })
    expect([page.getAttribute('href'), page.getAttribute('rel')]).toEqual([
      'https://news.a.example/7',
      'noopener noreferrer nofollow',
    ])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('shows all addresses when asked for', async () => {
    const cc = Array.from({ length: 60 }, (_, index) => ({ name: `Person ${index}`, address: `p${index}@a.example` }))
    const { user } = await open({ cc })
    const button = screen.getByRole('button', { name: 'Details' })
    expect(button.getAttribute('aria-expanded')).toBe('false')
    await user.click(button)
    const details = screen.getByRole('region', { name: 'Details' })
    within(details).getByText('Ann Lee <ann.lee@example.gov>')
    expect(within(details).queryByText('Person 59 <p59@a.example>')).toBeNull()
    await user.click(within(details).getByRole('button', { name: 'Show 10 more addresses' }))
    within(details).getByText('Person 59 <p59@a.example>')
  })

  it('quotes plain text as quotes and folds a long one at the end', async () => {
    const quoted = Array.from({ length: 8 }, (_, index) => `> line ${index}`).join('\n')
    await open({ text: { content: `Yes.\n\nOn Friday, Bob Reyes <b@b.example> wrote:\n${quoted}`, cut: false } })
    await eventually(() => screen.getByText('8 earlier lines from Bob Reyes'))
    expect(screen.getByRole('article').querySelector('details blockquote')).not.toBeNull()
  })

  it('says when there is no text at all', async () => {
    await open({ text: null, html: null })
    await eventually(() => screen.getByText('This message has no text.'))
  })
})
