import { Folder, Inbox, Reply } from '@lucide/vue'
import { defineExamples } from '../example.ts'
import { withModel } from '../with-model.ts'
import SearchableList from './SearchableList.vue'

const items = [
  { id: 'reply', label: 'Reply', icon: Reply, shortcut: 'R', group: 'This message' },
  { id: 'inbox', label: 'Inbox', detail: '12 unread', icon: Inbox, group: 'Go to folder' },
  { id: 'bridge', label: 'Bridge repair', detail: 'in Projects', icon: Folder, group: 'Go to folder' },
]
const list = (text: string, shown: unknown[], more = {}) =>
  withModel(
    SearchableList,
    text,
    { label: 'Go to or do', placeholder: 'Folder or action', items: shown, ...more },
    'inputText',
  )
const marks = ['on', 'some', 'off'] as const
const markable = items.map(({ id, label, icon }, index) => ({ id, label, icon, marked: marks[index] }))
const box = { inlineSize: 30 }

export default defineExamples([
  { name: 'in groups', render: list('', items), box },
  {
    name: 'without groups',
    render: list(
      'i',
      items.map(({ id, label }) => ({ id, label })),
    ),
    box,
  },
  { name: 'several choices', render: list('', markable, { multiple: true }), box },
  { name: 'nothing found', render: list('xyz', []), box },
])
