import { describe, expect, it } from 'vitest'
import { readGroups } from './thread.ts'

const groups = (answer: string) => [...readGroups(Buffer.from(answer))]

describe('The answer to THREAD', () => {
  it('is one group per outermost list, however the lists within lie', () => {
    expect(groups(' (1)(2 3)(4 5 (6)(7 8))\r\n')).toEqual([1, 0, 2, 3, 0, 4, 5, 6, 7, 8, 0])
    expect(groups(' (166)(167)(168) (169)\r\n')).toEqual([166, 0, 167, 0, 168, 0, 169, 0])
    expect(groups(' ((3)(5))(4294967295)')).toEqual([3, 5, 0, 4_294_967_295, 0])
  })

  it('may be empty', () => {
    expect(groups('\r\n')).toEqual([])
  })

  it('can be a hundred thousand lists deep', () => {
    const deep = `${'('.repeat(100_000)}7${')'.repeat(100_000)}`
    expect(groups(` ${deep}(8)\r\n`)).toEqual([7, 0, 8, 0])
  })

  it('ends where it stops making sense', () => {
    expect(groups(' (1)(x 2)(3)')).toEqual([1, 0])
  })
})
