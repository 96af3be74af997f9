import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import { isRichDocument } from '#contract/rich-text.ts'
import ComposePane from './ComposePane.vue'
import { goOnWith } from './drafts/continue-draft.ts'
import { outgoingMessage } from './outgoing-message.ts'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const ramp = () => new File(['picture'], 'ramp.png', { type: 'image/png' })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  Object.assign(Range.prototype, { getClientRects: () => [], getBoundingClientRect: () => new DOMRect() })
  Object.assign(document, { elementFromPoint: () => null })
  URL.createObjectURL = () => 'blob:picture'
  URL.revokeObjectURL = () => undefined
  sessionStorage.clear()
  localStorage.clear()
  startMailbox('ab')
  usePreferences().writeWithFormatting = true
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

async function write() {
  const draftKey = useDrafts().start({ kind: 'new', to: [{ name: '', address: 'ben@example.gov' }], subject: 'Ramp' })
  const drawn = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  await eventually(() => screen.getByRole('toolbar', { name: 'Formatting' }))
  const text = screen.getByRole('textbox', { name: 'Text' })
  const insert = async (description: string) => {
    await drawn.user.click(screen.getByRole('button', { name: 'Picture…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Insert a picture' })
    await drawn.user.upload(within(dialog).getByLabelText('Choose a picture', { selector: 'input' }), ramp())
    if (description)
      await drawn.user.type(within(dialog).getByRole('textbox', { name: 'What the picture shows' }), description)
    await drawn.user.click(within(dialog).getByRole('button', { name: 'Insert picture' }))
    await eventually(() => expect(said()).toContain('Picture ramp.png inserted'))
  }
  const sent = () => {
    const draft = useDrafts().find(draftKey)
    if (!draft) throw new Error('The draft is gone')
    return outgoingMessage(draft, 'ada@example.gov')
  }
  return { ...drawn, text, insert, sent, draft: () => useDrafts().find(draftKey)! }
}

describe('a picture in formatted text', () => {
  it('is asked for, with what it shows, in a dialog without faults that axe can find', async () => {
    const { user, baseElement } = await write()
    await user.click(screen.getByRole('button', { name: 'Picture…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Insert a picture' })
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Insert picture' }))
    expect(within(dialog).getByText('Choose a picture first.')).toBeTruthy()
  })

  it('stands in the text, is no attachment, and goes out under the name it has there', async () => {
    const { insert, text, sent } = await write()
    await insert('The new ramp')
    expect(text.querySelector<HTMLImageElement>('img[data-cid]')?.alt).toBe('The new ramp')
    expect(screen.queryByRole('heading', { name: /attachment/ })).toBeNull()
    await eventually(() => expect(sent().files).toHaveLength(1))
    const { document, files } = sent()
    expect(isRichDocument(document)).toBe(true)
    expect(JSON.stringify(document)).toContain(files?.[0]?.contentId)
  })

  it('does not go along once it is taken out of the text', async () => {
    const { insert, text, sent, draft, user } = await write()
    await insert('The new ramp')
    await user.click(screen.getByRole('button', { name: 'Undo typing' }))
    await eventually(() => expect(text.querySelector('img[data-cid]')).toBeNull())
    text.blur()
    await eventually(() => expect(sent().files).toEqual([]))
    expect(draft().files).toHaveLength(1)
  })

  it('without a description is asked about before sending, and is described there', async () => {
    const { insert, user, draft } = await write()
    await insert('')
    answerAlso('/api/send', () => [200, { outcome: 'accepted', sentCopyId: null, refused: [] }])
    draft().files = draft().files.map((file) => ({ ...file, state: 'here', uploadId: 'upload-of-the-ramp-picture' }))
    await user.click(screen.getByRole('button', { name: 'Send' }))
    const check = await screen.findByRole('dialog', { name: /^Before you send/ })
    expect(within(check).getByRole('heading', { name: 'Picture 1 is not described' })).toBeTruthy()
    await user.type(within(check).getByRole('textbox', { name: 'What the picture shows' }), 'The ramp')
    await user.click(within(check).getByRole('button', { name: 'Use this description' }))
    expect(JSON.stringify(draft().document)).toContain('"alt":"The ramp"')
  })

  it('is there again when a saved draft is gone on with, described or not', async () => {
    const picture = { partId: '2', name: 'ramp.png', type: 'image/png', sizeBytes: 7, inline: true, wrapping: false }
    const html = '<p>Look <img src="cid:one@x.invalid" alt="The ramp"> <img src="cid:two@x.invalid"></p>'
    const message = wholeMessage({
      id: 'd' as MessageId,
      html: { content: html, cut: false },
      attachments: [
        { ...picture, contentId: 'one@x.invalid' },
        { ...picture, partId: '3', contentId: 'two@x.invalid' },
      ],
    })
    answerAlso(`/api/messages/${message.id}`, () => [200, message])
    answerAlso(`/api/drafts/${message.id}`, () => [
      200,
      {
        ...{ key: null, answering: null, thread: { inReplyTo: null, references: [] } },
        ...{ options: { importance: 'normal', readReceipt: false, deliveryReport: false } },
        unfinished: { to: [], cc: [], bcc: [] },
      },
    ])
    const push = vi.fn()
    await goOnWith(message.id, { push } as never)
    const draft = useDrafts().open[0]
    const pictures = JSON.stringify(draft?.document).match(/"alt":(?:"[^"]*"|null)/g)
    expect(pictures).toEqual(['"alt":"The ramp"', '"alt":null'])
    expect(draft?.files.map(({ cid, part }) => [typeof cid, part?.partId])).toEqual([
      ['string', '2'],
      ['string', '3'],
    ])
  })
})
