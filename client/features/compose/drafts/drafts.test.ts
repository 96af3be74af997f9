import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { openVault } from '#client/mail/drafts/copies.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type DraftPlace } from '#contract/draft-place.ts'
import { type MessageId } from '#contract/ids.ts'
import ComposePane from '../ComposePane.vue'
import { goOnWith } from './continue-draft.ts'

interface Saving {
  place: DraftPlace
  message: { text: string }
}

const said = () => recentAnnouncements.value.map(({ text }) => text)
let answers: [number, unknown][]
let savings: Saving[]

/** The drafts of which no copy can be made. */
let unkept: string[]

beforeEach(async () => {
  unkept = []
  // jsdom encrypts nothing.
  vi.spyOn(await openVault(), 'keep').mockImplementation(() => Promise.resolve(unkept))
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sessionStorage.clear()
  localStorage.clear()
  startMailbox('ab')
  answers = []
  let count = 0
  savings = answerAlso('/api/drafts', () => {
    const saved = { outcome: 'saved', draftId: `saved-${(count += 1)}`, partIds: [] }
    return answers.shift() ?? [200, saved]
  }) as Saving[]
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

async function write(text = 'Half a thought') {
  const draftKey = useDrafts().start({ kind: 'new', text })
  const drawn = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  await screen.findByRole('textbox', { name: 'Text' })
  return { ...drawn, draftKey, draft: () => useDrafts().find(draftKey)! }
}
const lookAway = () => window.dispatchEvent(new Event('blur'))

describe('a draft', () => {
  it('is saved when the person looks away, quietly, and anew only after a change', async () => {
    const { user, draft } = await write()
    screen.getByText('Kept in this browser, and every half minute in Drafts.')
    lookAway()
    await screen.findByText(/^Saved in Drafts at /)
    lookAway()
    await user.type(screen.getByRole('textbox', { name: 'Text' }), '!')
    lookAway()
    await eventually(() => expect(savings).toHaveLength(2))
    expect(savings.map(({ place }) => place.previousId)).toEqual([null, 'saved-1'])
    await eventually(() => expect(draft().place.previousId).toBe('saved-2'))
    expect(said()).toEqual([])
  })

  it('is saved when the person goes on to another field, and not on the way to Send', async () => {
    const sent = answerAlso('/api/send', () => [200, { outcome: 'accepted', sentCopyId: null, refused: [] }])
    const { user, draft } = await write()
    await user.type(screen.getByRole('combobox', { name: 'To' }), 'ann@a.example,')
    await user.click(screen.getByRole('textbox', { name: 'Subject' }))
    await eventually(() => expect(draft().place.previousId).toBe('saved-1'))
    await user.keyboard('Plan')
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await eventually(() => expect(sent).toHaveLength(1))
    expect(savings).toHaveLength(1)
  })

  it('is saved each half minute while somebody goes on writing in one field', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
    try {
      const { user, draft } = await write()
      vi.advanceTimersByTime(29_000)
      expect(savings).toEqual([])
      vi.advanceTimersByTime(2_000)
      await eventually(() => expect(draft().place.previousId).toBe('saved-1'))
      await user.type(screen.getByRole('textbox', { name: 'Text' }), '?')
      vi.advanceTimersByTime(31_000)
      await eventually(() => expect(draft().place.previousId).toBe('saved-2'))
      expect(savings.map(({ message }) => message.text)).toEqual(['Half a thought', 'Half a thought?'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('is saved when it is left', async () => {
    const { user } = await write()
    await user.click(screen.getByRole('button', { name: 'Close and keep' }))
    cleanup()
    await eventually(() => expect(savings.at(-1)?.message.text).toBe('Half a thought'))
  })

  it('says once that it could not be saved, with what to do, and goes on trying', async () => {
    const full = { type: 'mailbox-full', status: 507, requestId: 'r' }
    answers = [
      [507, full],
      [507, full],
    ]
    const { baseElement } = await write()
    lookAway()
    const words =
      'Not saved in Drafts. The mailbox is full. Delete something or empty Trash (Storage in the settings says what is large), then try again. Your text is kept in this browser.'
    await screen.findByText(words)
    const way = screen.getByRole('link', { name: 'See what takes room' })
    expect(way.getAttribute('href')).toBe('/settings/storage')
    expect(await faultsOf(baseElement)).toEqual([])
    lookAway()
    await eventually(() => expect(savings).toHaveLength(2))
    expect(said()).toEqual([words])
    lookAway()
    await screen.findByText(/^Saved in Drafts at /)
    await eventually(() => expect(screen.queryByRole('link', { name: 'See what takes room' })).toBeNull())
  })

  it('that neither Drafts nor the browser takes is said to be on this page alone, which is not closed unasked', async () => {
    answers = [[503, { type: 'mail-server-unavailable', status: 503, requestId: 'r' }]]
    const closes = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    const keep = (failing: string[]) => {
      unkept = failing
      return useDrafts().keepNow()
    }
    const { baseElement, draftKey } = await write()
    await keep([draftKey])
    lookAway()
    await screen.findByText(
      /^Not saved in Drafts.* What you write is on this page alone: leave it open until it is saved\.$/,
    )
    expect(said().at(-1)).toMatch(/on this page alone/)
    expect(await faultsOf(baseElement)).toEqual([])
    expect(closes()).toBe(false)
    await keep([])
    await screen.findByText(/^Not saved in Drafts.* Your text is kept in this browser\.$/)
    expect(closes()).toBe(true)
    await keep([draftKey])
    lookAway()
    await screen.findByText(/^Saved in Drafts at [^.]*$/)
    expect(closes()).toBe(true)
  })

  it('that was changed elsewhere is kept beside the other, with both choices in words', async () => {
    const { baseElement, user, draft } = await write()
    lookAway()
    await eventually(() => expect(draft().place.previousId).toBe('saved-1'))
    const first = draft().place.key
    const elsewhere = { outcome: 'changed-elsewhere', draftId: 'other', partIds: [] }
    answers = [[200, elsewhere]]
    await user.type(screen.getByRole('textbox', { name: 'Text' }), ' mine')
    lookAway()
    await screen.findByText('This draft was changed elsewhere')
    expect(await faultsOf(baseElement)).toEqual([])
    await eventually(() => expect(draft().place.previousId).toBe('saved-3'))
    expect(draft().place.key).not.toBe(first)
    expect(savings.at(-1)?.place.previousId).toBeNull()
    screen.getByRole('button', { name: 'Open the other one' })
    await user.click(screen.getByRole('button', { name: 'Go on with this one' }))
    await eventually(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Text' })))
  })

  it('is taken out of the folder when it is discarded, and saved again when that is undone', async () => {
    const discarded = answerAlso('/api/drafts/discard', () => [200, {}])
    const { user, draftKey, draft } = await write()
    lookAway()
    await eventually(() => expect(draft().place.previousId).toBe('saved-1'))
    await user.click(screen.getByRole('button', { name: 'Discard' }))
    cleanup()
    await eventually(() => expect(discarded).toHaveLength(1))
    await useOutcome().undoLatest()
    expect(useDrafts().find(draftKey)).toMatchObject({ text: 'Half a thought', savedChange: 0 })
  })

  it('of the folder is gone on with: recipients, files and what it answers', async () => {
    const id = 'a' as MessageId
    const identity = { ...{ name: '', replyTo: '', signature: '', signatureDocument: null }, place: 'above' }
    answerAlso('/api/identities', () => [
      200,
      {
        items: [{ ...identity, address: 'permits@example.gov' }],
        writesFor: [],
        defaultAddress: 'permits@example.gov',
      },
    ])
    const { router } = await write('Another')
    const attachments = [
      { partId: '2', name: 'Plan.pdf', type: 'application/pdf', sizeBytes: 9, contentId: null, inline: false },
    ]
    const bcc = [{ name: '', address: 'quiet@example.gov' }]
    answerAlso('/api/messages/a', () => [200, wholeMessage({ id, bcc, attachments })])
    answerAlso('/api/drafts/a', () => [
      200,
      {
        key: 'key-of-the-saved-draft',
        answering: { kind: 'reply', messageId: 'b' },
        thread: { inReplyTo: '<b@example.gov>', references: [] },
        unfinished: { to: [], cc: [{ name: '', address: 'carmen@' }], bcc: [] },
      },
    ])
    const list = { name: 'Streets', id: null, unsubscribe: null, post: null, help: null, archive: null }
    const ann = { name: 'Ann Lee', address: 'ann@harbour.example' }
    const answered = wholeMessage({
      id: 'b' as MessageId,
      from: [ann],
      to: [{ name: '', address: 'permits@example.gov' }],
    })
    answerAlso('/api/messages/b', () => [200, { ...answered, facts: { ...answered.facts, list } }])
    await goOnWith(id, router)
    const draft = useDrafts().find(String(router.currentRoute.value.params['draftKey']))
    await eventually(() => expect(draft).toMatchObject({ cameTo: 'permits@example.gov', listAuthor: ann }))
    expect(draft).toMatchObject({
      kind: 'reply',
      messageId: 'b',
      bcc,
      cc: [{ address: 'carmen@' }],
      files: [{ name: 'Plan.pdf', part: { messageId: 'a', partId: '2' } }],
      place: { key: 'key-of-the-saved-draft', previousId: 'a' },
    })
    await goOnWith(id, router)
    expect(router.currentRoute.value.params['draftKey']).toBe(draft?.key)
  })

  it.each([
    ['of ours goes on with its formatting', 'key-of-the-saved-draft', false],
    ['of another program goes on with its structure, and says what is lost', null, true],
  ])('%s', async (_what, key, losesFormat) => {
    const id = 'a' as MessageId
    const { router } = await write('')
    const content = '<html lang="de"><body><h2>Kerbs</h2><p>All <strong>new</strong>.</p></body></html>'
    answerAlso('/api/messages/a', () => [200, wholeMessage({ id, html: { content, cut: false } })])
    const [thread, unfinished] = [
      { inReplyTo: null, references: [] },
      { to: [], cc: [], bcc: [] },
    ]
    answerAlso('/api/drafts/a', () => [200, { key, answering: null, thread, unfinished }])
    await goOnWith(id, router)
    const draft = useDrafts().find(String(router.currentRoute.value.params['draftKey']))
    expect(draft).toMatchObject({ losesFormat, text: '# Kerbs\n\nAll new.', document: { attrs: { lang: 'de' } } })
    expect(draft?.document?.content.map(({ type }) => type)).toEqual(['heading', 'paragraph'])
    expect(JSON.stringify(draft?.document)).toContain('{"type":"text","marks":[{"type":"strong"}],"text":"new"}')
  })
})
