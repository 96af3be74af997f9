import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useDrafts } from '#client/mail/drafts.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, knowMessages, noFacts, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { type MessageId } from '#contract/ids.ts'
import ComposePane from './ComposePane.vue'

const id = 'a' as MessageId
const inner = {
  ...{ from: [], sender: [], replyTo: [], to: [], cc: [], subject: '', sentAtMs: null, html: null },
  ...{ text: { content: 'Two metres wide', cut: false }, attachments: [], protection: [], packed: true, cut: false },
}
const plan = { partId: '1', name: 'plan.pdf', type: 'application/pdf', sizeBytes: 9, contentId: null, inline: false }

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sessionStorage.clear()
  startMailbox('ab')
  answerAlso('/api/people', () => [200, { items: [] }])
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function write(kind: 'reply' | 'forward', within: 'opaque' | 'compressed') {
  const wrapping = { ...plan, name: 'smime.p7m', type: 'application/pkcs7-mime', wrapping: true }
  const protection = [{ kind: within, method: 'smime' as const, partId: '1', whole: true }]
  const facts = { ...noFacts, protection }
  knowMessages(wholeMessage({ id, text: null, html: null, attachments: [wrapping], facts }))
  const draftKey = useDrafts().start({ kind, messageId: id })
  await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  const text = await eventually(() => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Text' }))
  return {
    text,
    files: () =>
      useDrafts()
        .find(draftKey)
        ?.files.map(({ name, part }) => [name, part?.partId]),
  }
}

describe('A message inside its signature, or packed', () => {
  it.each(['opaque', 'compressed'] as const)('is quoted with its own words in an answer (%s)', async (within) => {
    answerAlso('/api/messages/a/nested/1', () => [200, inner])
    const { text, files } = await write('reply', within)
    await eventually(() => expect(text.value).toMatch(/Ann Lee wrote:\n> Two metres wide/))
    expect(files()).toEqual([])
  })

  it('is forwarded with its words, and as a whole where it holds files', async () => {
    answerAlso('/api/messages/a/nested/1', () => [200, { ...inner, attachments: [plan] }])
    const { text, files } = await write('forward', 'opaque')
    await eventually(() => expect(text.value).toContain('Two metres wide'))
    expect(files()).toEqual([[expect.stringMatching(/\.eml$/), null]])
  })

  it('that cannot be opened now is answered all the same, and forwarded as a whole', async () => {
    answerAlso('/api/messages/a/nested/1', () => [503, { type: 'unexpected', status: 503, requestId: 'r' }])
    const { text, files } = await write('forward', 'opaque')
    await eventually(() => expect(text.value).toContain('Forwarded message'))
    expect(files()).toEqual([[expect.stringMatching(/\.eml$/), null]])
  })
})
