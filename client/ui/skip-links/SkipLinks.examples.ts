import { h } from 'vue'
import { defineExamples } from '../example.ts'
import SkipLinks from './SkipLinks.vue'

const links = [
  { href: '#messages', label: 'Skip to the messages' },
  { href: '#folders', label: 'Skip to the folders' },
]

export default defineExamples([
  {
    name: 'seen when focused',
    render: () => [
      h(SkipLinks, { links }),
      h('section', { id: 'messages', 'aria-label': 'Messages' }),
      h('section', { id: 'folders', 'aria-label': 'Folders' }),
    ],
  },
])
