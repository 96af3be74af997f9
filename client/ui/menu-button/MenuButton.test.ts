import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, useTemplateRef } from 'vue'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './MenuButton.examples.ts'
import MenuButton from './MenuButton.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

const items = [
  { id: 'archive', label: 'Archive', shortcut: 'Ctrl+E' },
  { id: 'flag', label: 'Flag', checked: true },
  { id: 'move', label: 'Move', disabledReason: 'You may only read this folder' },
  { id: 'delete', label: 'Delete', danger: true, separatorBefore: true },
]

function mount() {
  const choose = vi.fn()
  render(() => [h(MenuButton, { label: 'More actions', items, onChoose: choose }), h('button', 'after')])
  return { choose, user: userEvent.setup(), button: screen.getByRole('button', { name: 'More actions' }) }
}

/** jsdom has no top layer, so it takes every popover for hidden. */
const hidden = { hidden: true }

const focused = () => document.activeElement?.textContent.trim()

describe('opening', () => {
  it.each([
    ['{Enter}', 'Archive'],
    [' ', 'Archive'],
    ['{ArrowDown}', 'Archive'],
    ['{ArrowUp}', 'Delete'],
  ])('%s goes to %s', async (key, name) => {
    const { user, button } = mount()
    button.focus()
    await user.keyboard(key)
    expect(document.activeElement?.getAttribute('role')).toMatch(/^menuitem/)
    expect(focused()).toContain(name)
    expect(button.getAttribute('aria-expanded')).toBe('true')
  })
})

describe('moving', () => {
  it('goes round, and to the ends', async () => {
    const { user, button } = mount()
    await user.click(button)
    await user.keyboard('{ArrowUp}')
    expect(focused()).toBe('Delete')
    await user.keyboard('{ArrowDown}')
    expect(focused()).toContain('Archive')
    await user.keyboard('{End}{Home}')
    expect(focused()).toContain('Archive')
  })

  it('goes to the item that begins with a letter', async () => {
    const { user, button } = mount()
    await user.click(button)
    await user.keyboard('d')
    expect(focused()).toBe('Delete')
  })
})

describe('choosing and closing', () => {
  it('tells the owner, has the focus on the button first, and leaves the page later', async () => {
    const { user, button, choose } = mount()
    await user.click(button)
    const menu = screen.getByRole('menu', hidden)
    await user.keyboard('{Enter}')
    expect(choose).toHaveBeenCalledExactlyOnceWith('archive')
    expect(document.activeElement).toBe(button)
    expect(menu.isConnected).toBe(true)
    await eventually(() => expect(menu.isConnected).toBe(false))
  })

  it('closes with Escape without choosing', async () => {
    const { user, button, choose } = mount()
    await user.click(button)
    await user.keyboard('{Escape}')
    expect(document.activeElement).toBe(button)
    expect(button.getAttribute('aria-expanded')).toBe('false')
    expect(choose).not.toHaveBeenCalled()
  })

  it('goes on from the button with Tab', async () => {
    const { user, button } = mount()
    await user.click(button)
    await user.tab()
    expect(focused()).toBe('after')
    expect(button.getAttribute('aria-expanded')).toBe('false')
  })

  it('leaves the focus where the person presses elsewhere', async () => {
    const { user, button } = mount()
    await user.click(button)
    await user.click(screen.getByText('after'))
    expect(focused()).toBe('after')
    expect(button.getAttribute('aria-expanded')).toBe('false')
  })

  it('does not do what cannot be done, and says why', async () => {
    const { user, button, choose } = mount()
    await user.click(button)
    const item = screen.getByRole('menuitem', { name: 'Move', ...hidden })
    await user.click(item)
    expect(choose).not.toHaveBeenCalled()
    expect(item.getAttribute('aria-disabled')).toBe('true')
    expect(document.getElementById(item.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'You may only read this folder',
    )
  })
})

it('says what is on, and the keys', async () => {
  const { user, button } = mount()
  await user.click(button)
  expect(screen.getByRole('menuitemcheckbox', { name: 'Flag', checked: true, ...hidden })).toBeTruthy()
  expect(screen.getByRole('menuitem', { name: 'Archive', ...hidden }).getAttribute('aria-keyshortcuts')).toBe(
    'Control+E',
  )
})

describe('opened for something else on the page', () => {
  it('stands beside it and gives the focus back to it', async () => {
    const page = defineComponent({
      setup() {
        const menu = useTemplateRef<InstanceType<typeof MenuButton>>('menu')
        const openAt = () => void menu.value?.open('first', screen.getByRole('button', { name: 'a line' }))
        return () => [
          h(MenuButton, { ref: 'menu', label: 'More actions', items }),
          h('button', { onClick: openAt }, 'a line'),
        ]
      },
    })
    render(page)
    const user = userEvent.setup()
    const line = screen.getByRole('button', { name: 'a line' })
    await user.click(line)
    expect(focused()).toContain('Archive')
    await user.keyboard('{Escape}')
    expect(document.activeElement).toBe(line)
  })
})
