import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './SelectField.examples.ts'
import SelectField from './SelectField.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('gives the chosen value to the owner', async () => {
  const options = [
    { value: 'newest', label: 'Newest first' },
    { value: 'oldest', label: 'Oldest first' },
  ]
  const view = render(SelectField as never, { props: { label: 'Order', modelValue: 'newest', options } as never })
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Order' }), 'Oldest first')
  expect(view.emitted('update:modelValue')).toEqual([['oldest']])
})
