import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { checkExamples } from '../testing/check-examples.ts'
import ConfirmDialog from './ConfirmDialog.vue'
import examples from './ConfirmDialog.examples.ts'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

async function mount(danger: boolean) {
  const props = {
    open: true,
    title: 'Delete for good?',
    text: 'This cannot be undone.',
    confirmLabel: 'Delete',
    danger,
  }
  const view = render(ConfirmDialog, { props })
  await nextTick()
  return { view, user: userEvent.setup() }
}

it('puts the focus on the harmless answer when something would be lost', async () => {
  await mount(true)
  expect(document.activeElement?.textContent.trim()).toBe('Cancel')
})

it('puts the focus on the confirming answer otherwise', async () => {
  await mount(false)
  expect(document.activeElement?.textContent.trim()).toBe('Delete')
})

it('tells its owner the answer; Escape is no', async () => {
  const { view, user } = await mount(true)
  await user.click(screen.getByRole('button', { name: 'Delete' }))
  await user.keyboard('{Escape}')
  expect(view.emitted('confirm')).toHaveLength(1)
  expect(view.emitted('cancel')).toHaveLength(1)
})

it('is an alert dialog described by its text', async () => {
  await mount(true)
  const dialog = screen.getByRole('alertdialog', { name: 'Delete for good?' })
  expect(document.getElementById(dialog.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    'This cannot be undone.',
  )
})
