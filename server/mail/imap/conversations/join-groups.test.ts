import { describe, expect, it } from 'vitest'
import type { ConversationIndex } from './conversation-index.ts'
import { joinGroups, noGroups } from './join-groups.ts'

const numbers = (...some: number[]) => Uint32Array.from(some)
/** Each conversation as `name: members`, the one with the newest message first. */
const shown = (index: ConversationIndex) => index.slice(0, 99).map(({ name, uids }) => `${name}: ${uids.join(' ')}`)

describe('Conversations of a folder', () => {
  const first = joinGroups(numbers(1, 2, 3, 5, 8), null, numbers(1, 5, 0, 3, 2, 0, 8, 0))

  it('stand in the order of their newest message, their messages oldest first', () => {
    expect(shown(first)).toEqual(['8: 8', '1: 1 5', '2: 2 3'])
    expect(first.slice(1, 1).map(({ name }) => name)).toEqual([1])
    expect(first.slice(3, 5)).toEqual([])
    expect(first.total).toBe(3)
  })

  it('take in new messages and keep their names', () => {
    expect(shown(joinGroups(numbers(1, 2, 3, 5, 8, 9, 10), first, numbers(2, 9, 0, 10, 0)))).toEqual([
      '10: 10',
      '2: 2 3 9',
      '8: 8',
      '1: 1 5',
    ])
  })

  it('come together by a message that belongs to both, under the name of the newer', () => {
    expect(shown(joinGroups(numbers(1, 2, 3, 5, 8), first, numbers(3, 5, 0)))).toEqual(['8: 8', '1: 1 2 3 5'])
    expect(shown(joinGroups(numbers(1, 2, 3, 5, 8, 9), first, numbers(9, 8, 1, 0)))).toEqual(['8: 1 5 8 9', '2: 2 3'])
  })

  it('lose what is gone, and keep a name that was that of a message', () => {
    const without = joinGroups(numbers(3, 5), first, noGroups)
    expect(shown(without)).toEqual(['1: 5', '2: 3'])
    expect(shown(joinGroups(numbers(3, 5, 9), without, numbers(9, 5, 1, 0)))).toEqual(['1: 5 9', '2: 3'])
    expect(joinGroups(noGroups, first, noGroups).total).toBe(0)
  })

  it('leave out what does not exist', () => {
    expect(shown(joinGroups(numbers(2), null, numbers(1, 2, 4, 0)))).toEqual(['2: 2'])
  })

  it('can be found by any of their messages', () => {
    expect([1, 2, 3, 5, 8, 4, 99].map((uid) => first.positionOf(uid))).toEqual([1, 2, 2, 1, 0, null, null])
    expect([...(first.membersWith(5) ?? [])]).toEqual([1, 5])
    expect(first.membersWith(4)).toBeNull()
  })

  it('can be found by how new they are', () => {
    expect([9, 8, 7, 5, 4, 3, 2].map((uid) => first.positionFrom(uid))).toEqual([0, 0, 1, 1, 2, 2, null])
  })

  it('are right however groups come, as sets of messages would say', () => {
    let seed = 7
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    for (let round = 0; round < 50; round += 1) {
      const uids = Uint32Array.from({ length: 60 }, (_, index) => index * 2 + 1)
      const groups = Array.from({ length: 20 }, () => Array.from({ length: 1 + random(4) }, () => 1 + random(130)))
      const half = joinGroups(uids.slice(0, 40), null, flat(groups.slice(0, 10)))
      const whole = joinGroups(uids, half, flat(groups))
      expect(shown(whole).map((line) => line.replace(/^\d+: /, ''))).toEqual(bySets(uids, groups))
    }
  })
})

const flat = (groups: number[][]) => Uint32Array.from(groups.flatMap((group) => [...group, 0]))

function bySets(uids: Uint32Array, groups: number[][]): string[] {
  let sets = [...uids].map((uid) => new Set([uid]))
  for (const group of groups) {
    const touched = sets.filter((set) => group.some((uid) => set.has(uid)))
    sets = [...sets.filter((set) => !touched.includes(set)), new Set(touched.flatMap((set) => [...set]))]
  }
  const lists = sets.filter(({ size }) => size > 0).map((set) => [...set].sort((a, b) => a - b))
  return lists.sort((a, b) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0)).map((list) => list.join(' '))
}
