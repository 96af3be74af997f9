import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import { shapePath, type TagShape } from './shapes.ts'
import examples from './Tag.examples.ts'
import Tag from './Tag.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('is its name; the sign is for the eye alone', () => {
  const { container } = render(Tag, { props: { colour: 'teal', shape: 'star' }, slots: { default: 'Permits' } })
  expect(screen.getByText('Permits').textContent).toBe('Permits')
  expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true')
})

it('has another outline for every shape', () => {
  const shapes: TagShape[] = ['dot', 'square', 'triangle', 'diamond', 'star', 'cross', 'ring', 'bar']
  expect(new Set(shapes.map(shapePath)).size).toBe(shapes.length)
})
