import { h } from 'vue'
import Button from '../button/Button.vue'
import { defineExamples } from '../example.ts'
import { withModel } from '../with-model.ts'
import TextField from '../text-field/TextField.vue'
import Dialog from './Dialog.vue'

const field = withModel(TextField, '', { label: 'Name of the folder' })
const actions = () => [
  h(Button, {}, { default: () => 'Cancel' }),
  h(Button, { variant: 'primary' }, { default: () => 'Make the folder' }),
]

export default defineExamples([
  {
    name: 'with a form',
    render: () =>
      h(
        Dialog,
        { open: true, title: 'New folder', description: 'It stands in your own mailbox.' },
        { default: field, actions },
      ),
    coversPage: true,
  },
  {
    name: 'wide, long and not closable',
    render: () =>
      h(
        Dialog,
        { open: true, title: 'Terms', wide: true, closable: false },
        { default: () => 'Read this first. '.repeat(400), actions },
      ),
    coversPage: true,
  },
])
