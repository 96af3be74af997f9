import { CircleHelp, Ellipsis, Flag, Reply, X } from '@lucide/vue'
import { h } from 'vue'
import { defineExamples } from '../example.ts'
import IconButton from './IconButton.vue'

export default defineExamples([
  { name: 'plain', render: () => h(IconButton, { icon: X, label: 'Close' }) },
  { name: 'with a key', render: () => h(IconButton, { icon: CircleHelp, label: 'All keys', shortcut: 'Ctrl+/' }) },
  { name: 'pressed', render: () => h(IconButton, { icon: Flag, label: 'Flag', pressed: true }) },
  { name: 'not pressed', render: () => h(IconButton, { icon: Flag, label: 'Flag', pressed: false }) },
  { name: 'turns', render: () => h(IconButton, { icon: Reply, label: 'Reply', iconTurns: true }) },
  {
    name: 'three in a row',
    render: () => [Ellipsis, Flag, X].map((icon, at) => h(IconButton, { icon, label: `Action ${at + 1}` })),
  },
])
