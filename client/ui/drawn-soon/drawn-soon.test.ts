import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, expect, it, vi } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { useDrawnSoon } from './drawn-soon.ts'

const frames: (() => void)[] = []
const draws = () => screen.getAllByRole('listitem').length
/** The next frame, and what is done after it. */
async function nextFrame(): Promise<void> {
  for (const run of frames.splice(0)) run()
  await new Promise((resolve) => {
    setTimeout(resolve)
  })
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function list(length: number) {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
  vi.stubGlobal('cancelAnimationFrame', () => frames.splice(0))
  const all = shallowRef(Array.from({ length }, (_, index) => index))
  const List = defineComponent(() => {
    const drawn = useDrawnSoon(() => all.value)
    return () =>
      h(
        'ul',
        drawn.value.map((entry) => h('li', entry)),
      )
  })
  return { all, ...render(List) }
}

it('a short list is drawn whole', () => {
  list(30)
  expect(draws()).toBe(30)
  expect(frames).toEqual([])
})

it('a long list begins with what a screen shows, and the rest follows frame by frame', async () => {
  list(70)
  expect(draws()).toBe(30)
  await nextFrame()
  expect(draws()).toBe(60)
  await nextFrame()
  expect(draws()).toBe(70)
  expect(frames).toEqual([])
})

it('entries that come later are drawn too', async () => {
  const { all } = list(10)
  all.value = Array.from({ length: 50 }, (_, index) => index)
  await eventually(() => expect(draws()).toBe(30))
  await nextFrame()
  expect(draws()).toBe(50)
})

it('a list that is left draws no more', () => {
  const { unmount } = list(70)
  unmount()
  expect(frames).toEqual([])
})
