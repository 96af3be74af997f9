import { Reply } from '@lucide/vue'
import { cleanup, render } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './Icon.examples.ts'
import Icon from './Icon.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('is hidden from readers, 20 px and of one stroke', () => {
  const { container } = render(Icon, { props: { icon: Reply } })
  const drawing = container.querySelector('svg')
  expect(drawing?.getAttribute('aria-hidden')).toBe('true')
  expect(drawing?.getAttribute('width')).toBe('20')
  expect(drawing?.getAttribute('stroke-width')).toBe('1.75')
})

it('turns with the reading direction only when asked to', () => {
  const { container } = render(Icon, { props: { icon: Reply, turns: true } })
  expect(container.querySelector('.turns-with-text')).not.toBeNull()
})
