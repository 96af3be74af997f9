import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './TextField.examples.ts'
import TextField from './TextField.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

describe('a fault', () => {
  it('is told with the field, before its hint, and only while there is one', async () => {
    const props = { label: 'Name', modelValue: '', hint: 'At work', error: 'Write a name' }
    const { rerender } = render(TextField, { props })
    const field = screen.getByRole('textbox', { name: 'Name' })
    const described = field.getAttribute('aria-describedby')?.split(' ') ?? []
    const texts = described.map((id) => document.getElementById(id)?.textContent.trim())
    expect(texts).toEqual(['Error: Write a name', 'At work'])
    expect(field.getAttribute('aria-invalid')).toBe('true')
    await rerender({ error: undefined })
    expect(field.hasAttribute('aria-invalid')).toBe(false)
  })
})

describe('typing', () => {
  it('gives what is typed to the owner', async () => {
    const view = render(TextField, { props: { label: 'Name', modelValue: '' } })
    await userEvent.type(screen.getByLabelText('Name'), 'A')
    expect(view.emitted('update:modelValue')).toEqual([['A']])
  })

  it('says that it must be filled, in a word', () => {
    render(TextField, { props: { label: 'Name', modelValue: '', required: true } })
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name (required)' }).required).toBe(true)
  })

  it('hands other attributes to the native field', () => {
    render(TextField, { props: { label: 'Name', modelValue: '' }, attrs: { maxlength: '20', name: 'who' } })
    expect(screen.getByLabelText('Name').getAttribute('maxlength')).toBe('20')
  })
})

describe('a password', () => {
  it('can be shown and hidden again, and pasted', async () => {
    render(TextField, { props: { label: 'Password', modelValue: 'secret', type: 'password' } })
    const field = screen.getByLabelText<HTMLInputElement>('Password')
    expect(field.type).toBe('password')
    await userEvent.click(screen.getByRole('button', { name: 'Show password', pressed: false }))
    expect(field.type).toBe('text')
    await userEvent.click(screen.getByRole('button', { name: 'Show password', pressed: true }))
    expect(field.type).toBe('password')
  })
})
