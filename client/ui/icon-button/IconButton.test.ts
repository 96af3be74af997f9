import { Flag } from '@lucide/vue'
import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './IconButton.examples.ts'
import IconButton from './IconButton.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

describe('name and state', () => {
  it('has its label as name', () => {
    render(IconButton, { props: { icon: Flag, label: 'Flag' } })
    expect(screen.getByRole('button', { name: 'Flag' }).hasAttribute('aria-pressed')).toBe(false)
  })

  it('keeps its name while it is pressed', async () => {
    const { rerender } = render(IconButton, { props: { icon: Flag, label: 'Flag', pressed: false } })
    expect(screen.getByRole('button', { name: 'Flag', pressed: false })).toBeTruthy()
    await rerender({ pressed: true })
    expect(screen.getByRole('button', { name: 'Flag', pressed: true })).toBeTruthy()
  })
})
