import { describe, expect, it } from 'vitest'
import { readAccount } from './processor-time.ts'

describe('readAccount', () => {
  it('adds up user and system time, of ended children too, whatever the process is called', () => {
    const stat = '4711 (imap) (x 1 2) S 42 4711 4711 0 -1 4194304 9 8 7 6 120 30 5 1 20 0 1 0 1000 5 5'
    expect(readAccount(stat)).toEqual({ parent: 42, spentMs: 1560 })
  })
})
