import { h } from 'vue'
import { defineExamples } from '../example.ts'
import Tooltip from './Tooltip.vue'

export default defineExamples([
  {
    name: 'on a date',
    render: () => h(Tooltip, { text: 'Friday, 14 November 2026 at 17:41' }, { default: () => h('time', '14 Nov') }),
  },
])
