import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { h } from 'vue'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './SkipLinks.examples.ts'
import SkipLinks from './SkipLinks.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

const links = [
  { href: '#text', label: 'Skip to the text' },
  { href: '#list', label: 'Skip to the messages' },
]

function mount() {
  render(() => [
    h(SkipLinks, { links }),
    h('article', { id: 'text' }),
    h('div', { id: 'list', role: 'listbox', 'aria-label': 'Messages' }, [
      h('div', { role: 'option', tabindex: -1 }, 'One'),
      h('div', { role: 'option', tabindex: 0 }, 'Two'),
    ]),
  ])
  return userEvent.setup()
}

it('is the first Tab stop and moves the real focus', async () => {
  const user = mount()
  await user.tab()
  await user.keyboard('{Enter}')
  expect(document.activeElement?.id).toBe('text')
})

it('goes to the kept row of a list', async () => {
  const user = mount()
  await user.click(screen.getByRole('link', { name: 'Skip to the messages' }))
  expect(document.activeElement?.textContent).toBe('Two')
})

it('goes to the kept link of a list of links', async () => {
  const links = [{ href: '#links', label: 'Skip to the messages' }]
  render(() => [
    h(SkipLinks, { links }),
    h('div', { id: 'links', tabindex: -1 }, [
      h('a', { href: '/1' }, 'One'),
      h('a', { href: '/2', 'data-kept-row': '' }, 'Two'),
    ]),
  ])
  await userEvent.setup().click(screen.getByRole('link', { name: 'Skip to the messages' }))
  expect(document.activeElement?.textContent).toBe('Two')
})
