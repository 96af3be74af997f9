import { h } from 'vue'
import { defineExamples } from '../example.ts'
import Disclosure from './Disclosure.vue'

const content = { default: () => 'mehdi.dubois@example.gov, ada.lindqvist@example.gov' }
const box = { inlineSize: 22 }

export default defineExamples([
  { name: 'closed', render: () => h(Disclosure, { label: 'All addresses' }, content), box },
  { name: 'open', render: () => h(Disclosure, { label: 'All addresses', open: true }, content), box },
])
