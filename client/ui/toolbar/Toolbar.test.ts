import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './Toolbar.examples.ts'
import Toolbar from './Toolbar.vue'

afterEach(() => {
  cleanup()
  document.documentElement.dir = 'ltr'
})

describe('states', () => checkExamples(examples))

const names = ref(['Reply', 'Forward', 'Delete'])

function mount(direction = 'ltr') {
  names.value = ['Reply', 'Forward', 'Delete']
  const buttons = () => names.value.map((name) => h('button', { key: name, type: 'button' }, name))
  const bar = () => h('div', { style: { direction } }, h(Toolbar, { label: 'Message' }, { default: buttons }))
  render(defineComponent({ render: () => [bar(), h('button', 'after')] }))
  return userEvent.setup()
}

const focused = () => document.activeElement?.textContent

describe('keys', () => {
  it('has one Tab stop and comes back to the button last used', async () => {
    const user = mount()
    await nextTick()
    await user.tab()
    expect(focused()).toBe('Reply')
    await user.keyboard('{ArrowRight}')
    await user.tab()
    expect(focused()).toBe('after')
    await user.tab({ shift: true })
    expect(focused()).toBe('Forward')
  })

  it('goes round with the arrows, and to the ends with Home and End', async () => {
    const user = mount()
    screen.getByText('Reply').focus()
    await user.keyboard('{ArrowLeft}')
    expect(focused()).toBe('Delete')
    await user.keyboard('{ArrowRight}{End}{Home}')
    expect(focused()).toBe('Reply')
  })

  it('turns the arrows from right to left', async () => {
    const user = mount('rtl')
    screen.getByText('Reply').focus()
    await user.keyboard('{ArrowLeft}')
    expect(focused()).toBe('Forward')
  })
})

it('gives the Tab stop to the first button when the one last used goes', async () => {
  const user = mount()
  screen.getByText('Reply').focus()
  await user.keyboard('{End}')
  names.value = ['Reply', 'Forward']
  await nextTick()
  await new Promise((resolve) => setTimeout(resolve))
  expect(screen.getByText('Reply').tabIndex).toBe(0)
  expect(screen.getByText('Forward').tabIndex).toBe(-1)
})
