import { h } from 'vue'
import { defineExamples } from '../example.ts'
import ProgressBar from './ProgressBar.vue'

const bar = (value: number) => () =>
  h(ProgressBar, { label: 'Importing contacts', value, max: 10_000, text: `${value} of 10,000 contacts` })
const box = { inlineSize: 20 }

export default defineExamples([
  { name: 'begun', render: bar(0), box },
  { name: 'half-way', render: bar(5_000), box },
  { name: 'done', render: bar(10_000), box },
])
