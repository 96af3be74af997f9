import { Clock, Search, Tag } from '@lucide/vue'
import { defineComponent, h, ref } from 'vue'
import { defineExamples } from '../example.ts'
import SuggestionList from './SuggestionList.vue'

const items = [
  { id: 'all', label: '“ramp” in all folders', icon: Search, group: 'Search' },
  { id: 'here', label: '“ramp” in Inbox', icon: Search, group: 'Search' },
  { id: 'old', label: 'ramp from:ann', icon: Clock, group: 'Recent searches' },
  { id: 'label', label: 'label:', detail: 'has this label', icon: Tag, group: 'Narrow down' },
]
const list = (active: number) =>
  defineComponent({
    setup() {
      const field = ref<HTMLElement | null>(null)
      const input = () =>
        h('input', {
          ref: field,
          class: 'field-box',
          role: 'combobox',
          'aria-label': 'Search mail',
          'aria-expanded': true,
          'aria-controls': 'suggestions',
          'aria-activedescendant': active === -1 ? undefined : `suggestions-${active}`,
        })
      return () => [
        input(),
        h(SuggestionList, { id: 'suggestions', label: 'Suggestions', items, active, anchor: field.value }),
      ]
    },
  })
const box = { inlineSize: 30, blockSize: 24 }

export default defineExamples([
  { name: 'nothing pointed to', render: () => h(list(-1)), coversPage: true, box },
  { name: 'one pointed to', render: () => h(list(1)), coversPage: true, box },
])
