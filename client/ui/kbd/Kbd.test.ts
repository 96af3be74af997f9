import { cleanup, render } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './Kbd.examples.ts'
import Kbd from './Kbd.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('reads as its keys with plus between them', () => {
  const { container } = render(Kbd, { props: { keys: 'Ctrl+Shift+M' } })
  expect(container.textContent.replaceAll(/\s/g, '')).toBe('Ctrl+Shift+M')
  expect(container.querySelectorAll('kbd')).toHaveLength(3)
})
