import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './UndoBar.examples.ts'
import UndoBar from './UndoBar.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('shows nothing when there is nothing to take back', () => {
  const { container } = render(UndoBar, { props: { text: null, actionLabel: 'Undo' } })
  expect(container.querySelector('button')).toBeNull()
})

it('tells its owner of Undo and Close, and does not speak', async () => {
  const view = render(UndoBar, { props: { text: 'Message archived', actionLabel: 'Undo' } })
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await userEvent.click(screen.getByRole('button', { name: 'Close' }))
  expect(view.emitted('undo')).toHaveLength(1)
  expect(view.emitted('close')).toHaveLength(1)
  expect(view.container.querySelector('[role="status"], [role="alert"], [aria-live]')).toBeNull()
})
