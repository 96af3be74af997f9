import { describe, expect, it } from 'vitest'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type MessageWindow } from '#contract/messages.ts'
import { addArrived, changeRows, placedRows, positionOf, removeRows, restoreRows, showWaiting } from './folder-rows.ts'
import { mergeTop, mergeWindow, rowsFromWindow } from './merge-rows.ts'
import { type FolderRows } from './folder-rows.ts'
import { messageRow } from './testing/message-row.ts'

const folderId = 'inbox' as FolderId

function windowOf(ids: string, offset = 0, total = ids.length): MessageWindow {
  const items = Array.from(ids, (id) => messageRow({ id: id as MessageId, folderId }))
  return { folderId, sort: 'arrived', reverse: false, offset, total, unread: 0, items }
}

function order(rows: FolderRows): string {
  const cells = Array.from({ length: rows.total }, (_, position) => rows.rows.get(position)?.id ?? '.')
  return cells.join('')
}

const ids = (text: string) => Array.from(text) as MessageId[]

describe('windows of a folder', () => {
  it('keeps what is known when another window arrives', () => {
    const rows = mergeWindow(rowsFromWindow(windowOf('abc', 0, 8)), windowOf('fg', 5, 8))
    expect(order(rows)).toBe('abc..fg.')
  })

  it('forgets the rest when the total shows that something was missed', () => {
    const rows = mergeWindow(rowsFromWindow(windowOf('abc', 0, 8)), windowOf('fg', 5, 7))
    expect(order(rows)).toBe('.....fg')
  })

  it('never shows one message twice', () => {
    const rows = mergeWindow(rowsFromWindow(windowOf('abc', 0, 6)), windowOf('cd', 3, 6))
    expect(order(rows)).toBe('ab.cd.')
  })

  it('counts waiting messages out of the server’s positions', () => {
    const waiting = addArrived(
      rowsFromWindow(windowOf('abc', 0, 5)),
      { total: 6, unread: 1, items: windowOf('z').items },
      true,
    )
    expect(order(mergeWindow(waiting, windowOf('de', 4, 6)))).toBe('abcde')
  })
})

describe('the top of a folder that is read again', () => {
  const known = mergeWindow(rowsFromWindow(windowOf('abcde', 0, 9)), windowOf('hi', 7, 9))

  it('lets what is new wait for the reader, and keeps what is below where nothing is missed', () => {
    const rows = mergeTop(known, windowOf('yzacd', 0, 10), true)
    expect(order(rows)).toBe('acde..hi')
    expect([rows.waiting, rows.arrived.map(({ id }) => id)]).toEqual([2, ids('yz')])
  })

  it('lets all in where nobody reads', () => {
    expect(order(mergeTop(known, windowOf('zacd', 0, 9), false))).toBe('zacde..hi')
  })

  it('knows what waits no longer', () => {
    const waiting = addArrived(known, { total: 11, unread: 2, items: windowOf('zy').items }, true)
    const rows = mergeTop(waiting, windowOf('yabc', 0, 10), true)
    expect([rows.waiting, rows.arrived.map(({ id }) => id)]).toEqual([1, ids('y')])
    expect(order(rows)).toBe('abcde..hi')
  })

  it('forgets what is below when more has gone than it shows', () => {
    expect(order(mergeTop(known, windowOf('acd', 0, 7), true))).toBe('acd....')
  })
})

describe('new messages', () => {
  const known = rowsFromWindow(windowOf('abc'))

  it('slide in on top when nothing holds them back', () => {
    const rows = addArrived(known, { total: 5, unread: 2, items: windowOf('zy').items }, false)
    expect(order(rows)).toBe('zyabc')
    expect(rows.unread).toBe(2)
  })

  it('wait without moving a row while the reader is inside the list', () => {
    const rows = addArrived(known, { total: 4, unread: 1, items: windowOf('z').items }, true)
    expect(order(rows)).toBe('abc')
    expect(rows.waiting).toBe(1)
    expect(rows.revision).toBe(known.revision)
    expect(order(showWaiting(rows))).toBe('zabc')
  })

  it('leave holes on top where only their number is known', () => {
    expect(order(addArrived(known, { total: 5, unread: 2, items: [] }, false))).toBe('..abc')
  })

  it('are not added a second time', () => {
    const once = addArrived(known, { total: 4, unread: 1, items: windowOf('z').items }, false)
    const twice = addArrived(once, { total: 4, unread: 1, items: windowOf('z').items }, false)
    expect(order(twice)).toBe('zabc')
  })

  it('bring the marks of those that were read before', () => {
    const once = mergeTop(known, windowOf('zabc'), true)
    const [row] = windowOf('z').items
    const told = addArrived(once, { total: 4, unread: 1, items: [{ ...row!, flags: ['flagged'] }] }, true)
    expect(told.arrived.map(({ flags }) => flags)).toEqual([['flagged']])
    expect(told.waiting).toBe(1)
  })

  it('can go away again while they wait', () => {
    const waiting = addArrived(known, { total: 5, unread: 2, items: windowOf('zy').items }, true)
    expect(order(showWaiting(removeRows(waiting, ids('y')).rows))).toBe('zabc')
  })
})

describe('removing and restoring', () => {
  const known = mergeWindow(rowsFromWindow(windowOf('abcde', 0, 9)), windowOf('hi', 7, 9))

  it('closes the gaps', () => {
    const { rows, removed } = removeRows(known, ids('bd'))
    expect(order(rows)).toBe('ace..hi')
    expect(removed.map(({ position }) => position)).toEqual([1, 3])
  })

  it('puts everything back where it was', () => {
    for (const gone of ['a', 'i', 'bd', 'ab', 'de', 'abcde', 'hi', 'ahi']) {
      const { rows, removed } = removeRows(known, ids(gone))
      expect(order(restoreRows(rows, removed)), gone).toBe(order(known))
    }
  })

  it('puts each back to its neighbours where others have come or gone meanwhile', () => {
    const { rows, removed } = removeRows(known, ids('bcd'))
    const now = removeRows(addArrived(rows, { total: 8, unread: 2, items: windowOf('zy').items }, false), ids('a')).rows
    expect(order(restoreRows(now, removed))).toBe('zybcde..hi')
  })

  it('takes out of what waits what is put back', () => {
    const { rows, removed } = removeRows(known, ids('a'))
    const now = addArrived(rows, { total: 10, unread: 2, items: windowOf('za').items }, true)
    const back = restoreRows(now, removed)
    expect(order(back)).toBe('abcde..hi')
    expect([back.waiting, back.arrived.map(({ id }) => id)]).toEqual([1, ids('z')])
  })

  it('does not put back what has come back by itself', () => {
    const { removed } = removeRows(known, ids('a'))
    expect(restoreRows(known, removed)).toBe(known)
  })

  it('leaves the list alone when none of the messages is in it', () => {
    expect(removeRows(known, ids('x')).rows).toBe(known)
  })

  it('counts unread messages out and in', () => {
    const withUnread = {
      ...rowsFromWindow({ ...windowOf('ab'), unread: 1 }),
      rows: new Map([
        [0, messageRow({ id: 'a' as MessageId, flags: [] })],
        [1, messageRow({ id: 'b' as MessageId, flags: ['seen' as const] })],
      ]),
    }
    const { rows, removed } = removeRows(withUnread, ids('ab'))
    expect(rows.unread).toBe(0)
    expect(restoreRows(rows, removed).unread).toBe(1)
  })
})

describe('changing rows in place', () => {
  it('keeps the object when nothing changed, so that nothing is drawn again', () => {
    const known = rowsFromWindow(windowOf('abc'))
    expect(changeRows(known, (row) => row)).toBe(known)
  })

  it('keeps positions and counts unread', () => {
    const known = rowsFromWindow(windowOf('abc'))
    const rows = changeRows(known, (row) => (row.id === 'b' ? { ...row, flags: [] } : row))
    expect(positionOf(rows, 'b' as MessageId)).toBe(1)
    expect(rows.unread).toBe(1)
    expect(placedRows(rows).map(({ row }) => row.id)).toEqual(['a', 'b', 'c'])
  })
})
