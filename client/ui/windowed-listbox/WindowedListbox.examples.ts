import { h } from 'vue'
import { defineExamples } from '../example.ts'
import WindowedListbox from './WindowedListbox.vue'

interface Row {
  id: string
  name: string
  text: string
  day: string
}

const names = ['Mehdi Dubois', 'Permit Office', 'Ewa Papadopoulos', 'Søren van Dijk', 'عمر حداد', 'Kwame Okafor']
const texts = ['Budget review moved to Thursday', 'Application needs one more document', 'Room 210 projector']

function rowAt(index: number): Row {
  const day = index < 3 ? 'Today' : index < 8 ? 'Yesterday' : 'Last week'
  return { id: `row-${index}`, name: names[index % names.length] ?? '', text: texts[index % texts.length] ?? '', day }
}

function list(props: Record<string, unknown>, loaded = (index: number) => index >= 0) {
  return () =>
    h(
      WindowedListbox as never,
      {
        label: 'Messages',
        total: 100_000,
        itemAt: (index: number) => (loaded(index) ? rowAt(index) : undefined),
        labelOf: (row: Row) => `${row.name}, ${row.text}, ${row.day}`,
        rowHeight: 64,
        multiselectable: true,
        ...props,
      },
      {
        row: ({ item, selected }: { item: Row; selected: boolean }) =>
          h('div', { style: { padding: '0.5rem 1.25rem' } }, [
            h('div', { style: { fontWeight: 650 } }, selected ? `✓ ${item.name}` : item.name),
            h('div', item.text),
          ]),
      },
    )
}

const box = { inlineSize: 24, blockSize: 22 }
const groupOf = (row: Row) => ({ id: row.day, label: row.day })

export default defineExamples([
  { name: 'plain', render: list({}), box },
  { name: 'one open, with date headings', render: list({ currentId: 'row-1', groupOf }), box },
  { name: 'some selected', render: list({ selectedIds: new Set(['row-0', 'row-2']), currentId: 'row-0' }), box },
  { name: 'part not loaded', render: list({}, (index) => index < 2), box },
  { name: 'low rows', render: list({ rowHeight: 44, groupOf, headingHeight: 32 }), box },
])
