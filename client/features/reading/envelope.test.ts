import { describe, expect, it } from 'vitest'
import { fullAddress, recipientsInWords } from './envelope.ts'

const person = (name: string, address = `${name.toLowerCase()}@a.example`) => ({ name, address })
const ada = person('Ada', 'ADA@example.gov')
const words = (...to: ReturnType<typeof person>[]) => recipientsInWords({ to, cc: [] }, ['ada@example.gov'])

describe('recipientsInWords', () => {
  it.each([
    [words(ada), 'you'],
    [words(ada, person('Ann')), 'you and Ann'],
    [words(ada, person('Ann'), person('Bob'), person('Cara')), 'you and 3 others'],
    [words(person('Ann')), 'Ann'],
    [words(person('Ann'), person('Bob'), person('Cara')), 'Ann, Bob, and Cara'],
    [words(person('Ann'), person('Bob'), person('Cara'), person('Dan')), 'Ann, Bob, and 2 others'],
    [words(), 'nobody named'],
    [words(person('', '')), 'nobody named'],
  ])('%s', (actual, expected) => expect(actual).toBe(expected))

  it('counts a hundred thousand without naming them', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => person(`P${index}`))
    expect(words(ada, ...many)).toBe('you and 100,000 others')
  })
})

describe('fullAddress', () => {
  it('names the address once where there is no name', () => {
    expect(fullAddress(person('Ann'))).toBe('Ann <ann@a.example>')
    expect(fullAddress(person('', 'ann@a.example'))).toBe('ann@a.example')
  })
})
