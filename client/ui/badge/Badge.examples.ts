import { h } from 'vue'
import { defineExamples } from '../example.ts'
import Badge from './Badge.vue'

const tones = ['neutral', 'teal', 'amber', 'violet', 'green', 'rose', 'danger'] as const

export default defineExamples([
  ...tones.map((tone) => ({
    name: tone,
    render: () => h(Badge, { tone }, { default: () => (tone === 'neutral' ? '3' : 'Permits') }),
  })),
  {
    name: 'longer than its place',
    render: () => h(Badge, { tone: 'teal' }, { default: () => 'Applications that need one more document' }),
    box: { inlineSize: 10 },
  },
])
