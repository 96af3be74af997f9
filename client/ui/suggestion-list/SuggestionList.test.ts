import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './SuggestionList.examples.ts'
import SuggestionList from './SuggestionList.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

const items = [
  { id: 'one', label: 'One', group: 'First' },
  { id: 'two', label: 'Two', detail: 'the second', group: 'Second' },
]
const props = { id: 'x', label: 'Suggestions', items, active: 1, anchor: null }

describe('the list of suggestions', () => {
  it('marks what is pointed to, and only that', () => {
    render(SuggestionList, { props })
    const options = screen.getAllByRole('option', { hidden: true })
    expect(options.map(({ id, ariaSelected }) => [id, ariaSelected])).toEqual([
      ['x-0', 'false'],
      ['x-1', 'true'],
    ])
  })

  it('is chosen from by a press, which takes the focus from nowhere', async () => {
    const { emitted } = render(SuggestionList, { props })
    await userEvent.setup().click(screen.getByText('One'))
    expect(emitted()['choose']).toEqual([[0]])
    expect(document.activeElement).toBe(document.body)
  })

  it('is put away by a press, which takes the focus from nowhere either', async () => {
    const { emitted } = render(SuggestionList, { props })
    await userEvent.setup().click(screen.getByRole('button', { name: 'Close suggestions', hidden: true }))
    expect([emitted()['close'], emitted()['choose']]).toEqual([[[]], undefined])
    expect(document.activeElement).toBe(document.body)
  })
})
