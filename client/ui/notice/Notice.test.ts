import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './Notice.examples.ts'
import Notice from './Notice.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it.each([
  ['warning', 'Warning:'],
  ['danger', 'Important:'],
  ['success', 'Done:'],
] as const)('says the tone %s in a word', (tone, word) => {
  render(Notice, { props: { tone }, slots: { default: 'The text is kept.' } })
  expect(screen.getByText(word)).toBeTruthy()
})

it('is no live region', () => {
  const { container } = render(Notice, { slots: { default: 'Text' } })
  expect(container.querySelector('[role="alert"], [role="status"], [aria-live]')).toBeNull()
})
