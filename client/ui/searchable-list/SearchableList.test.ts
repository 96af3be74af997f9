import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref, type Ref } from 'vue'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { checkExamples } from '../testing/check-examples.ts'
import { groupItems, type SearchItem } from './search-item.ts'
import examples from './SearchableList.examples.ts'
import SearchableList from './SearchableList.vue'

beforeEach(forgetAnnouncements)
afterEach(cleanup)

describe('states', () => checkExamples(examples))

const folders = ['Archive', 'Inbox', 'Junk', 'Sent'].map((label) => ({ id: label.toLowerCase(), label }))

function mount(all: Ref<SearchItem[]> = ref(folders)) {
  const chosen: string[] = []
  const closed = vi.fn()
  const text = ref('')
  render(
    defineComponent({
      render: () =>
        h(SearchableList, {
          label: 'Go to folder',
          items: all.value.filter(({ label }) => label.toLowerCase().includes(text.value.toLowerCase())),
          inputText: text.value,
          'onUpdate:inputText': (next: string) => (text.value = next),
          onChoose: (id: string) => chosen.push(id),
          onClose: closed,
        }),
    }),
  )
  const field = screen.getByRole('combobox', { name: 'Go to folder' })
  field.focus()
  return { chosen, closed, field, user: userEvent.setup() }
}

function pointedTo(field: HTMLElement): string | null {
  const id = field.getAttribute('aria-activedescendant')
  return id === null ? null : (document.getElementById(id)?.textContent.trim() ?? 'nothing')
}

describe('moving', () => {
  it('points to nothing until the person types or presses an arrow', async () => {
    const { field, user } = mount()
    expect(pointedTo(field)).toBeNull()
    await user.keyboard('{ArrowDown}')
    expect(pointedTo(field)).toBe('Archive')
  })

  it('goes round and keeps the focus in the field', async () => {
    const { field, user } = mount()
    await user.keyboard('{ArrowUp}')
    expect(pointedTo(field)).toBe('Sent')
    await user.keyboard('{ArrowDown}')
    expect(pointedTo(field)).toBe('Archive')
    await user.keyboard('{PageDown}')
    expect(pointedTo(field)).toBe('Sent')
    expect(document.activeElement).toBe(field)
  })

  it('marks what it points to as selected, and only that', async () => {
    const { user } = mount()
    await user.keyboard('{ArrowDown}')
    expect(screen.getAllByRole('option', { selected: true }).map((option) => option.textContent.trim())).toEqual([
      'Archive',
    ])
  })
})

describe('choosing', () => {
  it('takes the first that fits the text', async () => {
    const { chosen, user } = mount()
    await user.keyboard('in{Enter}')
    expect(chosen).toEqual(['inbox'])
  })

  it('takes what is pointed to, or pressed', async () => {
    const { chosen, user } = mount()
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    await user.click(screen.getByText('Junk'))
    expect(chosen).toEqual(['inbox', 'junk'])
  })

  it('keeps what is pointed to when more arrives by itself, and begins anew with what is typed', async () => {
    const all = ref<SearchItem[]>(folders)
    const { chosen, field, user } = mount(all)
    await user.keyboard('n{ArrowDown}{ArrowDown}')
    expect(pointedTo(field)).toBe('Sent')
    all.value = [{ id: 'notes', label: 'Notes' }, ...folders]
    await nextTick()
    expect(pointedTo(field)).toBe('Sent')
    await user.keyboard('o{Enter}')
    expect(chosen).toEqual(['notes'])
  })

  it('takes nothing when nothing fits', async () => {
    const { chosen, user } = mount()
    await user.keyboard('xyz{Enter}')
    expect(chosen).toEqual([])
    expect(screen.getByText('No results')).toBeTruthy()
  })

  it('closes with Escape', async () => {
    const { closed, user } = mount()
    await user.keyboard('{Escape}')
    expect(closed).toHaveBeenCalledOnce()
  })
})

describe('several choices', () => {
  it('marks with Enter, says so, and stays where it is', async () => {
    const marked = ref(false)
    render(
      defineComponent({
        render: () =>
          h(SearchableList, {
            label: 'Label',
            multiple: true,
            items: [{ id: 'permits', label: 'Permits', marked: marked.value ? 'on' : 'off' }],
            inputText: '',
            onChoose: () => (marked.value = !marked.value),
          }),
      }),
    )
    const user = userEvent.setup()
    screen.getByRole('combobox', { name: 'Label' }).focus()
    await user.keyboard('{ArrowDown}')
    expect(screen.queryByRole('option', { selected: true })).toBeNull()
    await user.keyboard('{Enter}')
    expect(screen.getByRole('option', { selected: true }).textContent.trim()).toBe('Permits')
    await user.keyboard('{Enter}')
    expect(recentAnnouncements.value.map(({ text }) => text)).toEqual(['Permits, not marked', 'Permits, marked'])
    expect(screen.getByRole('listbox').getAttribute('aria-multiselectable')).toBe('true')
  })
})

it('says the number of results once, when the typing pauses', async () => {
  const { user } = mount()
  await user.keyboard('in')
  await eventually(() => expect(recentAnnouncements.value.map(({ text }) => text)).toEqual(['1 result']))
})

it('keeps groups in the order they come', () => {
  const groups = groupItems([
    { id: '1', label: 'a', group: 'One' },
    { id: '2', label: 'b', group: 'Two' },
    { id: '3', label: 'c', group: 'Two' },
  ])
  expect(groups.map(({ name, start, items }) => [name, start, items.length])).toEqual([
    ['One', 0, 1],
    ['Two', 1, 2],
  ])
})

describe('with more results than anyone reads', () => {
  it('shows the first hundred and says that there are others', () => {
    const items = Array.from({ length: 2_000 }, (_, at) => ({ id: `f${at}`, label: `Folder ${at}` }))
    render(SearchableList, { props: { label: 'Go to folder', items, inputText: '' } })
    expect(screen.getAllByRole('option')).toHaveLength(100)
    screen.getByText('The first 100 of 2,000. Type letters to find the others')
  })
})
