import { ImageOff } from '@lucide/vue'
import { h } from 'vue'
import Button from '../button/Button.vue'
import { defineExamples } from '../example.ts'
import Notice from './Notice.vue'

const slots = (text: string, action?: string) => ({
  default: () => text,
  ...(action ? { actions: () => h(Button, {}, { default: () => action }) } : {}),
})
const box = { inlineSize: 36 }

export default defineExamples([
  { name: 'information', render: () => h(Notice, {}, slots('You are reading the text version.')), box },
  {
    name: 'information with own icon and action',
    render: () => h(Notice, { icon: ImageOff }, slots('2 pictures from other sites are not loaded.', 'Show pictures')),
    box,
  },
  {
    name: 'warning with title',
    render: () => h(Notice, { tone: 'warning', title: 'Looks like Ben Okafor' }, slots('But the address is another.')),
    box,
  },
  {
    name: 'danger',
    render: () => h(Notice, { tone: 'danger', title: 'Not sent' }, slots('The text is kept.', 'Try again')),
    box,
  },
  { name: 'success', render: () => h(Notice, { tone: 'success' }, slots('Saved.')), box },
  {
    name: 'narrow',
    render: () => h(Notice, { tone: 'warning' }, slots('2 pictures from other sites are not loaded.', 'Show pictures')),
    box: { inlineSize: 17 },
  },
])
