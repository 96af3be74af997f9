import { h } from 'vue'
import { defineExamples } from '../example.ts'
import BrandMark from './BrandMark.vue'

export default defineExamples([{ name: 'mark', render: () => h(BrandMark) }])
