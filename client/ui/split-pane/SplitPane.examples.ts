import { h } from 'vue'
import { defineExamples } from '../example.ts'
import { withModel } from '../with-model.ts'
import SplitPane from './SplitPane.vue'

const slots = { first: () => h('p', 'Folders'), second: () => h('p', 'Messages') }
const split = (axis: 'inline' | 'block') =>
  withModel((props: Record<string, unknown>) => h(SplitPane, props as never, slots), 8, {
    label: axis === 'inline' ? 'Folders' : 'Messages',
    min: 4,
    max: 16,
    axis,
  })

export default defineExamples([
  { name: 'side by side', render: split('inline'), box: { inlineSize: 24, blockSize: 10 } },
  { name: 'one above the other', render: split('block'), box: { inlineSize: 24, blockSize: 16 } },
])
