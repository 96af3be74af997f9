import { describe, expect, it } from 'vitest'
import { wishOf } from './wish.ts'

const parts = ['windows', 'crowd']

describe('wishOf', () => {
  it('measures everything on 100,000 messages unless asked otherwise', () => {
    expect(wishOf([], parts)).toEqual({ messages: 100_000, only: [], jsonFile: null })
  })

  it('takes a smaller inbox, some parts, and a file', () => {
    const parameters = ['--messages', '2000', '--only', 'crowd', '--only', 'windows', '--json', 'rows.json']
    expect(wishOf(parameters, parts)).toEqual({ messages: 2_000, only: ['crowd', 'windows'], jsonFile: 'rows.json' })
  })

  it('says what is wrong with what it cannot do', () => {
    expect(() => wishOf(['--messages', 'many'], parts)).toThrow('"many"')
    expect(() => wishOf(['--messages', '10'], parts)).toThrow('2000')
    expect(() => wishOf(['--only', 'speed'], parts)).toThrow('windows, crowd')
  })
})
