import { defineExamples } from '../example.ts'
import { withModel } from '../with-model.ts'
import SelectField from './SelectField.vue'

const options = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'sender', label: 'By sender' },
]
const select = (props: Record<string, unknown>) =>
  withModel(SelectField, 'newest', { label: 'Order', options, ...props })
const box = { inlineSize: 18 }

export default defineExamples([
  { name: 'chosen', render: select({}), box },
  { name: 'with a hint', render: select({ hint: 'For this folder' }), box },
  { name: 'with a fault', render: select({ error: 'Choose an order' }), box },
  { name: 'label for readers only', render: select({ hideLabel: true }), box },
  {
    name: 'languages in their own words',
    render: withModel(SelectField, 'es', {
      label: 'Language',
      options: [
        { value: 'en', label: 'English', lang: 'en' },
        { value: 'es', label: 'Español', lang: 'es' },
      ],
    }),
    box,
  },
])
