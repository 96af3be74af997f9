import { h } from 'vue'
import { defineExamples } from '../example.ts'
import Skeleton from './Skeleton.vue'

const box = { inlineSize: 20 }

export default defineExamples([
  { name: 'three lines', render: () => h(Skeleton), box },
  { name: 'one line', render: () => h(Skeleton, { lines: 1 }), box },
])
