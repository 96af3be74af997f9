import { defineExamples } from '../example.ts'
import { withModel } from '../with-model.ts'
import RadioGroup from './RadioGroup.vue'

const plain = [
  { value: 'right', label: 'Beside the list' },
  { value: 'below', label: 'Under the list' },
  { value: 'off', label: 'On a page of its own' },
]
const hinted = plain.map((option) => ({ ...option, hint: 'What this means for a small screen.' }))
const group = (props: Record<string, unknown>) =>
  withModel(RadioGroup, 'right', { legend: 'Reading pane', options: plain, ...props })
const box = { inlineSize: 22 }

export default defineExamples([
  { name: 'plain', render: group({}), box },
  { name: 'each with a hint', render: group({ options: hinted }), box },
  { name: 'a hint for all', render: group({ hint: 'Where a message opens' }), box },
  { name: 'with an error', render: group({ error: 'This is not possible here. Choose something else.' }), box },
])
