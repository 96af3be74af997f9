import { Archive, Flag, Inbox, Reply } from '@lucide/vue'
import { h } from 'vue'
import { defineExamples } from '../example.ts'
import Icon from './Icon.vue'

export default defineExamples([
  { name: 'a few of the set', render: () => [Inbox, Archive, Flag].map((icon) => h(Icon, { icon })) },
  { name: 'turns with the reading direction', render: () => h(Icon, { icon: Reply, turns: true }) },
])
