import { cleanup, render, screen, waitFor } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { h } from 'vue'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './ErrorSummary.examples.ts'
import ErrorSummary from './ErrorSummary.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

const errors = [{ fieldId: 'to', text: 'To: write at least one address' }]

it('takes the focus when it appears, with its title as name', async () => {
  render(ErrorSummary, { props: { title: 'Not sent: 1 problem', errors } })
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Not sent: 1 problem' })))
})

it('leads to the field of a fault and does not touch the address of the page', async () => {
  render(() => [h(ErrorSummary, { title: 'Not sent', errors }), h('input', { id: 'to', 'aria-label': 'To' })])
  await userEvent.click(screen.getByRole('link', { name: errors[0]!.text }))
  expect(document.activeElement).toBe(screen.getByLabelText('To'))
  expect(location.hash).toBe('')
})
