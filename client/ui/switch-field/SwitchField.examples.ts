import { defineExamples } from '../example.ts'
import { withModel } from '../with-model.ts'
import SwitchField from './SwitchField.vue'

const toggle = (value: boolean, props: Record<string, unknown> = {}) =>
  withModel(SwitchField, value, { label: 'Single keys', ...props })
const box = { inlineSize: 24 }

export default defineExamples([
  { name: 'off', render: toggle(false), box },
  { name: 'on', render: toggle(true), box },
  { name: 'with a hint', render: toggle(false, { hint: 'One letter does one thing: r replies, e archives' }), box },
])
