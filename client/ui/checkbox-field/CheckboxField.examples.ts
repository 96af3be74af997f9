import { defineExamples } from '../example.ts'
import { withModel } from '../with-model.ts'
import CheckboxField from './CheckboxField.vue'

const check = (value: boolean, props: Record<string, unknown> = {}) =>
  withModel(CheckboxField, value, { label: 'Keep a copy', ...props })
const box = { inlineSize: 20 }

export default defineExamples([
  { name: 'off', render: check(false), box },
  { name: 'on', render: check(true), box },
  { name: 'with a hint', render: check(true, { hint: 'In the folder Sent, as with other messages' }), box },
])
