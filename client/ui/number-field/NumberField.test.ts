import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './NumberField.examples.ts'
import NumberField from './NumberField.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

describe('typing', () => {
  async function leaveWith(typed: string) {
    const view = render(NumberField, { props: { label: 'Seconds', modelValue: 10, min: 5, max: 60 } })
    const field = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Seconds' })
    await userEvent.clear(field)
    if (typed) await userEvent.type(field, typed)
    const beforeLeaving = view.emitted('update:modelValue')
    await userEvent.tab()
    return {
      beforeLeaving,
      given: (view.emitted<[number]>()['update:modelValue'] ?? []).at(-1)?.[0],
      shown: field.value,
    }
  }

  it('counts only when the person leaves the field', async () => {
    const { beforeLeaving, given } = await leaveWith('12')
    expect(beforeLeaving).toBeUndefined()
    expect(given).toBe(12)
  })

  it.each([
    ['2', 5],
    ['999', 60],
  ])('brings %s between the bounds', async (typed, expected) => {
    expect((await leaveWith(typed)).given).toBe(expected)
  })

  it('goes back to the last number when it is left empty', async () => {
    expect((await leaveWith('')).shown).toBe('10')
  })
})
