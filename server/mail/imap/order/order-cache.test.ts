import { describe, expect, it } from 'vitest'
import { OrderCache } from './order-cache.ts'

const uids = (...numbers: number[]) => Uint32Array.from(numbers)

describe('Kept orders', () => {
  it('are good only for the messages they were made of', () => {
    const orders = new OrderCache()
    orders.set('inbox subject', '9 3', uids(3, 1, 2))
    expect(orders.get('inbox subject', '9 3')).toEqual(uids(3, 1, 2))
    expect(orders.get('inbox subject', '10 4')).toBeUndefined()
    expect(orders.get('inbox size', '9 3')).toBeUndefined()
  })

  it('are forgotten when there are too many, those unused longest first', () => {
    const orders = new OrderCache(8)
    orders.set('a', '', uids(1, 2))
    orders.set('b', '', uids(1, 2))
    orders.set('c', '', uids(1, 2))
    orders.set('d', '', uids(1, 2))
    orders.get('a', '')
    orders.set('e', '', uids(1, 2))
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => orders.get(key, ''))).toEqual(['a', 'c', 'd', 'e'])
  })

  it('do not grow when the same one is made again, and never hold one that would push out all others', () => {
    const orders = new OrderCache(8)
    orders.set('a', '1', uids(1, 2))
    for (let stamp = 0; stamp < 9; stamp++) orders.set('b', String(stamp), uids(1, 2))
    orders.set('c', '', uids(1, 2, 3))
    expect([orders.get('a', '1'), orders.get('c', '')]).toEqual([uids(1, 2), undefined])
  })
})
