import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, expect, it, vi } from 'vitest'
import { type Component, defineComponent, h } from 'vue'
import { comesLater } from './use-warm-up.ts'

const Pane = defineComponent({ render: () => h('p', 'The pane') })
/** As an import gives it. */
const code = { default: Pane, [Symbol.toStringTag]: 'Module' }
const show = (shown: Component) => render({ render: () => h('div', [h(shown)]) })
afterEach(cleanup)

it('A component that was fetched ahead stands there at once, and one that was not comes by itself', async () => {
  const [Ahead, warmAhead] = comesLater(() => Promise.resolve(code))
  await warmAhead()
  show(Ahead)
  screen.getByText('The pane')
  cleanup()
  const [Later] = comesLater(() => Promise.resolve(code))
  show(Later)
  await screen.findByText('The pane')
})

it('A component that could not be fetched ahead is asked for again when it is shown', async () => {
  const load = vi.fn(() => Promise.resolve(code))
  load.mockRejectedValueOnce(new Error('offline'))
  const [Later, warm] = comesLater(load)
  await expect(warm()).rejects.toThrow('offline')
  show(Later)
  await screen.findByText('The pane')
})
