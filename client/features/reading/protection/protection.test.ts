import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, noFacts, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Message } from '#contract/messages.ts'
import { type Protection, type SignatureCheck, signatureVerdict } from '#contract/signatures.ts'
import OpenMessage from '../OpenMessage.vue'
import { signatureWords } from './signature-words.ts'

beforeEach(() => void startMailbox('abc', 'b'))
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const signed: Protection = { kind: 'signed', method: 'smime', partId: '2', whole: true }
const check: SignatureCheck = {
  verdict: 'valid',
  signer: {
    ...{ name: 'Ann Lee', addresses: ['ann.lee@agency.example'], issuer: 'Agency Root' },
    ...{ validFromMs: Date.UTC(2026, 0, 1), validUntilMs: Date.UTC(2028, 0, 1) },
  },
  signedAtMs: Date.UTC(2026, 10, 1),
  asOfSigning: false,
}
const said = () => recentAnnouncements.value.map(({ text }) => text)
const part = (name: string, type: string, wrapping: boolean) => ({
  ...{ partId: '2', name, type, sizeBytes: 900, contentId: null, inline: false, wrapping },
})

const inside = {
  ...{ from: [], sender: [], replyTo: [], to: [], cc: [], subject: '', sentAtMs: null, html: null },
  ...{ text: { content: 'Two metres wide', cut: false }, attachments: [], protection: [], packed: true, cut: false },
}

function open(protection: Protection[], changes: Partial<Message> = {}) {
  const message = wholeMessage({ id: 'b' as MessageId, facts: { ...noFacts, protection }, ...changes })
  return renderPart(OpenMessage, { props: { message, detailsId: 'd', showsDetails: false, view: 'text' } })
}
const answer = (verdict: Partial<SignatureCheck>) =>
  answerAlso('/api/messages/b/signatures/2', () => [200, { ...check, ...verdict }])

describe('A signed message', () => {
  it('is read at once; what came of its signature follows, is shown and said', async () => {
    const asked = answer({})
    const attachments = [part('smime.p7s', 'application/pkcs7-signature', true)]
    const { container } = await open([signed], { attachments })
    await screen.findByText(/the county asked first/)
    await eventually(() => expect(said()).toEqual(['Signed by Ann Lee']))
    expect(asked).toHaveLength(1)
    screen.getByText(/Agency Root confirms that ann\.lee@agency\.example belongs to Ann Lee/)
    expect(screen.queryByText('smime.p7s')).toBeNull()
    screen.getByText('More about this signature')
    expect(await faultsOf(container)).toEqual([])
  })

  it('says when the signature could not be asked about, and tries again', async () => {
    let status = 503
    answerAlso('/api/messages/b/signatures/2', () =>
      status === 200 ? [200, check] : [status, { type: 'mail-server-unavailable', status, requestId: 'r' }],
    )
    const { user } = await open([signed])
    await screen.findByText('The signature could not be checked')
    status = 200
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await screen.findByText('Signed by Ann Lee')
  })

  it('with OpenPGP says that it is not checked', async () => {
    await open([{ ...signed, method: 'openpgp' }])
    await screen.findByText('Signed with OpenPGP')
    screen.getByText(/the county asked first/)
  })

  it('inside its signature is read in place, without the file', async () => {
    answer({})
    answerAlso('/api/messages/b/nested/2', () => [200, inside])
    const attachments = [part('smime.p7m', 'application/pkcs7-mime', true)]
    await open([{ ...signed, kind: 'opaque' }], { text: null, attachments })
    await screen.findByText('Two metres wide')
    await screen.findByText('Signed by Ann Lee')
    expect(screen.queryByText('This message has no text.')).toBeNull()
  })

  it('that turns out to be encrypted says so in place of the text', async () => {
    answer({ verdict: 'encrypted', signer: null })
    answerAlso('/api/messages/b/nested/2', () => [503, { type: 'unexpected', status: 503, requestId: 'r' }])
    await open([{ ...signed, kind: 'opaque' }], { text: null })
    await screen.findByText('This message is encrypted with S/MIME')
    screen.getByRole('link', { name: 'Save the whole message' })
    expect(screen.queryByRole('group', { name: 'What is signed' })).toBeNull()
  })
})

describe('A compressed message', () => {
  const compressed: Protection = { kind: 'compressed', method: 'smime', partId: '2', whole: true }
  const attachments = [part('smime.p7z', 'application/pkcs7-mime', true)]

  it('is read in place, without the file, and nothing is said of signatures', async () => {
    answerAlso('/api/messages/b/nested/2', () => [200, inside])
    const { container } = await open([compressed], { text: null, attachments })
    await screen.findByText('Two metres wide')
    expect(screen.queryByText('smime.p7z')).toBeNull()
    expect(screen.queryByText(/[Ss]igned/)).toBeNull()
    expect(await faultsOf(container)).toEqual([])
  })

  it('with a signature in it says that this one was not checked, and asks nobody about it', async () => {
    const asked = answerAlso('/api/messages/b/signatures/', () => [404, null])
    const protection: Protection[] = [{ kind: 'signed', method: 'smime', partId: '', whole: false }]
    answerAlso('/api/messages/b/nested/2', () => [200, { ...inside, protection }])
    const { container } = await open([compressed], { text: null, attachments })
    await screen.findByText('There is a signature inside that was not checked')
    await screen.findByText('Two metres wide')
    expect(asked).toEqual([])
    expect(await faultsOf(container)).toEqual([])
  })

  it('of which not all can be read says so, and can be saved as a whole', async () => {
    answerAlso('/api/messages/b/nested/2', () => [200, { ...inside, text: null, cut: true }])
    await open([compressed], { text: null, attachments })
    await screen.findByText('Not all of what is packed in this message could be read. You can save the whole message.')
    screen.getByRole('link', { name: 'Save the whole message' })
  })
})

describe('An encrypted message', () => {
  it.each([
    ['openpgp', 'This message is encrypted with OpenPGP'],
    ['smime', 'This message is encrypted with S/MIME'],
  ] as const)('with %s says what to do, in place of the text', async (method, title) => {
    const { container } = await open([{ kind: 'encrypted', method, partId: '', whole: true }])
    await screen.findByText(title)
    const save = screen.getByRole('link', { name: 'Save the whole message' })
    expect(save.getAttribute('href')).toBe('/api/messages/b/source')
    expect(screen.queryByText(/the county asked first/)).toBeNull()
    expect(await faultsOf(container)).toEqual([])
  })

  it('in a part only still shows the rest', async () => {
    await open([{ kind: 'encrypted', method: 'openpgp', partId: '', whole: false }])
    await screen.findByText('A part of this message is encrypted with OpenPGP')
    screen.getByText(/the county asked first/)
  })

  it('or one that holds certificates is never blank', async () => {
    await open([{ kind: 'certificates', method: 'smime', partId: '1', whole: true }], { text: null })
    await screen.findByText('This message holds certificates')
  })
})

describe('signatureWords', () => {
  it('is a success only where it is valid and about all there is', () => {
    for (const verdict of signatureVerdict.options) {
      const { tone, title, sentences } = signatureWords({ ...check, verdict }, true)
      expect([verdict, tone === 'success']).toEqual([verdict, verdict === 'valid'])
      expect(title).not.toContain('signatures.')
      expect(sentences.join()).not.toMatch(/signatures\.|\{/)
      expect(signatureWords({ ...check, verdict }, false).tone).not.toBe('success')
    }
  })

  it('says that only a part is signed, and that a certificate has ended since', () => {
    const { title, sentences } = signatureWords({ ...check, asOfSigning: true }, false)
    expect(title).toBe('A part of this message is signed by Ann Lee')
    expect(sentences[0]).toMatch(/^Only a part of this message is signed/)
    expect(sentences.at(-1)).toMatch(/^The certificate has ended since/)
  })
})
