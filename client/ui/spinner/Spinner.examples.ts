import { h } from 'vue'
import { defineExamples } from '../example.ts'
import Spinner from './Spinner.vue'

export default defineExamples([{ name: 'beside a word', render: () => [h(Spinner), ' Sending'] }])
