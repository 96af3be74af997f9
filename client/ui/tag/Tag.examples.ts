import { h } from 'vue'
import { defineExamples } from '../example.ts'
import { type TagColour, type TagShape } from './shapes.ts'
import Tag from './Tag.vue'

const looks: readonly [TagColour, TagShape][] = [
  ['red', 'dot'],
  ['orange', 'square'],
  ['yellow', 'triangle'],
  ['green', 'diamond'],
  ['teal', 'star'],
  ['blue', 'cross'],
  ['purple', 'ring'],
  ['pink', 'bar'],
  ['grey', 'dot'],
]

export default defineExamples([
  {
    name: 'every colour and shape',
    render: () =>
      h(
        'p',
        looks.map(([colour, shape]) => [h(Tag, { colour, shape }, { default: () => 'Permits' }), ' ']),
      ),
  },
  {
    name: 'longer than its place',
    render: () =>
      h(Tag, { colour: 'teal', shape: 'star' }, { default: () => 'Applications that need one more document' }),
    box: { inlineSize: 10 },
  },
])
