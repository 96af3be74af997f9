import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './Disclosure.examples.ts'
import Disclosure from './Disclosure.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('is native details that tells its owner when it opens', async () => {
  const view = render(Disclosure, { props: { label: 'All addresses' }, slots: { default: 'ann@example.gov' } })
  const details = view.container.querySelector('details')!
  expect(details.open).toBe(false)
  details.open = true
  await fireEvent(details, new Event('toggle'))
  expect(view.emitted('update:open')).toEqual([[true]])
  expect(screen.getByText('All addresses').closest('summary')).not.toBeNull()
})
