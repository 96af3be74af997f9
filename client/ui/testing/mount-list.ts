import { fireEvent, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { defineComponent, h, reactive, ref, shallowReactive } from 'vue'
import WindowedListbox from '../windowed-listbox/WindowedListbox.vue'

export interface Row {
  id: string
  name: string
  day?: string
}

export const rowHeight = 50
export const viewHeight = 500

export function makeRows(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({ id: `m${index}`, name: `Person ${index}` }))
}

/** The list inside an owner that keeps rows, selection and what was opened, as the message list does. */
export function mountList(rows: (Row | undefined)[], extra: Record<string, unknown> = {}) {
  const state = reactive({ rows: shallowReactive([...rows]), selected: new Set<string>(), props: extra })
  const opened: string[] = []
  const needs: [number, number][] = []
  const selectAll = ref(false)
  const list = ref<{ focusRow(id: string): Promise<boolean>; focusFirst(): void; focusedId: string } | null>(null)
  const owner = defineComponent({
    render: () => [
      h('button', 'before'),
      h(
        WindowedListbox as never,
        {
          ref: list,
          label: 'Messages',
          total: state.rows.length,
          itemAt: (index: number) => state.rows[index],
          labelOf: (row: Row) => row.name,
          typeText: (row: Row) => row.name,
          selectedIds: state.selected,
          rowHeight,
          multiselectable: true,
          onNeed: (from: number, to: number) => needs.push([from, to]),
          onOpen: (row: Row) => opened.push(row.id),
          onSelect: (ids: string[], detail: { all: boolean }) => {
            state.selected = new Set(ids)
            selectAll.value = detail.all
          },
          ...state.props,
        },
        { row: ({ item }: { item: Row }) => h('span', item.name) },
      ),
      h('button', 'after'),
    ],
  })
  render(owner)
  return { state, opened, needs, selectAll, list, user: userEvent.setup() }
}

export const box = () => screen.getByRole('listbox')
export const row = (name: string) => screen.getByRole('option', { name })
export const nameOf = (node: Element | null | undefined) => node?.querySelector('.visually-hidden')?.textContent
export const focusedName = () => nameOf(document.activeElement)

export async function scrollTo(top: number): Promise<void> {
  box().scrollTop = top
  await fireEvent.scroll(box())
}
