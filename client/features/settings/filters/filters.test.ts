import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/mail/testing/eventually.ts'
import { keepsFilters, someFilter, someFilters } from '#client/mail/testing/fake-filters.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
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
