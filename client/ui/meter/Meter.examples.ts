import { h } from 'vue'
import { defineExamples } from '../example.ts'
import Meter from './Meter.vue'

const meter = (value: number) => () => h(Meter, { label: 'Storage', value, max: 5, text: `${value} of 5 GB used` })
const box = { inlineSize: 16 }

export default defineExamples([
  { name: 'room left', render: meter(3.1), box },
  { name: 'four fifths', render: meter(4.2), box },
  { name: 'nearly full', render: meter(4.9), box },
  { name: 'empty', render: meter(0), box },
])
