import { defineExamples } from '../example.ts'
import { withModel } from '../with-model.ts'
import TextField from './TextField.vue'

const field = (value: string, props: Record<string, unknown>) =>
  withModel(TextField, value, { label: 'Name', ...props })
const box = { inlineSize: 22 }

export default defineExamples([
  { name: 'empty', render: field('', {}), box },
  { name: 'filled', render: field('Ada Lindqvist', {}), box },
  { name: 'with a hint', render: field('', { hint: 'As it stands under your messages' }), box },
  { name: 'required', render: field('', { required: true }), box },
  {
    name: 'with a fault',
    render: field('ada@example', { error: 'Write the whole address, such as ada@example.gov' }),
    box,
  },
  { name: 'with hint and fault', render: field('', { hint: 'At work', error: 'Write a name', required: true }), box },
  {
    name: 'password',
    render: field('secret', { type: 'password', label: 'Password', autocomplete: 'current-password' }),
    box,
  },
  { name: 'label for readers only', render: field('', { type: 'search', label: 'Search mail', hideLabel: true }), box },
  { name: 'read only', render: field('ada.lindqvist@example.gov', { readonly: true }), box },
])
