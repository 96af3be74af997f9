import { Archive, Ellipsis, Flag, Trash2 } from '@lucide/vue'
import { defineComponent, h, onMounted, ref } from 'vue'
import { defineExamples } from '../example.ts'
import MenuButton from './MenuButton.vue'

const items = [
  { id: 'archive', label: 'Archive', icon: Archive, shortcut: 'E' },
  { id: 'flag', label: 'Flag', icon: Flag, checked: true },
  { id: 'move', label: 'Move', disabledReason: 'You may only read this folder' },
  { id: 'delete', label: 'Delete for good', icon: Trash2, danger: true, separatorBefore: true },
]

const opened = defineComponent({
  setup() {
    const menu = ref<{ open(): Promise<void> } | null>(null)
    onMounted(() => menu.value?.open())
    return () => h(MenuButton, { ref: menu, label: 'More actions', items })
  },
})

export default defineExamples([
  { name: 'closed', render: () => h(MenuButton, { label: 'Newest first', items }) },
  {
    name: 'icon alone',
    render: () => h(MenuButton, { label: 'More actions', icon: Ellipsis, hideLabel: true, items }),
  },
  { name: 'edge', render: () => h(MenuButton, { label: 'Account', variant: 'edge', items }) },
  { name: 'open', render: () => h(opened), coversPage: true, box: { blockSize: 20 } },
])
