import { defineExamples } from '../example.ts'
import { withModel } from '../with-model.ts'
import NumberField from './NumberField.vue'

const number = (props: Record<string, unknown>) =>
  withModel(NumberField, 10, { label: 'Time to take back a message', min: 0, max: 60, ...props })
const box = { inlineSize: 22 }

export default defineExamples([
  { name: 'plain', render: number({}), box },
  { name: 'with unit and hint', render: number({ unit: 'seconds', hint: 'From 0 to 60' }), box },
  { name: 'with a fault', render: number({ error: 'Write a number from 0 to 60' }), box },
])
