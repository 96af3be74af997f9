import { Inbox } from '@lucide/vue'
import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './EmptyState.examples.ts'
import EmptyState from './EmptyState.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('is text, with the picture hidden', () => {
  const { container } = render(EmptyState, { props: { icon: Inbox, title: 'Nothing here' } })
  expect(screen.getByText('Nothing here')).toBeTruthy()
  expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true')
})
