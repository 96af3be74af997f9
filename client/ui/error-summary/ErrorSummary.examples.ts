import { h } from 'vue'
import { defineExamples } from '../example.ts'
import ErrorSummary from './ErrorSummary.vue'

const errors = [
  { fieldId: 'to', text: 'To: write at least one address' },
  { fieldId: 'subject', text: 'Subject: write what it is about' },
]

export default defineExamples([
  {
    name: 'two faults',
    render: () => h(ErrorSummary, { title: 'Not sent: 2 problems', errors }),
    box: { inlineSize: 28 },
  },
  {
    name: 'no field to blame',
    render: () =>
      h(ErrorSummary, { title: 'Not signed in', errors: [] }, { default: () => 'Name or password is not right.' }),
    box: { inlineSize: 28 },
  },
])
