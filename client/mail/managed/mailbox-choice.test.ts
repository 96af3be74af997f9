import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { type ManagedMailbox } from '#contract/managed-mailboxes.ts'
import MailboxChoice from './MailboxChoice.vue'

afterEach(cleanup)

const desk = { mailbox: 'permits', name: 'Permit Desk', isRole: true } as ManagedMailbox

it('names the mailbox that the page is about, for as long as it stays with it', async () => {
  const props = { items: [desk], chosen: null, asked: undefined as string | undefined }
  const { emitted, rerender } = render(MailboxChoice, { props })
  const field = screen.getByRole<HTMLSelectElement>('combobox')
  await userEvent.setup().selectOptions(field, 'Permit Desk')
  expect(emitted('choose')).toEqual([['permits']])
  expect(field.selectedOptions[0]?.text).toBe('My own')
  await rerender({ ...props, asked: 'permits', chosen: desk })
  expect(field.selectedOptions[0]?.text).toBe('Permit Desk')
})
