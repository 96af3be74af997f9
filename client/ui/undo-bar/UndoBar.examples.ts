import { h } from 'vue'
import { defineExamples } from '../example.ts'
import UndoBar from './UndoBar.vue'

const bar = (text: string) => () => h(UndoBar, { text, actionLabel: 'Undo' })

export default defineExamples([
  { name: 'one message', render: bar('Message archived') },
  { name: 'narrow', render: bar('12 messages moved to Projects, Bridge repair 2026'), box: { inlineSize: 18 } },
])
