import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './Badge.examples.ts'
import Badge from './Badge.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('is its words, whatever the tone', () => {
  render(Badge, { props: { tone: 'teal' }, slots: { default: 'Permits' } })
  expect(screen.getByText('Permits').textContent).toBe('Permits')
})
