import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useBulkJobs } from '#client/mail/bulk/bulk-jobs.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsFilters, someFilter, someFilters } from '#client/mail/testing/fake-filters.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { messageRow } from '#client/mail/testing/message-row.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Filter } from '#contract/filters.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import FilterSettings from './FilterSettings.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const button = (name: string) => screen.findByRole('button', { name })
const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    messageRow({ id: `m${from + index}` as MessageId, subject: `Ramp ${from + index}` }),
  )

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('trying a filter out', () => {
  it('lists what it would catch, says how many, and goes on to older messages', async () => {
    const news = someFilter('News')
    keepsFilters(someFilters([news]))
    const asked = answerAlso('/api/filters/try', ({ offset }: { offset: number }) => [
      200,
      {
        total: 700,
        looked: offset === 0 ? 500 : 200,
        caught: offset === 0 ? rows(1, 22) : rows(22, 2),
        unanswered: [],
      },
    ])
    const { baseElement, user } = await renderPart(FilterSettings)
    await user.click(await button('Try it out: News'))
    const list = within(await screen.findByRole('list', { name: 'Messages it would catch' }))
    expect(asked).toEqual([{ filter: { needs: 'all', conditions: news.conditions }, folderId: 'inbox', offset: 0 }])
    expect(said()).toContain('It would catch 22 of the newest 500 messages in Inbox')
    expect(list.getAllByRole('listitem')).toHaveLength(20)
    expect(await faultsOf(baseElement)).toEqual([])

    await user.click(await button('Show all 22'))
    await eventually(() => expect(document.activeElement?.textContent).toContain('Ramp 21'))
    await user.click(await button('Look at older messages too'))
    await eventually(() => expect(said()).toContain('It would catch 23 of the 700 messages in Inbox'))
    expect(list.getAllByRole('listitem')).toHaveLength(23)
    expect(screen.queryByRole('button', { name: 'Look at older messages too' })).toBeNull()
  })

  it('is of the folder that is chosen, and says when nothing would be caught', async () => {
    keepsFilters(someFilters([someFilter('News')]))
    const asked = answerAlso('/api/filters/try', () => [200, { total: 3, looked: 3, caught: [], unanswered: [] }])
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('Try it out: News'))
    await eventually(() => expect(said()).toContain('It would catch none of the 3 messages in Inbox'))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Look in' }), 'Archive')
    await user.click(await button('Look again'))
    await eventually(() => expect(said()).toContain('It would catch none of the 3 messages in Archive'))
    expect(asked).toMatchObject([{ folderId: 'inbox' }, { folderId: 'archive' }])
  })

  it('says of the folder that was chosen meanwhile what is in that one', async () => {
    keepsFilters(someFilters([someFilter('News')]))
    const asked = answerAlso('/api/filters/try', ({ folderId }: { folderId: string }) => {
      const total = folderId === 'inbox' ? 3 : 7
      return [200, { total, looked: total, caught: [], unanswered: [] }]
    })
    const { user } = await renderPart(FilterSettings)
    await button('Try it out: News')
    const { promise: isLet, resolve: letAnswer } = Promise.withResolvers<void>()
    const answering = globalThis.fetch
    vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
      const answer = await answering(...request)
      await isLet
      return answer
    })
    await user.click(await button('Try it out: News'))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Look in' }), 'Archive')
    await user.click(screen.getByRole('button', { name: 'Look again' }))
    letAnswer()
    await eventually(() => expect(said()).toContain('It would catch none of the 7 messages in Archive'))
    expect(said().filter((text) => text.startsWith('It would catch'))).toHaveLength(1)
    expect(asked).toMatchObject([{ folderId: 'inbox' }, { folderId: 'archive' }])
  })

  it('says what the answer to the newest of them would be, where it fills something in', async () => {
    keepsFilters(
      someFilters([someFilter('News', { actions: [{ do: 'reply', text: 'Dear {first name},\nabout {subject}' }] })]),
    )
    const message = messageRow({ subject: 'Ramp', from: [{ name: 'Maple, Kit', address: 'kit@harbour.example' }] })
    answerAlso('/api/filters/try', () => [200, { total: 3, looked: 3, caught: [message], unanswered: [] }])
    const { baseElement, user } = await renderPart(FilterSettings)
    await user.click(await button('Try it out: News'))
    const answer = within(await screen.findByRole('figure'))
    expect(answer.getByText(/^Dear Kit,\s+about Ramp$/)).toBeTruthy()
    expect(answer.getByText('To Maple, Kit, about “Ramp”, the answer would say:')).toBeTruthy()
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says who gets no answer and why, and what the newest of the others would be answered', async () => {
    const answering = someFilter('News', { actions: [{ do: 'reply', text: 'Dear {name}' }] })
    keepsFilters(someFilters([someFilter('Off', { isOn: false }), someFilter('First'), answering, someFilter('Last')]))
    const asked = answerAlso('/api/filters/try', ({ offset }: { offset: number }) => [
      200,
      offset === 0
        ? { total: 700, looked: 500, caught: rows(1, 3), unanswered: [{ id: 'm1', why: 'list' }] }
        : { total: 700, looked: 200, caught: rows(3, 2), unanswered: [{ id: 'm4', why: 'answered' }] },
    ])
    const { baseElement, user } = await renderPart(FilterSettings)
    await user.click(await button('Try it out: News'))
    const list = within(await screen.findByRole('list', { name: 'Messages it would catch' }))
    expect(asked).toMatchObject([{ answersAfter: 1 }])
    await eventually(() =>
      expect(said()).toContain('It would catch 3 of the newest 500 messages in Inbox; 1 of them would get no answer'),
    )
    const words = () => list.getAllByRole('listitem').map(({ textContent }) => /No answer.*/.exec(textContent)?.[0])
    expect(words()).toEqual(['No answer: lists and bulk mail are not answered.', undefined, undefined])
    const answer = within(screen.getByRole('figure'))
    expect(answer.getByText(/about “Ramp 2”, the answer would say/)).toBeTruthy()
    expect(await faultsOf(baseElement)).toEqual([])

    await user.click(await button('Look at older messages too'))
    await eventually(() => expect(words()[3]).toBe('No answer of this filter: another answers before it.'))
    await eventually(() =>
      expect(said()).toContain('It would catch 4 of the 700 messages in Inbox; 2 of them would get no answer'),
    )
  })

  it('of a new filter that answers comes after all others, and ends when it no longer answers', async () => {
    keepsFilters(someFilters([someFilter('First')]))
    const asked = answerAlso('/api/filters/try', () => [
      ...([200, { total: 3, looked: 3, caught: rows(1, 1), unanswered: [] }] as const),
    ])
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('New filter'))
    await user.type(screen.getByRole('textbox', { name: /^Text/ }), 'ramp')
    const action = screen.getByRole('combobox', { name: 'Action' })
    await user.selectOptions(action, 'Answer with a text')
    await user.click(await button('Try it out'))
    await screen.findByText(/^Each sender gets one answer a day/)
    expect(asked).toMatchObject([{ answersAfter: 200 }])
    await user.selectOptions(action, 'Mark as read')
    await eventually(() => expect(screen.queryByText(/It would catch/)).toBeNull())
  })

  it('needs no name, but conditions, and ends when they change', async () => {
    keepsFilters(someFilters([]))
    answerAlso('/api/filters/try', () => [200, { total: 3, looked: 3, caught: rows(1, 1), unanswered: [] }])
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('New filter'))
    await user.click(await button('Try it out'))
    const text = screen.getByRole('textbox', { name: /^Text/ })
    await eventually(() => expect(document.activeElement).toBe(text))
    expect(screen.getByRole('textbox', { name: /^Name/ }).getAttribute('aria-invalid')).not.toBe('true')
    await user.type(text, 'ramp')
    await user.click(await button('Try it out'))
    await screen.findByText('It would catch 1 of the 3 messages in Inbox')
    await user.type(text, 's')
    expect(screen.queryByText(/It would catch/)).toBeNull()
  })

  it('says why it could not be, and keeps what was found', async () => {
    keepsFilters(someFilters([someFilter('News')]))
    let status = 503
    answerAlso('/api/filters/try', () =>
      status === 200
        ? [200, { total: 1, looked: 1, caught: rows(1, 1), unanswered: [] }]
        : [503, { type: 'mail-server-unavailable', status: 503 }],
    )
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('Try it out: News'))
    await screen.findByText('It could not be tried out')
    status = 200
    await user.click(await button('Look again'))
    await screen.findByText('It would catch 1 of the 1 messages in Inbox')
    expect(screen.queryByText('It could not be tried out')).toBeNull()
  })
})

describe('doing what a filter does to what it would catch', () => {
  const start = async (changes: Partial<Filter>) => {
    const { server } = startMailbox('abc')
    answerAlso('/api/filters/try', () => [200, { total: 3, looked: 3, caught: rowsNamed('a', 'c'), unanswered: [] }])
    keepsFilters(someFilters([someFilter('News', changes)]))
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('Try it out: News'))
    await screen.findByText('It would catch 2 of the 3 messages in Inbox')
    return { server, user }
  }
  const rowsNamed = (...ids: string[]) => ids.map((id) => messageRow({ id: id as MessageId }))

  it('is one job that marks and moves, said, and taken back whole', async () => {
    const actions: Filter['actions'] = [{ do: 'move', folderId: 'archive' as FolderId }, { do: 'mark-read' }]
    const { server, user } = await start({ actions })
    await user.click(await button('Do this to these 2 messages now'))
    expect(document.activeElement).toBe(await button('Look again'))
    await eventually(() =>
      expect(server.calls.find(({ call }) => call === 'POST /api/jobs')?.body).toEqual({
        messages: { ids: ['a', 'c'] },
        action: { kind: 'move', toFolderId: 'archive', marks: { add: ['seen'], labels: [] } },
      }),
    )
    useBulkJobs().hear(server.jobs.work())
    await eventually(() => expect(useOutcome().shown?.text).toMatch('“News” done to 2 messages'))
    expect(server.messages.get('archive')).toHaveLength(2)
    const undoing = useOutcome().undoLatest()
    await eventually(() => expect(server.calls.at(-1)?.call).toBe('POST /api/jobs/job-1/undo'))
    useBulkJobs().hear(server.jobs.work())
    await undoing
    expect(server.messages.get('inbox')?.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('throws nothing away for ever, which is said, and is not offered where only copies would be made', async () => {
    const { user, server } = await start({ actions: [{ do: 'discard' }] })
    await screen.findByText(/Here they go to Trash/)
    await user.click(await button('Do this to these 2 messages now'))
    await eventually(() =>
      expect(server.calls.find(({ call }) => call === 'POST /api/jobs')?.body).toMatchObject({
        action: { kind: 'move', toFolderId: 'trash' },
      }),
    )
    cleanup()
    await start({ actions: [{ do: 'copy', folderId: 'archive' as FolderId }] })
    await screen.findByText('Copies are not made this way, and nothing is forwarded, answered or rejected.')
    expect(screen.queryByRole('button', { name: /^Do this/ })).toBeNull()
  })
})
