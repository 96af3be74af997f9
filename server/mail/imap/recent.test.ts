import { expect, it } from 'vitest'
import { Recent } from './recent.ts'

const keys = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `key ${from + at}`)
const foundOf = (recent: Recent<string>, asked: string[]) => asked.filter((key) => recent.get(key) === `of ${key}`)

function filled(most: number, count: number): Recent<string> {
  const recent = new Recent<string>(most)
  for (const key of keys(0, count)) recent.set(key, `of ${key}`)
  return recent
}

it('the newer half of what fits is always known', () => {
  for (let count = 50; count < 350; count += 7) {
    const newest = keys(count - 50, count)
    expect(foundOf(filled(100, count), newest)).toEqual(newest)
  }
})

it('more than fits is never kept', () => {
  for (let count = 0; count < 350; count += 7) {
    const recent = filled(100, count)
    expect(keys(0, count - 100).filter((key) => recent.get(key) !== undefined)).toEqual([])
  }
})

it('what is asked for again and again stays, whatever comes beside it', () => {
  const recent = filled(100, 1)
  for (const key of keys(1, 1_000)) {
    recent.set(key, `of ${key}`)
    expect(recent.get('key 0')).toBe('of key 0')
  }
})

it('what is set again is what it was set to last', () => {
  const recent = filled(100, 75)
  recent.set('key 3', 'other')
  for (const key of keys(75, 120)) recent.set(key, `of ${key}`)
  expect(recent.get('key 3')).toBe('other')
})
