import { describe, expect, it } from 'vitest'
import { messageSetsOf, presentChanged } from './message-sets.ts'
import { messageIdOf } from './reference-ids.ts'

const set = (uids: number[], folder = 'Räume/One two') => ({ folder, validity: '17', uids })
const range = (count: number, step = 1) => Array.from({ length: count }, (_, at) => 1 + at * step)
const idOf = (text: string) => Buffer.from(text).toString('base64url')
const setsIn = (changed: ReturnType<typeof presentChanged>) => ('sets' in changed ? changed.sets : [])

describe('Changed messages', () => {
  it('are named one by one while they are few', () => {
    const { folder, validity } = set([])
    expect(presentChanged([set([3, 4])])).toEqual({
      ids: [messageIdOf({ folder, validity, uid: 3 }), messageIdOf({ folder, validity, uid: 4 })],
    })
    expect(presentChanged([])).toEqual({ ids: [] })
  })

  it('are named together when they are many, and are the same ones when that comes back', () => {
    const sets = [set(range(100_000)), set([7], 'Other')]
    const ids = setsIn(presentChanged(sets))
    expect(ids.map(({ length }) => length < 100)).toEqual([true, true])
    expect(messageSetsOf(ids)).toEqual(sets)
  })

  it('with gaps between all of them keep within the length of an id', () => {
    const uids = range(5_000, 800_000)
    const ids = setsIn(presentChanged([set(uids)]))
    expect(Math.max(...ids.map(({ length }) => length))).toBeLessThan(100_000)
    expect(messageSetsOf(ids).flatMap((some) => some.uids)).toEqual(uids)
  })

  it('are none where somebody made the name up', () => {
    const made = [
      '17 4294967296 INBOX',
      '17 1:4294967296 INBOX',
      '17 1 a\nb',
      '17 * INBOX',
      '17 , INBOX',
      'x 1 INBOX',
      '17 1',
    ]
    expect(messageSetsOf([...made.map(idOf), 'x'])).toEqual([])
  })

  it('are never more than a million, however much is asked for', () => {
    const [first, ...others] = messageSetsOf([idOf('17 1:4294967295 INBOX'), idOf('17 1:9 INBOX')])
    expect([first?.uids.length, others]).toEqual([1_000_000, []])
  })
})
