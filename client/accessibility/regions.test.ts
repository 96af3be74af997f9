import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref, useTemplateRef } from 'vue'
import { currentRegionName, useRegion } from './regions.ts'

const showsText = ref(true)

function region(name: string, order: number, target?: () => HTMLElement | null) {
  return defineComponent({
    setup() {
      const element = useTemplateRef<HTMLElement>('element')
      useRegion(element, { order, name: () => name, ...(target ? { target } : {}) })
      return () =>
        h('section', { ref: 'element', 'aria-label': name }, [
          h('button', `${name} one`),
          h('button', { id: `${name}-two` }, `${name} two`),
        ])
    },
  })
}

const Folders = region('folders', 1)
const List = region('list', 2, () => document.getElementById('list-two'))
const Text = region('text', 3)

beforeEach(() => {
  showsText.value = true
  render(defineComponent({ render: () => [h(Text), h(List), h(Folders)].slice(showsText.value ? 0 : 1) }))
})
afterEach(cleanup)

const focused = () => document.activeElement?.textContent
const user = userEvent.setup()

describe('F6', () => {
  it('goes round the regions in their order, to the target or the first Tab stop', async () => {
    await user.keyboard('{F6}')
    expect(focused()).toBe('folders one')
    await user.keyboard('{F6}')
    expect(focused()).toBe('list two')
    await user.keyboard('{F6}{F6}')
    expect(focused()).toBe('folders one')
  })

  it('goes back with Shift, and works with Ctrl where the browser keeps F6', async () => {
    screen.getByText('list one').focus()
    await user.keyboard('{Shift>}{F6}{/Shift}')
    expect(focused()).toBe('folders one')
    await user.keyboard('{Control>}{F6}{/Control}')
    expect(focused()).toBe('list one')
  })

  it('comes back to the element that was left', async () => {
    screen.getByText('text two').focus()
    await user.keyboard('{F6}')
    await user.keyboard('{Shift>}{F6}{/Shift}')
    expect(focused()).toBe('text two')
  })

  it('passes over a region that has gone', async () => {
    showsText.value = false
    await Promise.resolve()
    screen.getByText('list one').focus()
    await user.keyboard('{F6}')
    expect(focused()).toBe('folders one')
  })

  it('rests while a dialog is open', async () => {
    const dialog = document.body.appendChild(document.createElement('div'))
    dialog.setAttribute('aria-modal', 'true')
    screen.getByText('list one').focus()
    await user.keyboard('{F6}')
    expect(focused()).toBe('list one')
    dialog.remove()
  })
})

it('knows which region the person is in', () => {
  screen.getByText('folders two').focus()
  expect(currentRegionName()).toBe('folders')
  screen.getByText('folders two').blur()
  expect(currentRegionName()).toBeNull()
})
