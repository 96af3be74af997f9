import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './RadioGroup.examples.ts'
import RadioGroup from './RadioGroup.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('is one group with its legend as name, and gives the choice to the owner', async () => {
  const options = [
    { value: 'right', label: 'Beside the list' },
    { value: 'off', label: 'On a page of its own', hint: 'For small screens' },
  ]
  const props = { legend: 'Reading pane', modelValue: 'right', options }
  const view = render(RadioGroup as never, { props: props as never })
  expect(screen.getByRole('group', { name: 'Reading pane' })).toBeTruthy()
  await view.rerender({ error: 'Not here.' })
  const group = screen.getByRole('group', { name: 'Reading pane' })
  const said = document.getElementById(group.getAttribute('aria-describedby') ?? '')
  expect(said?.textContent).toContain('Not here.')
  await userEvent.click(screen.getByText('On a page of its own'))
  expect(view.emitted('update:modelValue')).toEqual([['off']])
})
