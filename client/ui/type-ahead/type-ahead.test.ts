import { describe, expect, it } from 'vitest'
import { createTypeAhead } from './type-ahead.ts'

const names = ['Ann', 'Bob', 'Anna', 'Cara', 'Émile']

function typing() {
  let now = 0
  const find = createTypeAhead(() => now)
  const type = (letter: string, from: number) => find(letter, from, names.length, (index) => names[index])
  return { type, wait: (ms: number) => (now += ms) }
}

describe('typing letters', () => {
  it('goes to the next that begins with the letter, and round', () => {
    const { type, wait } = typing()
    expect(type('a', 0)).toBe(2)
    wait(2000)
    expect(type('a', 2)).toBe(0)
  })

  it('goes on through them when the same letter is pressed quickly', () => {
    const { type } = typing()
    expect(type('a', 3)).toBe(0)
    expect(type('a', 0)).toBe(2)
  })

  it('takes quick letters as one word, which may be the one it is on', () => {
    const { type } = typing()
    expect(type('a', 3)).toBe(0)
    expect(type('n', 0)).toBe(0)
    expect(type('n', 0)).toBe(0)
    expect(type('a', 0)).toBe(2)
  })

  it('begins a new word after a pause', () => {
    const { type, wait } = typing()
    type('a', 3)
    wait(1000)
    expect(type('b', 0)).toBe(1)
  })

  it('finds nothing for what is not there', () => {
    expect(typing().type('x', 0)).toBeNull()
  })

  it('passes over what is not loaded', () => {
    const find = createTypeAhead(() => 0)
    expect(find('b', -1, 3, (index) => [undefined, undefined, 'Bob'][index])).toBe(2)
  })

  it('looks no further than it is told, so that a key never blocks', () => {
    const find = createTypeAhead(() => 0, 10)
    expect(find('z', 0, 100_000, (index) => (index === 50_000 ? 'Zoe' : 'Ann'))).toBeNull()
  })
})
