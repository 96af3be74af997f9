import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './ProgressBar.examples.ts'
import ProgressBar from './ProgressBar.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('says what goes on and how far it is, as text for everyone and as its value', () => {
  render(ProgressBar, { props: { label: 'Importing contacts', value: 2, max: 8, text: '2 of 8 contacts' } })
  const bar = screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Importing contacts' })
  expect(bar.getAttribute('aria-valuetext')).toBe('2 of 8 contacts')
  expect(bar.position).toBe(0.25)
  expect(screen.getByText('2 of 8 contacts')).toBeTruthy()
})

it('stands at its beginning while it is not known how much there is', () => {
  render(ProgressBar, { props: { label: 'Importing contacts', value: 0, max: 0, text: 'Beginning' } })
  expect(screen.getByRole<HTMLProgressElement>('progressbar').position).toBe(0)
})
