import { Archive, FileText, Folder, Inbox, Send } from '@lucide/vue'
import { h } from 'vue'
import { defineExamples } from '../example.ts'
import TreeView from './TreeView.vue'

const nodes = [
  { id: 'inbox', label: 'Inbox, 12 unread', text: 'Inbox', icon: Inbox, count: 12, current: true },
  { id: 'drafts', label: 'Drafts, 2', text: 'Drafts', icon: FileText, count: 2 },
  { id: 'sent', label: 'Sent', text: 'Sent', icon: Send },
  {
    id: 'projects',
    label: 'Projects, holds folders',
    text: 'Projects',
    icon: Folder,
    muted: true,
    children: [
      { id: 'bridge', label: 'Bridge repair, 1,204 unread', text: 'Bridge repair', icon: Folder, count: 1204 },
      {
        id: 'long',
        label: 'Accessibility of public documents and forms',
        text: 'Accessibility of public documents and forms',
        icon: Folder,
        children: [{ id: 'deep', label: 'Forms', text: 'Forms', icon: Folder }],
      },
    ],
  },
  { id: 'archive', label: 'Archive', text: 'Archive', icon: Archive },
]
const tree =
  (expanded: string[], shown = nodes) =>
  () =>
    h(TreeView, { label: 'Folders', nodes: shown, expandedIds: new Set(expanded) })
const box = { inlineSize: 16 }

export default defineExamples([
  { name: 'closed branches', render: tree([]), box },
  { name: 'open branches', render: tree(['projects', 'long']), box },
  { name: 'no branches at all', render: tree([], nodes.slice(0, 3)), box },
])
