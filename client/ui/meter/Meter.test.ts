import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './Meter.examples.ts'
import Meter from './Meter.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

function mount(value: number, max: number) {
  const { container } = render(Meter, { props: { label: 'Storage', value, max, text: 'Some of it used' } })
  return { bar: screen.getByRole('meter', { name: 'Storage' }), fill: container.querySelector<HTMLElement>('.fill') }
}

it('says its sentence as value and shows it as text', () => {
  expect(mount(3.1, 5).bar.getAttribute('aria-valuetext')).toBe('Some of it used')
  expect(screen.getByText('Some of it used')).toBeTruthy()
})

it.each([
  [3, 5, '60%'],
  [9, 5, '100%'],
  [1, 0, '0%'],
])('fills %d of %d to %s', (value, max, size) => {
  expect(mount(value, max).fill?.style.inlineSize).toBe(size)
})

it('never gives readers a value over the greatest', () => {
  expect(mount(9, 5).bar.getAttribute('aria-valuenow')).toBe('5')
})
