import { FileText, Inbox } from '@lucide/vue'
import { h } from 'vue'
import Button from '../button/Button.vue'
import { defineExamples } from '../example.ts'
import EmptyState from './EmptyState.vue'

const box = { inlineSize: 28 }

export default defineExamples([
  { name: 'title alone', render: () => h(EmptyState, { icon: Inbox, title: 'Nothing here' }), box },
  {
    name: 'text and action',
    render: () =>
      h(
        EmptyState,
        { icon: FileText, title: 'No drafts' },
        {
          default: () => 'What you begin to write and do not send is kept here.',
          actions: () => h(Button, { variant: 'primary' }, { default: () => 'New message' }),
        },
      ),
    box,
  },
])
