import { Archive, Ellipsis, Forward, Reply, Trash2 } from '@lucide/vue'
import { h } from 'vue'
import Button from '../button/Button.vue'
import { defineExamples } from '../example.ts'
import MenuButton from '../menu-button/MenuButton.vue'
import Toolbar from './Toolbar.vue'

const actions = [
  ['Reply', Reply],
  ['Forward', Forward],
  ['Archive', Archive],
  ['Delete', Trash2],
] as const

const content = () => [
  ...actions.map(([label, icon]) => h(Button, { variant: 'plain', icon }, { default: () => label })),
  h(MenuButton, { label: 'More actions', icon: Ellipsis, hideLabel: true, items: [{ id: 'print', label: 'Print' }] }),
]
const bar = () => h(Toolbar, { label: 'Message' }, { default: content })

export default defineExamples([
  { name: 'one line', render: bar },
  { name: 'narrow', render: bar, box: { inlineSize: 18 } },
])
