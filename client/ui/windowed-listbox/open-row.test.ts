import { cleanup, screen, waitFor } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import {
  box,
  focusedName,
  makeRows,
  mountList,
  type Row,
  row,
  rowHeight,
  scrollTo,
  viewHeight,
} from '../testing/mount-list.ts'

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(viewHeight)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

describe('a list of which one row is open elsewhere', () => {
  it('comes to the open row when it has no focus itself', async () => {
    const { state, user } = mountList(makeRows(1000))
    state.props = { currentId: 'm7' }
    await nextTick()
    await user.tab()
    await user.tab()
    expect(focusedName()).toBe('Person 7')
    expect(row('Person 7').getAttribute('aria-current')).toBe('true')
  })

  it('shows the open row wholly in a list lower than was assumed before it was measured', () => {
    mountList(makeRows(1000), { currentId: 'm12' })
    expect(box().scrollTop + viewHeight).toBeGreaterThanOrEqual(13 * rowHeight)
  })

  it('moves no row under the reader when rows come or go while another row is open than the one last focused', async () => {
    const { state, list, user } = mountList(makeRows(1000), { currentId: 'm7' })
    await list.value?.focusRow('m100')
    screen.getByText('after').focus()
    const top = box().scrollTop
    state.rows.unshift({ id: 'new1', name: 'New 1' })
    await nextTick()
    await nextTick()
    expect(box().scrollTop).toBe(top + rowHeight)
    state.rows.splice(500, 100)
    await nextTick()
    await nextTick()
    expect(box().scrollTop).toBe(top + rowHeight)
    await user.tab({ shift: true })
    expect(focusedName()).toBe('Person 100')
  })

  it('does not go back to an open row that came to light while the person was scrolling', async () => {
    const rows: (Row | undefined)[] = makeRows(1000)
    rows.fill(undefined, 40)
    const { state } = mountList(rows, { currentId: 'm500' })
    await scrollTo(500 * rowHeight)
    state.rows.splice(40, 960, ...makeRows(1000).slice(40))
    await scrollTo(800 * rowHeight)
    state.rows.unshift({ id: 'new1', name: 'New 1' })
    await nextTick()
    await nextTick()
    expect(box().scrollTop).toBe(801 * rowHeight)
  })

  it('shows the open row when the first rows come, or come back', async () => {
    const { state } = mountList([], { currentId: 'm30' })
    for (const rows of [makeRows(100), makeRows(80)]) {
      state.rows.push(...rows)
      await waitFor(() => expect(box().scrollTop).toBe(31 * rowHeight - viewHeight))
      state.rows.splice(0)
      await nextTick()
    }
  })
})
