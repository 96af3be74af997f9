import { Archive, Reply, Send, SquarePen, Trash2 } from '@lucide/vue'
import { h } from 'vue'
import { defineExamples } from '../example.ts'
import Button from './Button.vue'

const label = (text: string) => ({ default: () => text })

export default defineExamples([
  { name: 'edge', render: () => h(Button, {}, label('Reply all')) },
  { name: 'edge with icon that turns', render: () => h(Button, { icon: Reply, iconTurns: true }, label('Reply')) },
  { name: 'primary', render: () => h(Button, { variant: 'primary', icon: SquarePen }, label('New message')) },
  { name: 'plain', render: () => h(Button, { variant: 'plain', icon: Archive }, label('Archive')) },
  { name: 'danger', render: () => h(Button, { variant: 'danger', icon: Trash2 }, label('Delete for good')) },
  { name: 'busy', render: () => h(Button, { variant: 'primary', icon: Send, busy: true }, label('Send')) },
  { name: 'busy edge', render: () => h(Button, { busy: true }, label('Save')) },
  { name: 'with a key', render: () => h(Button, { icon: Send, shortcut: 'Ctrl+Enter' }, label('Send')) },
  {
    name: 'long label in a narrow place',
    render: () => h(Button, {}, label('Show pictures from this sender in every message from now on')),
    box: { inlineSize: 14 },
  },
  { name: 'a link that looks like one', render: () => h('a', { class: 'button button-edge', href: '#' }, 'Settings') },
])
