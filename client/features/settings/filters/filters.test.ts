import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsFilters, someFilter, someFilters } from '#client/mail/testing/fake-filters.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Filter } from '#contract/filters.ts'
import FilterSettings from './FilterSettings.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const button = (name: string | RegExp) => screen.findByRole('button', { name })
const field = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name })
const focused = (element: () => HTMLElement) => eventually(() => expect(document.activeElement).toBe(element()))

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the settings of filters', () => {
  it('have no faults that axe can find while there are none, and written with faults', async () => {
    keepsFilters(someFilters([]))
    const { baseElement, user } = await renderPart(FilterSettings)
    await screen.findByText('No filters yet')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await button('New filter'))
    await user.click(await button('Add condition'))
    await user.click(await button('Add action'))
    await user.click(await button('Save filter'))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('have no faults that axe can find, listed', async () => {
    keepsFilters(someFilters([someFilter('News'), someFilter('Urgent')]))
    const { baseElement } = await renderPart(FilterSettings)
    await button('Edit: News')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('make one: the focus goes to its name, to what is missing, and to its button', async () => {
    const kept = keepsFilters(someFilters([]))
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('New filter'))
    await focused(() => field(/^Name/))
    await user.type(field(/^Name/), 'Ramps')
    await user.click(await button('Save filter'))
    await focused(() => field(/^Text/))
    const condition = within(screen.getByRole('group', { name: 'Condition 1' }))
    await user.selectOptions(condition.getByRole('combobox', { name: 'What' }), 'Subject')
    await user.selectOptions(condition.getByRole('combobox', { name: 'How' }), 'begins with')
    await user.type(field(/^Text/), ' ramp ')
    await user.click(await button('Save filter'))
    const folder = screen.getByRole('combobox', { name: /^Folder/ })
    await focused(() => folder)
    expect(screen.getByText(/Choose the folder\./)).toBeTruthy()
    await user.selectOptions(folder, 'Archive')
    await user.click(await button('Save filter'))
    await eventually(() => expect(said()).toContain('Filter “Ramps” saved'))
    expect(kept.state.filters).toMatchObject([
      {
        ...{ name: 'Ramps', isOn: true, needs: 'all', stops: true },
        conditions: [{ on: 'subject', how: 'begins', value: 'ramp' }],
        actions: [{ do: 'move' }],
      },
    ])
    const edit = await button('Edit: Ramps')
    await focused(() => edit)
    expect(
      screen.getByText('When Subject begins with “ramp”: move to Archive. Later filters are not tried.'),
    ).toBeTruthy()
  })

  it('make one with a group of conditions that forwards and answers', async () => {
    const kept = keepsFilters(someFilters([]))
    const { user, baseElement } = await renderPart(FilterSettings)
    await user.click(await button('New filter'))
    await user.type(field(/^Name/), 'Invoices')
    const what = (name: string) =>
      within(screen.getByRole('group', { name })).getAllByRole<HTMLSelectElement>('combobox', { name: 'What' })[0]!
    await user.selectOptions(what('Condition 1'), 'A group of conditions')
    await user.selectOptions(what('Condition 1.1'), 'Name of an attachment')
    expect(within(what('Condition 1.1')).queryByRole('option', { name: 'A group of conditions' })).toBeNull()
    await user.type(within(screen.getByRole('group', { name: 'Condition 1.1' })).getByRole('textbox'), 'invoice')
    await user.selectOptions(what('Condition 1.2'), 'Junk score')
    await user.click(await button('Add condition to group 1'))
    await user.click(await button('Remove condition 1.3'))
    await focused(() => what('Condition 1.2'))
    const action = (number: number) => within(screen.getByRole('group', { name: `Action ${number}` }))
    await user.selectOptions(action(1).getByRole('combobox', { name: 'Action' }), 'Forward it')
    await user.type(action(1).getByRole('textbox'), 'ada@example.gov')
    await user.click(await button('Add action'))
    await user.selectOptions(action(2).getByRole('combobox', { name: 'Action' }), 'Answer with a text')
    await user.click(await button('Save filter'))
    await focused(() => action(1).getByRole('textbox'))
    expect(await faultsOf(baseElement)).toEqual([])
    await user.clear(action(1).getByRole('textbox'))
    await user.type(action(1).getByRole('textbox'), 'kit@harbour.example')
    expect(screen.getByText(/kit@harbour.example is outside your organisation/)).toBeTruthy()
    await user.click(await button('Save filter'))
    await focused(() => action(2).getByRole('textbox'))
    await user.type(action(2).getByRole('textbox'), 'Thank you.')
    await user.click(await button('Save filter'))
    await screen.findByText(
      'When any of (Name of an attachment contains “invoice”; its junk score is at least 5): forward to kit@harbour.example and answer with a text. Later filters are not tried.',
    )
    expect(kept.state.filters).toMatchObject([
      {
        conditions: [
          {
            ...{ on: 'group', needs: 'any' },
            conditions: [
              { on: 'attachment-name', how: 'contains', value: 'invoice' },
              { on: 'spam-score', atLeast: 5 },
            ],
          },
        ],
        actions: [
          { do: 'forward', address: 'kit@harbour.example' },
          { do: 'reply', text: 'Thank you.' },
        ],
      },
    ])
  })

  it('take the text of a template into an answer, beneath what is written, and write the own name where it is asked for', async () => {
    const template = { id: 't1', name: 'Thanks', subject: '', text: 'Dear {first name},\n{my name}', document: null }
    answerAlso('/api/templates', () => [200, { items: [template], units: [] }])
    const kept = keepsFilters(someFilters([someFilter('Old', { actions: [{ do: 'reply', text: 'Hello.' }] })]))
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('Edit: Old'))
    await user.selectOptions(await screen.findByRole('combobox', { name: /^Take the text/ }), 'Thanks')
    await user.click(await button('Put the text in'))
    const answer = () => field(/^Text of the answer/)
    expect(answer().value).toMatch(/^Hello\.\n\nDear \{first name\},\n[^{]+$/)
    expect(said()).toContain('The text of “Thanks” stands in the answer')
    await user.clear(answer())
    await user.type(answer(), 'Dear {{first name}, {{mi nombre}')
    await user.click(await button('Save filter'))
    await eventually(() =>
      expect(kept.state.filters[0]?.actions).toEqual([{ do: 'reply', text: `Dear {first name}, Ada Lindqvist` }]),
    )
  })

  it('refuse marks in an answer that nobody fills in, and say which', async () => {
    const old = someFilter('Old', { actions: [{ do: 'reply', text: 'On {date}, {name}, {my name}.' }] })
    const kept = keepsFilters(someFilters([old], { missing: ['arrival'] }))
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('Edit: Old'))
    await user.click(await button('Save filter'))
    await focused(() => field(/^Text of the answer/))
    expect(screen.getByText(/Nobody fills in \{date\} when the mail server answers/)).toBeTruthy()
    expect(kept.state.filters).toEqual([old])
  })

  it('reject as the only thing they do, with a warning of false senders', async () => {
    const kept = keepsFilters(someFilters([someFilter('Old')]))
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('Edit: Old'))
    const action = () =>
      within(screen.getByRole('group', { name: 'Action 1' })).getByRole('combobox', { name: 'Action' })
    await user.selectOptions(action(), 'Reject it')
    expect(screen.getByText(/Unwanted mail often names a false sender/)).toBeTruthy()
    await user.click(await button('Add action'))
    await user.type(field(/^What its sender is told/), 'No, thank you.')
    await user.click(await button('Save filter'))
    await focused(action)
    expect(screen.getByText(/goes nowhere else/)).toBeTruthy()
    await user.click(await button('Remove action 2'))
    await user.click(await button('Save filter'))
    await eventually(() => expect(kept.state.filters[0]?.actions).toEqual([{ do: 'reject', text: 'No, thank you.' }]))
    await screen.findByText(/reject it/)
  })

  it('offer neither forwarding nor answers where they cannot be, and say so of a filter that has one', async () => {
    const actions: Filter['actions'] = [{ do: 'forward', address: 'kit@harbour.example' }]
    keepsFilters(someFilters([someFilter('Old', { actions })], { forwarding: null, canReply: false, canReject: false }))
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('Edit: Old'))
    expect(screen.queryByRole('option', { name: 'Answer with a text' })).toBeNull()
    await user.click(await button('Save filter'))
    await focused(() => screen.getByRole('combobox', { name: /^Action/ }))
    expect(screen.getByText(/does not offer forwarding/)).toBeTruthy()
  })

  it('turn one off, try it earlier, delete it, and take that back', async () => {
    const [news, urgent] = [someFilter('News'), someFilter('Urgent')]
    const kept = keepsFilters(someFilters([news, urgent]))
    const { user } = await renderPart(FilterSettings)
    await user.click(await screen.findByRole('switch', { name: 'News' }))
    await eventually(() => expect(said()).toContain('Filter “News” is off. Undo with Ctrl+Z'))
    expect(kept.state.filters).toEqual([{ ...news, isOn: false }, urgent])

    await user.click(await button('Try Urgent earlier'))
    await eventually(() => expect(kept.state.filters.map(({ name }) => name)).toEqual(['Urgent', 'News']))
    await focused(() => screen.getByRole('button', { name: 'Edit: Urgent' }))

    await user.click(await button('Delete: Urgent'))
    await eventually(() => expect(kept.state.filters.map(({ name }) => name)).toEqual(['News']))
    await focused(() => screen.getByRole('button', { name: 'Edit: News' }))
    await useOutcome().undoLatest()
    await eventually(() => expect(kept.state.filters.map(({ name }) => name)).toEqual(['Urgent', 'News']))
  })

  it('keep what is typed when another place was faster, and save it beside that', async () => {
    const kept = keepsFilters(someFilters([]))
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('New filter'))
    await user.type(field(/^Name/), 'Mine')
    await user.type(field(/^Text/), 'x')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Action' }), 'Mark as read')
    kept.state = someFilters([someFilter('Theirs')], { version: 'theirs' })
    await user.click(await button('Save filter'))
    await screen.findByText('Not saved')
    expect(field(/^Name/).value).toBe('Mine')
    await user.click(await button('Save filter'))
    await eventually(() => expect(kept.state.filters.map(({ name }) => name)).toEqual(['Theirs', 'Mine']))
  })

  it('never put an edited one in the place of one that stands there since', async () => {
    const [news, urgent] = [someFilter('News'), someFilter('Urgent')]
    const kept = keepsFilters(someFilters([news]))
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('Edit: News'))
    await user.type(field(/^Name/), ' too')
    kept.state = someFilters([urgent, news], { version: 'theirs' })
    await user.click(await button('Save filter'))
    await screen.findByText('Not saved')
    await user.click(await button('Save filter'))
    await eventually(() => expect(kept.state.filters).toEqual([urgent, { ...news, name: 'News too' }]))
  })

  it('do not take back a change over what was made elsewhere since', async () => {
    const [news, urgent, theirs] = [someFilter('News'), someFilter('Urgent'), someFilter('Theirs')]
    const kept = keepsFilters(someFilters([news, urgent]))
    const { user } = await renderPart(FilterSettings)
    await user.click(await button('Delete: News'))
    await eventually(() => expect(kept.state.filters).toEqual([urgent]))
    kept.state = someFilters([urgent, theirs], { version: 'theirs' })
    await useOutcome().undoLatest()
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/could not be put back/))
    await screen.findByRole('switch', { name: 'Theirs' })
    useOutcome().shown?.action?.run()
    await eventually(() => expect(said().filter((text) => text.includes('could not be put back'))).toHaveLength(2))
    expect(kept.state.filters).toEqual([urgent, theirs])
  })

  it('say that nothing is left for them, and what the server cannot look at', async () => {
    const onBody = someFilter('Body', { conditions: [{ on: 'body', how: 'contains', value: 'x' }] })
    keepsFilters(someFilters([onBody], { isAllForwarded: true, missing: ['body'] }))
    const { user } = await renderPart(FilterSettings)
    expect(await screen.findByText(/forwarded without a copy/)).toBeTruthy()
    await user.click(await button('Edit: Body'))
    await user.click(await button('Save filter'))
    await focused(() => screen.getByRole('combobox', { name: 'What' }))
    expect(screen.getByText(/This mail server cannot look at that/)).toBeTruthy()
    await user.selectOptions(screen.getByRole('combobox', { name: 'What' }), 'From')
    expect(screen.queryByRole('option', { name: 'Text of the message' })).toBeNull()
  })
})
