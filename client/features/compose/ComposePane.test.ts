import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, knowMessages, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import { type OutgoingMessage } from '#contract/sending.ts'
import ComposePane from './ComposePane.vue'

const accepted = { outcome: 'accepted', sentCopyId: 's1', refused: [] }
const ben = { name: 'Ben Okafor', address: 'ben.okafor@example.gov', detail: 'Permit officer', kind: 'person' }
const field = (name: string) => screen.getByRole<HTMLInputElement>(name === 'To' ? 'combobox' : 'textbox', { name })
const said = () => recentAnnouncements.value.map(({ text }) => text)

async function write(start: Parameters<ReturnType<typeof useDrafts>['start']>[0] = { kind: 'new' }) {
  const draftKey = useDrafts().start(start)
  const drawn = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  return { ...drawn, draftKey, draft: () => useDrafts().find(draftKey) }
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sessionStorage.clear()
  startMailbox('ab')
  answerAlso('/api/people', (_, query) => [200, { items: query.get('query')?.startsWith('ben') ? [ben] : [] }])
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the compose pane', () => {
  it('has no faults that axe can find, empty and with errors', async () => {
    const { baseElement, user } = await write()
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(field('To'), 'ann@example;')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText('Not sent: one problem')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('begins where there is something to fill in', async () => {
    await write()
    screen.getByRole('heading', { level: 1, name: 'New message' })
    await eventually(() => expect(document.activeElement).toBe(field('To')))
  })

  it('answers with the cursor above the quoted text', async () => {
    knowMessages(wholeMessage({ id: 'a' as MessageId }))
    await write({ kind: 'reply', messageId: 'a' as MessageId })
    const text = await eventually(() => field('Text'))
    await eventually(() => expect(document.activeElement).toBe(text))
    expect(text.value).toMatch(/^\n\nOn .+, Ann Lee wrote:\n> Good morning,/)
    expect(text.selectionStart).toBe(0)
    expect(field('Subject').value).toBe('Re: Budget review')
    screen.getByRole('option', { name: 'Ann Lee' })
  })

  it('sends with Ctrl+Enter, says so, and is gone', async () => {
    const bodies = answerAlso('/api/send', () => [200, accepted])
    const { user, draft } = await write()
    await user.type(field('To'), 'ben.okafor@example.gov,')
    await user.type(field('Subject'), 'Kiosk')
    await user.type(field('Text'), 'Two metres.{Control>}{Enter}{/Control}')
    await eventually(() => expect(draft()).toBeUndefined())
    expect(bodies[0]).toMatchObject({
      from: 'ada.lindqvist@example.gov',
      to: [{ address: 'ben.okafor@example.gov' }],
      subject: 'Kiosk',
      text: 'Two metres.',
    })
    expect(useOutcome().shown?.text).toBe('Message sent.')
    screen.getByText(/It was sent or discarded/)
  })

  it('finds people in the directory and takes the only one that fits', async () => {
    const { user, draft } = await write()
    await user.type(field('To'), 'ben')
    await eventually(() => screen.getByRole('option', { name: /Ben Okafor/, hidden: true }))
    await user.keyboard('{Enter}')
    expect(draft()?.to).toEqual([{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }])
  })

  it('takes a pasted list whole and marks who is outside', async () => {
    const { user, draft } = await write()
    await user.click(field('To'))
    await user.paste('Ann Lee <ann@a.example>; ben.okafor@example.gov\nLee, Bob <bob@b.example>')
    expect(draft()?.to.map(({ address }) => address)).toEqual([
      'ann@a.example',
      'ben.okafor@example.gov',
      'bob@b.example',
    ])
    screen.getByRole('option', { name: 'Ann Lee, outside your organisation' })
    screen.getByRole('option', { name: 'ben.okafor@example.gov' })
  })

  it('leads to the first field in need, and mends it with one press', async () => {
    const { user, draft } = await write()
    await user.type(field('To'), 'ann@example;')
    await user.click(field('Text'))
    await user.keyboard('{Control>}{Enter}{/Control}')
    await eventually(() => expect(document.activeElement).toBe(field('To')))
    expect(field('To').getAttribute('aria-invalid')).toBe('true')
    expect(said()).toContain('Not sent: one problem')
    await user.click(screen.getByRole('button', { name: 'ann@example: did you mean ann@example.gov?' }))
    expect(draft()?.to[0]?.address).toBe('ann@example.gov')
    expect(screen.queryByText('Not sent: one problem')).toBeNull()
  })

  it('counts what is still being typed as a recipient', async () => {
    const bodies = answerAlso('/api/send', () => [200, accepted])
    const { user } = await write({ kind: 'new', subject: 'x' })
    await user.type(field('To'), 'ann@a.example{Control>}{Enter}{/Control}')
    await eventually(() => expect(bodies).toHaveLength(1))
    expect((bodies[0] as OutgoingMessage).to).toEqual([{ name: '', address: 'ann@a.example' }])
  })

  it('asks in one dialog about what may have been overlooked, and sends at once where there is nothing', async () => {
    const bodies = answerAlso('/api/send', () => [200, accepted])
    const { user } = await write({ kind: 'new', to: [{ name: '', address: 'ann@a.example' }], text: 'See attached.' })
    await user.click(screen.getByRole('button', { name: 'Send' }))
    const dialog = await screen.findByRole('dialog', { name: 'Before you send: 2 things' })
    within(dialog).getByText('There is no subject')
    within(dialog).getByText('You wrote “attached”.')
    expect(await faultsOf(document.body)).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Write a subject' }))
    await eventually(() => expect(document.activeElement).toBe(field('Subject')))
    expect(bodies).toEqual([])
    await user.keyboard('Plan')
    await user.clear(field('Text'))
    await user.keyboard('{Control>}{Enter}{/Control}')
    await eventually(() => expect(bodies).toHaveLength(1))
  })

  it('asks about somebody outside among colleagues, and sends without them by one press', async () => {
    const bodies = answerAlso('/api/send', () => [200, accepted])
    const to = [
      { name: 'Ben Okafor', address: 'ben.okafor@example.gov' },
      { name: 'Ann', address: 'ann@a.example' },
    ]
    const { user } = await write({ kind: 'new', to, subject: 'Salaries', text: 'For us alone. Those in red are new.' })
    await user.click(screen.getByRole('button', { name: 'Send' }))
    const dialog = await screen.findByRole('dialog', { name: 'Before you send: 2 things' })
    within(dialog).getByRole('heading', { name: '1 person outside your organisation gets this as well' })
    within(dialog).getByText('Among your colleagues: Ann.')
    expect(await faultsOf(document.body)).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Send it to your colleagues alone' }))
    const inWords = await within(dialog).findByRole('button', { name: 'Go back and say it in words' })
    await eventually(() => expect(document.activeElement).toBe(inWords))
    await user.click(inWords)
    await eventually(() => expect(document.activeElement).toBe(field('Text')))
    await user.clear(field('Text'))
    await user.keyboard('{Control>}{Enter}{/Control}')
    await eventually(() => expect(bodies).toHaveLength(1))
    expect((bodies[0] as OutgoingMessage).to).toEqual(to.slice(0, 1))
  })

  it('does not take a second Ctrl+Enter for an answer', async () => {
    const bodies = answerAlso('/api/send', () => [200, accepted])
    const { user } = await write({ kind: 'new', to: [{ name: '', address: 'ann@a.example' }] })
    await user.click(field('Text'))
    await user.keyboard('{Control>}{Enter}{Enter}{/Control}')
    const dialog = await screen.findByRole('dialog', { name: 'Before you send: one thing' })
    within(dialog).getByRole('button', { name: 'Send as it is' }).focus()
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(bodies).toEqual([])
    await user.keyboard('{Enter}')
    await eventually(() => expect(bodies).toHaveLength(1))
  })

  it('stops asking about what the person does not want to be asked', async () => {
    const bodies = answerAlso('/api/send', () => [200, accepted])
    const { user } = await write({ kind: 'new', to: [{ name: '', address: 'ann@a.example' }] })
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await user.click(await screen.findByRole('checkbox', { name: 'Do not ask about a missing subject again' }))
    await user.click(screen.getByRole('button', { name: 'Back to the message' }))
    await eventually(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Send' }))
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await eventually(() => expect(bodies).toHaveLength(1))
  })
})

describe('a message that could not be sent', () => {
  const ready = { kind: 'new' as const, to: [{ name: 'Ann', address: 'ann@a.example' }], subject: 'x', text: 'Keep me' }
  const problem = (type: string, more = {}) => ({ type, status: 422, requestId: 'r', ...more })

  it('keeps its text and shows what the server said', async () => {
    const answers: [number, unknown][] = [
      [422, problem('message-refused', { serverSaid: '5.7.1 Looks like spam' })],
      [200, accepted],
    ]
    answerAlso('/api/send', () => answers.shift() ?? [500, problem('unexpected')])
    const { user, draft } = await write(ready)
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await screen.findByText('The mail server said: 5.7.1 Looks like spam')
    expect(draft()?.text).toBe('Keep me')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await eventually(() => expect(draft()).toBeUndefined())
  })

  it('names refused recipients at their field', async () => {
    const recipients = [{ address: 'ANN@a.example', reason: 'No such person' }]
    answerAlso('/api/send', () => [422, problem('recipients-refused', { recipients })])
    const { user } = await write(ready)
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await eventually(() => expect(document.activeElement).toBe(field('To')))
    expect(screen.getAllByText(/ANN@a\.example was refused: No such person/)).not.toHaveLength(0)
  })

  it('says in words when the mail server cannot carry the letters of an address, or gives no reason', async () => {
    const answers = [[{ address: 'ann@a.example', reason: '' }], [{ address: '用户@a.example', reason: '' }]]
    answerAlso('/api/send', () => [422, problem('recipients-refused', { recipients: answers.pop() })])
    const to = [...ready.to, { name: '', address: '用户@a.example' }]
    const { user } = await write({ ...ready, to })
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await eventually(() =>
      screen.getAllByText(/用户@a\.example cannot be written to: the mail server cannot carry the letters/),
    )
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await eventually(() => screen.getAllByText(/ann@a\.example was refused\. The mail server did not say why\./))
  })

  it('says when it may have been sent, and repeats it only when told to, as a new message', async () => {
    const bodies = answerAlso('/api/send', () => [200, { outcome: 'outcome-unknown', sentCopyId: null, refused: [] }])
    const { user, draft } = await write(ready)
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await screen.findByText('This message may have been sent')
    expect(draft()?.state).toBe('unknown')
    expect(bodies).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Send again' }))
    await eventually(() => expect(bodies).toHaveLength(2))
    const [first, second] = bodies as OutgoingMessage[]
    expect(second?.idempotencyKey).not.toBe(first?.idempotencyKey)
  })

  it('says where an earlier version of it has gone, keeps what was changed, and sends that as another message', async () => {
    const answers: [number, unknown][] = [
      [409, problem('too-late')],
      [200, accepted],
    ]
    const bodies = answerAlso('/api/send', () => answers.shift() ?? [500, problem('unexpected')])
    const { user, draft } = await write(ready)
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await screen.findByText(/^Curbcut has an earlier version of this message/)
    expect(draft()?.text).toBe('Keep me')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await eventually(() => expect(draft()).toBeUndefined())
    const [first, second] = bodies as OutgoingMessage[]
    expect(second?.idempotencyKey).not.toBe(first?.idempotencyKey)
  })

  it('is told apart: sent to some, refused for others', async () => {
    const refused = [{ address: 'bob@b.example', reason: 'Mailbox full' }]
    answerAlso('/api/send', () => [200, { ...accepted, refused }])
    const { user } = await write(ready)
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await eventually(() => expect(useOutcome().shown?.failed).toBe(true))
    expect(useOutcome().shown?.text).toBe('Message sent. bob@b.example was refused: Mailbox full')
  })
})

describe('a draft', () => {
  it('is thrown away with a way back', async () => {
    const { user, draft, router } = await write({ kind: 'new', text: 'Half a thought' })
    await user.click(screen.getByRole('button', { name: 'Discard' }))
    await eventually(() => expect(draft()).toBeUndefined())
    await useOutcome().undoLatest()
    expect(draft()?.text).toBe('Half a thought')
    expect(router.currentRoute.value.name).toBe('compose')
  })

  it('stays when the pane is closed', async () => {
    const { user, draft } = await write({ kind: 'new', text: 'Half a thought' })
    await user.click(screen.getByRole('button', { name: 'Close and keep' }))
    expect(draft()?.text).toBe('Half a thought')
  })

  it('leaves out forwarded files one by one', async () => {
    const attachments = ['A.pdf', 'B.pdf'].map((name, index) => ({
      ...{ partId: String(index + 2), name, type: 'application/pdf', sizeBytes: 1_000, contentId: null, inline: false },
    }))
    knowMessages(wholeMessage({ id: 'a' as MessageId, attachments }))
    const { user, draft } = await write({ kind: 'forward', messageId: 'a' as MessageId })
    await user.click(await screen.findByRole('button', { name: 'Leave out A.pdf' }))
    expect(draft()?.files.map(({ name }) => name)).toEqual(['B.pdf'])
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Leave out B.pdf' }))
  })
})
