import { cleanup, screen, waitFor } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { checkExamples } from '../testing/check-examples.ts'
import {
  box,
  focusedName,
  makeRows,
  mountList,
  nameOf,
  type Row,
  row,
  rowHeight,
  scrollTo,
  viewHeight,
} from '../testing/mount-list.ts'
import examples from './WindowedListbox.examples.ts'

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(viewHeight)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

describe('states', () => checkExamples(examples))

describe('a window over 100,000 rows', () => {
  it('holds only the rows on the screen and tells readers of all', () => {
    mountList(makeRows(100_000))
    const options = screen.getAllByRole('option')
    expect(options.length).toBeLessThan(30)
    expect(options[0]?.getAttribute('aria-setsize')).toBe('100000')
    expect(options[3]?.getAttribute('aria-posinset')).toBe('4')
  })

  it('shows the rows it is scrolled to', async () => {
    mountList(makeRows(100_000))
    await scrollTo(50_000 * rowHeight)
    expect(row('Person 50000').getAttribute('aria-posinset')).toBe('50001')
    expect(screen.queryByRole('option', { name: 'Person 100' })).toBeNull()
  })

  it('asks for the rows on the screen that are not loaded, and shows them when they come', async () => {
    const { state, needs } = mountList(Array.from({ length: 1000 }, () => undefined))
    expect(needs[0]?.[0]).toBe(0)
    expect(needs[0]?.[1]).toBeGreaterThanOrEqual(viewHeight / rowHeight)
    expect(screen.queryAllByRole('option')).toEqual([])
    state.rows.splice(0, 20, ...makeRows(20))
    await nextTick()
    expect(row('Person 0')).toBeTruthy()
  })

  it('never makes a node into another row', async () => {
    mountList(makeRows(1000))
    const nodes = new Map(screen.getAllByRole('option').map((node) => [node, nameOf(node)]))
    for (const top of [200, 900, 5000, 0]) {
      await scrollTo(top)
      for (const [node, name] of nodes) expect(nameOf(node)).toBe(name)
    }
  })
})

describe('focus', () => {
  it('has one Tab stop, at first the first row', async () => {
    const { user } = mountList(makeRows(100))
    await user.tab()
    await user.tab()
    expect(focusedName()).toBe('Person 0')
    expect(screen.getAllByRole('option').filter((option) => option.tabIndex === 0)).toHaveLength(1)
    await user.tab()
    expect(document.activeElement?.textContent).toBe('after')
  })

  it.each([
    ['{ArrowDown}', 'Person 6'],
    ['{ArrowUp}', 'Person 4'],
    ['{Home}', 'Person 0'],
    ['{End}', 'Person 999'],
    ['{PageDown}', 'Person 14'],
    ['{PageUp}', 'Person 0'],
  ])('moves with %s', async (key, name) => {
    const { user, list } = mountList(makeRows(1000))
    await list.value?.focusRow('m5')
    await user.keyboard(key)
    expect(focusedName()).toBe(name)
  })

  it('stays at the ends', async () => {
    const { user, list } = mountList(makeRows(10))
    await list.value?.focusRow('m0')
    await user.keyboard('{ArrowUp}{PageUp}')
    expect(focusedName()).toBe('Person 0')
    await user.keyboard('{End}{ArrowDown}')
    expect(focusedName()).toBe('Person 9')
  })

  it('scrolls the focused row wholly into the view', async () => {
    const { user, list } = mountList(makeRows(1000))
    await list.value?.focusRow('m9')
    await user.keyboard('{ArrowDown}')
    expect(box().scrollTop).toBe(11 * rowHeight - viewHeight)
    await user.keyboard('{Home}')
    expect(box().scrollTop).toBe(0)
  })

  it('shows the row it jumps to, also when headings come to light on the way', async () => {
    const groupOf = ({ id }: Row) => ({ id: `g${Math.floor(Number(id.slice(1)) / 7)}`, label: 'Day' })
    const { user, list } = mountList(makeRows(1000), { groupOf, headingHeight: 40 })
    await list.value?.focusRow('m0')
    for (const key of ['{End}', '{PageUp}', '{PageUp}', '{Home}', '{End}', '{PageUp}']) {
      await user.keyboard(key)
      await nextTick()
      await nextTick()
      const top = Number.parseFloat((document.activeElement as HTMLElement).style.insetBlockStart)
      expect(top).toBeGreaterThanOrEqual(box().scrollTop)
      expect(top + rowHeight).toBeLessThanOrEqual(box().scrollTop + viewHeight)
    }
  })

  it('keeps the focused row in the page while it is scrolled far away', async () => {
    const { list } = mountList(makeRows(1000))
    await list.value?.focusRow('m2')
    const node = document.activeElement
    await scrollTo(900 * rowHeight)
    expect(document.activeElement).toBe(node)
    expect(node?.isConnected).toBe(true)
    expect(node?.getAttribute('aria-posinset')).toBe('3')
  })

  it('goes to a row that is not loaded when it comes', async () => {
    const rows: (Row | undefined)[] = makeRows(500)
    rows.fill(undefined, 40)
    const { state, user, list } = mountList(rows)
    await list.value?.focusRow('m0')
    await user.keyboard('{End}')
    expect(focusedName()).toBe('Person 0')
    const all = makeRows(500)
    state.rows.splice(480, 20, ...all.slice(480))
    await waitFor(() => expect(focusedName()).toBe('Person 499'))
  })

  it('says when there is no such row', async () => {
    const { list } = mountList(makeRows(10))
    expect(await list.value?.focusRow('nobody')).toBe(false)
  })
})

describe('rows that come and go', () => {
  it('keeps the focused row focused and at its place on the screen when rows come above', async () => {
    const { state, list } = mountList(makeRows(1000))
    await list.value?.focusRow('m3')
    const node = document.activeElement
    state.rows.unshift({ id: 'new1', name: 'New 1' }, { id: 'new2', name: 'New 2' })
    await nextTick()
    await nextTick()
    expect(document.activeElement).toBe(node)
    expect(node?.getAttribute('aria-posinset')).toBe('6')
    expect(box().scrollTop).toBe(2 * rowHeight)
  })

  it('lets new rows slide in at the top while nobody is in the list', async () => {
    const { state } = mountList(makeRows(1000))
    state.rows.unshift({ id: 'new1', name: 'New 1' })
    await nextTick()
    await nextTick()
    expect(box().scrollTop).toBe(0)
    expect(row('New 1').getAttribute('aria-posinset')).toBe('1')
  })

  it('keeps what is looked at in place when rows come above and the list is scrolled', async () => {
    const { state } = mountList(makeRows(1000))
    await scrollTo(2010)
    state.rows.unshift({ id: 'new1', name: 'New 1' })
    await nextTick()
    await nextTick()
    expect(box().scrollTop).toBe(2010 + rowHeight)
  })

  it('gives the focus to the next row first and removes the old node later', async () => {
    vi.useFakeTimers()
    const { state, list } = mountList(makeRows(1000))
    await list.value?.focusRow('m3')
    const old = document.activeElement
    state.rows.splice(3, 1)
    await nextTick()
    await nextTick()
    expect(focusedName()).toBe('Person 4')
    expect(old?.isConnected).toBe(true)
    await vi.advanceTimersByTimeAsync(150)
    expect(old?.isConnected).toBe(false)
    expect(focusedName()).toBe('Person 4')
    vi.useRealTimers()
  })

  it('goes to the one before when the last row goes', async () => {
    const { state, list } = mountList(makeRows(5))
    await list.value?.focusRow('m4')
    state.rows.splice(4, 1)
    await nextTick()
    await nextTick()
    expect(focusedName()).toBe('Person 3')
  })

  it('finds the next row that is still there when several go at once', async () => {
    const { state, list } = mountList(makeRows(100))
    await list.value?.focusRow('m4')
    state.rows.splice(2, 4)
    await nextTick()
    await nextTick()
    expect(focusedName()).toBe('Person 6')
  })

  it('does not take the focus when a row goes while the person is elsewhere', async () => {
    const { state, list } = mountList(makeRows(100))
    await list.value?.focusRow('m4')
    screen.getByText('after').focus()
    state.rows.splice(4, 1)
    await nextTick()
    await nextTick()
    expect(document.activeElement?.textContent).toBe('after')
  })

  it('keeps the focus when the rows are put into another order', async () => {
    const { state, list } = mountList(makeRows(12))
    await list.value?.focusRow('m3')
    state.rows.reverse()
    await nextTick()
    await nextTick()
    expect(focusedName()).toBe('Person 3')
    expect(document.activeElement?.getAttribute('aria-posinset')).toBe('9')
  })
})

describe('selection', () => {
  it('says nothing of selection while nothing is selected, and then says it of every row', async () => {
    const { user, list } = mountList(makeRows(100))
    await list.value?.focusRow('m1')
    expect(screen.getAllByRole('option').some((option) => option.hasAttribute('aria-selected'))).toBe(false)
    await user.keyboard(' ')
    expect(row('Person 1').getAttribute('aria-selected')).toBe('true')
    expect(row('Person 2').getAttribute('aria-selected')).toBe('false')
    await user.keyboard(' ')
    expect(screen.getAllByRole('option').some((option) => option.hasAttribute('aria-selected'))).toBe(false)
  })

  it('extends and shrinks with Shift and the arrows', async () => {
    const { state, user, list } = mountList(makeRows(100))
    await list.value?.focusRow('m2')
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    expect([...state.selected].sort()).toEqual(['m2', 'm3', 'm4'])
    await user.keyboard('{Shift>}{ArrowUp}{ArrowUp}{ArrowUp}{/Shift}')
    expect([...state.selected].sort()).toEqual(['m1', 'm2'])
  })

  it('keeps what was selected before when Shift extends from elsewhere', async () => {
    const { state, user, list } = mountList(makeRows(100))
    await list.value?.focusRow('m9')
    await user.keyboard(' {ArrowUp}{ArrowUp}{Shift>}{ArrowUp}{/Shift}')
    expect([...state.selected].sort()).toEqual(['m6', 'm7', 'm9'])
  })

  it('selects everything with Ctrl+A and ends it with Escape', async () => {
    const { state, selectAll, user, list } = mountList(makeRows(1000))
    await list.value?.focusRow('m2')
    await user.keyboard('{Control>}a{/Control}')
    expect(selectAll.value).toBe(true)
    expect(state.selected.has('m0')).toBe(true)
    await user.keyboard('{Escape}')
    expect(state.selected.size).toBe(0)
  })

  it('asks for rows of a range that are not loaded, and takes them in when they come', async () => {
    const rows: (Row | undefined)[] = makeRows(1_000)
    for (let index = 20; index < 980; index += 1) rows[index] = undefined
    const { state, needs, user } = mountList(rows)
    row('Person 1').focus()
    await user.keyboard(' ')
    await scrollTo(1_000 * rowHeight - viewHeight)
    await user.keyboard('{Shift>}')
    await user.click(row('Person 999'))
    await user.keyboard('{/Shift}')
    expect(state.selected.size).toBe(39)
    const all = makeRows(1_000)
    const came = new Set<number>()
    for (let turn = 0; turn < 10; turn += 1) {
      for (const [from, to] of needs) for (let index = from; index <= to; index += 1) came.add(index)
      for (const index of came) state.rows[index] = all[index]
      await nextTick()
    }
    expect(state.selected.size).toBe(999)
    expect(state.selected.has('m0')).toBe(false)
  })

  it('opens with Enter and with a press, selects with Ctrl and Shift', async () => {
    const { state, opened, user, list } = mountList(makeRows(100))
    await list.value?.focusRow('m2')
    await user.keyboard('{Enter}')
    await user.click(row('Person 4'))
    expect(opened).toEqual(['m2', 'm4'])
    await user.keyboard('{Control>}')
    await user.click(row('Person 6'))
    await user.keyboard('{/Control}{Shift>}')
    await user.click(row('Person 8'))
    await user.keyboard('{/Shift}')
    expect([...state.selected].sort()).toEqual(['m6', 'm7', 'm8'])
    expect(opened).toEqual(['m2', 'm4'])
  })

  it('leaves Escape to others while nothing is selected', async () => {
    const { list } = mountList(makeRows(10))
    await list.value?.focusRow('m2')
    const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(false)
  })
})

describe('typing letters', () => {
  const people = ['Ann', 'Bob', 'Anna', 'Cara'].map((name, index) => ({ id: `p${index}`, name }))

  it('goes round the rows with one letter', async () => {
    const { user, list } = mountList(people)
    list.value?.focusFirst()
    await user.keyboard('a')
    expect(focusedName()).toBe('Anna')
    await user.keyboard('a')
    expect(focusedName()).toBe('Ann')
  })

  it('does nothing when the owner left it out', async () => {
    const { user, list } = mountList(people, { typeText: undefined })
    list.value?.focusFirst()
    await user.keyboard('c')
    expect(focusedName()).toBe('Ann')
  })
})

describe('date headings', () => {
  const days = makeRows(60).map((each, index) => ({ ...each, day: index < 4 ? 'Today' : 'Yesterday' }))
  const groupOf = (each: Row) => ({ id: each.day ?? '', label: each.day ?? '' })

  it('do not move what the person scrolls to when they come to light', async () => {
    mountList(
      days.map((each, index) => ({ ...each, day: `Day ${Math.floor(index / 3)}` })),
      { groupOf, headingHeight: 40 },
    )
    await scrollTo(1200)
    await nextTick()
    const first = () =>
      screen.getAllByRole('option').find((each) => Number.parseFloat(each.style.insetBlockStart) >= box().scrollTop)
    const before = {
      name: nameOf(first()),
      offset: Number.parseFloat(first()!.style.insetBlockStart) - box().scrollTop,
    }
    await scrollTo(box().scrollTop + 1)
    await nextTick()
    expect(nameOf(first())).toBe(before.name)
    expect(Number.parseFloat(first()!.style.insetBlockStart) - box().scrollTop).toBe(before.offset - 1)
  })

  it('stand between the rows for the eye and are hidden from readers', () => {
    mountList(days, { groupOf, headingHeight: 40 })
    expect(screen.getByText('Today').getAttribute('aria-hidden')).toBe('true')
    expect(row('Person 4').style.insetBlockStart).toBe(`${4 * rowHeight + 2 * 40}px`)
    expect(row('Person 4').getAttribute('aria-posinset')).toBe('5')
  })
})
