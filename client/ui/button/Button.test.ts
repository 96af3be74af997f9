import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './Button.examples.ts'
import Button from './Button.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

function mount(props: Record<string, unknown> = {}) {
  const onClick = vi.fn()
  const view = render(Button, { props: { ...props, onClick } as never, slots: { default: 'Send' } })
  return { ...view, onClick, user: userEvent.setup(), button: screen.getByRole('button', { name: 'Send' }) }
}

describe('pressing', () => {
  it('works by pointer, Enter and Space', async () => {
    const { button, onClick, user } = mount()
    await user.click(button)
    await user.keyboard('{Enter} ')
    expect(onClick).toHaveBeenCalledTimes(3)
  })

  it('does nothing while busy, and keeps the focus', async () => {
    const { button, onClick, user, rerender } = mount()
    button.focus()
    await rerender({ busy: true })
    await user.keyboard('{Enter}')
    await user.click(button)
    expect(onClick).not.toHaveBeenCalled()
    expect(document.activeElement).toBe(button)
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(button.hasAttribute('disabled')).toBe(false)
  })

  it('does not send a form while busy', async () => {
    const submit = vi.fn((event: Event) => event.preventDefault())
    render(() => h('form', { onSubmit: submit }, h(Button, { type: 'submit', busy: true }, { default: () => 'Send' })))
    await userEvent.click(screen.getByRole('button'))
    expect(submit).not.toHaveBeenCalled()
  })

  it('is no submit button unless it is told to be', () => {
    expect(mount().button.getAttribute('type')).toBe('button')
  })
})

it('tells readers its key in their spelling', () => {
  expect(mount({ shortcut: 'Ctrl+Enter' }).button.getAttribute('aria-keyshortcuts')).toBe('Control+Enter')
})
