import { cleanup, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, noFacts, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import { type DeliveryOutcome, type MessageFacts } from '#contract/message-facts.ts'
import CarriedNotices from './CarriedNotices.vue'
import { reportWords } from './report-words.ts'

beforeEach(() => void startMailbox('abc', 'b'))
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const show = (facts: Partial<MessageFacts>) =>
  renderPart(CarriedNotices, {
    props: { message: wholeMessage({ id: 'b' as MessageId, facts: { ...noFacts, ...facts } }) },
  })
const button = (name: string | RegExp) => screen.findByRole('button', { name })
const ways = { oneClick: true, mail: 'mailto:off@news.example', page: 'https://news.example/off' }
const list = { name: 'News', id: 'a.b', unsubscribe: ways, post: null, help: null, archive: null }
const unconfirmed = { domain: 'agency.example', verdict: 'failed' as const, results: [] }
const said = () => recentAnnouncements.value.map(({ text }) => text)

describe('What a message asks and reports', () => {
  it('has no faults, all at once', async () => {
    const { container } = await show({
      list,
      receipt: { address: 'x@other.example', elsewhere: true },
      report: { kind: 'receipt', subject: 'Spring', address: 'ann@x.example', disposition: 'displayed' },
      storageWarning: true,
      headerCut: true,
    })
    await screen.findByText('ann@x.example has seen your message.')
    await screen.findByText(/which is not the sender’s address/)
    expect(await faultsOf(container)).toEqual([])
  })

  it('leads to what takes room where the mail server wrote that the mailbox is filling, and nowhere else', async () => {
    const { unmount } = await show({ storageWarning: true })
    const way = await screen.findByRole('link', { name: 'See what takes room' })
    expect(way.getAttribute('href')).toBe('/settings/storage')
    unmount()
    await show({ headerCut: true })
    await screen.findByText(/The header of this message is very long/)
    expect(screen.queryByRole('link')).toBeNull()
  })

  it('leaves a list by one press, says so, and keeps the focus near', async () => {
    const asked = answerAlso('/api/messages/b/leave-list', () => [200, { done: true }])
    await show({ list })
    await userEvent.click(await button('Unsubscribe from News'))
    await eventually(() => expect(said()).toContainEqual(expect.stringContaining('You are unsubscribed from News.')))
    expect(asked).toHaveLength(1)
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Mailing list' }))
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('offers mail and page where the list did not confirm it', async () => {
    answerAlso('/api/messages/b/leave-list', () => [200, { done: false }])
    await show({ list })
    await userEvent.click(await button('Unsubscribe from News'))
    await button('Unsubscribe from News by mail')
    expect(screen.getByRole('link').getAttribute('href')).toBe(ways.page)
  })

  it('asks before it writes to a list, and then writes once', async () => {
    const sent = answerAlso('/api/send', () => [200, { outcome: 'accepted', sentCopyId: null, refused: [] }])
    await show({ list: { ...list, unsubscribe: { ...ways, oneClick: false } } })
    await userEvent.click(await button('Unsubscribe from News by mail'))
    expect(sent).toEqual([])
    await userEvent.click(await button('Send message'))
    await eventually(() => expect(said()).toContainEqual(expect.stringContaining('is sent')))
    expect(sent).toMatchObject([{ to: [{ address: 'off@news.example' }], subject: 'unsubscribe', bcc: [] }])
  })

  it('warns of a sender who could not be confirmed, and offers no way to answer its list', async () => {
    await show({ authentication: unconfirmed, list })
    expect(screen.getByText(/We could not confirm that this comes from agency\.example/)).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('sends a receipt only when asked to', async () => {
    const sent = answerAlso('/api/messages/b/receipt', () => [200, { outcome: 'accepted' }])
    await show({ receipt: { address: 'ann@a.example', elsewhere: false } })
    expect(sent).toEqual([])
    await userEvent.click(await button('Send receipt'))
    await eventually(() => expect(said()).toEqual(['Receipt sent.']))
    expect(sent).toMatchObject([{ subject: expect.stringMatching(/^Read: /) as string }])
  })

  it('remembers that none is wanted', async () => {
    const changed = answerAlso('/api/messages/flags', () => [200, { items: [] }])
    await show({ receipt: { address: 'ann@a.example', elsewhere: false } })
    await userEvent.click(await button('Do not send'))
    await eventually(() => expect(said()).toEqual(['No receipt is sent.']))
    expect(changed).toEqual([{ ids: ['b'], add: ['receiptAnswered'], remove: [] }])
  })
})

describe('reportWords', () => {
  const words = (outcome: Partial<DeliveryOutcome>) =>
    reportWords({
      kind: 'delivery',
      subject: 'Spring',
      outcomes: [{ address: 'ann@x.example', action: 'failed', status: null, said: '', ...outcome }],
      more: 0,
    })

  it.each([
    [{ status: '5.1.1' }, 'Not delivered to ann@x.example: the mailbox does not exist (5.1.1).'],
    [{ status: '5.1.99' }, 'Not delivered to ann@x.example: there is something wrong with the address (5.1.99).'],
    [{ status: '5.0.0' }, 'Not delivered to ann@x.example: the other side gave no known reason (5.0.0).'],
    [{}, 'Not delivered to ann@x.example.'],
    [{ action: 'delivered' as const, status: '2.0.0' }, 'Delivered to ann@x.example.'],
    [
      { action: 'delayed' as const, status: '4.4.1' },
      'Not delivered to ann@x.example yet; the mail server tries again: the other mail server does not answer (4.4.1).',
    ],
  ])('%o', (outcome, sentence) => expect(words(outcome).sentences).toEqual([sentence, 'Your message: Spring']))

  it('quotes the other server, as one line of text without signs that turn it round, where it did not deliver', () => {
    const said = '550 5.1.1 No such user,\r\n ask\u202E <b>postmaster</b> '
    expect(words({ status: '5.1.1', said }).sentences[1]).toBe(
      'The other mail server wrote: “550 5.1.1 No such user, ask <b>postmaster</b>”',
    )
    expect(words({ action: 'delivered', said }).sentences).toHaveLength(2)
  })
})
