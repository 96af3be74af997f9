import { h } from 'vue'
import { defineExamples } from '../example.ts'
import ConfirmDialog from './ConfirmDialog.vue'

const ask = (danger: boolean) => () =>
  h(ConfirmDialog, {
    open: true,
    danger,
    title: danger ? 'Delete 3 messages for good?' : 'Send without a subject?',
    text: danger ? 'They cannot be brought back.' : 'A subject helps people find the message again.',
    confirmLabel: danger ? 'Delete for good' : 'Send anyway',
  })

export default defineExamples([
  { name: 'harmless', render: ask(false), coversPage: true },
  { name: 'danger', render: ask(true), coversPage: true },
])
