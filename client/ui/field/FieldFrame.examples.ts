import { h } from 'vue'
import { defineExamples } from '../example.ts'
import FieldFrame from './FieldFrame.vue'

const input = () => h('input', { id: 'example-field', class: 'field-box' })

export default defineExamples([
  {
    name: 'everything at once',
    render: () =>
      h(
        FieldFrame,
        { label: 'Name', fieldId: 'example-field', hint: 'A hint', error: 'A fault', required: true },
        { default: input },
      ),
    box: { inlineSize: 20 },
  },
])
