import { defineExamples } from '../example.ts'
import { withModel } from '../with-model.ts'
import TokenField from './TokenField.vue'

const tokens = [
  { id: '1', label: 'Ben Okafor', title: 'ben.okafor@example.gov', tone: 'internal' },
  { id: '2', label: 'Cara Im', title: 'cara@elsewhere.example', tone: 'external' },
  { id: '3', label: 'ann@agency', title: 'Write the whole address', tone: 'invalid' },
]
const field = (props: Record<string, unknown>, text = '') =>
  withModel(TokenField, text, { label: 'To', tokens: [], suggestions: [], ...props }, 'inputText')
const box = { inlineSize: 30 }

export default defineExamples([
  { name: 'empty', render: field({}), box },
  { name: 'each kind', render: field({ tokens }), box },
  { name: 'narrow', render: field({ tokens }), box: { inlineSize: 14 } },
  {
    name: 'with hint and fault',
    render: field({ hint: 'Names or addresses', error: 'Write at least one address' }),
    box,
  },
])
