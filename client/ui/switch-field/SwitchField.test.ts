import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './SwitchField.examples.ts'
import SwitchField from './SwitchField.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('is a switch that Space and its words turn, with its hint as description', async () => {
  const view = render(SwitchField, { props: { label: 'Single keys', modelValue: false, hint: 'One letter each' } })
  const control = screen.getByRole('switch', { name: 'Single keys' })
  expect(document.getElementById(control.getAttribute('aria-describedby') ?? '')?.textContent).toBe('One letter each')
  control.focus()
  await userEvent.keyboard(' ')
  await userEvent.click(screen.getByText('Single keys'))
  expect(view.emitted('update:modelValue')).toEqual([[true], [false]])
})
