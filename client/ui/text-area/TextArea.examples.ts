import { defineExamples } from '../example.ts'
import { withModel } from '../with-model.ts'
import TextArea from './TextArea.vue'

const area = (value: string, props: Record<string, unknown>) => withModel(TextArea, value, { label: 'Text', ...props })
const box = { inlineSize: 26 }

export default defineExamples([
  { name: 'empty', render: area('', {}), box },
  { name: 'filled', render: area('Good morning,\n\nthe agenda is attached.', {}), box },
  {
    name: 'with hint and fault',
    render: area('', { hint: 'Sent to everyone who writes', error: 'Write a text' }),
    box,
  },
])
