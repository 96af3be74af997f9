import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './CheckboxField.examples.ts'
import CheckboxField from './CheckboxField.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('is turned by Space and by its words', async () => {
  const view = render(CheckboxField, { props: { label: 'Keep a copy', modelValue: false } })
  screen.getByRole('checkbox', { name: 'Keep a copy' }).focus()
  await userEvent.keyboard(' ')
  await userEvent.click(screen.getByText('Keep a copy'))
  expect(view.emitted('update:modelValue')).toEqual([[true], [false]])
})
