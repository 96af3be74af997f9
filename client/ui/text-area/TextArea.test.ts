import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './TextArea.examples.ts'
import TextArea from './TextArea.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

it('gives what is typed to the owner', async () => {
  const view = render(TextArea, { props: { label: 'Text', modelValue: '' } })
  await userEvent.type(screen.getByRole('textbox', { name: 'Text' }), 'Hi')
  expect(view.emitted('update:modelValue')).toContainEqual(['H'])
})

it('is left by Tab', async () => {
  render(TextArea, { props: { label: 'Text', modelValue: '' } })
  screen.getByRole('textbox').focus()
  await userEvent.tab()
  expect(document.activeElement).toBe(document.body)
})
