import { h } from 'vue'
import { defineExamples } from '../example.ts'
import Kbd from './Kbd.vue'

export default defineExamples(
  ['K', 'Ctrl+K', 'Ctrl+Shift+M', 'ArrowDown', '?'].map((keys) => ({ name: keys, render: () => h(Kbd, { keys }) })),
)
