import { describe, expect, it } from 'vitest'
import { type Person } from '#contract/people.ts'
import { chosenPeople, meantByNickname, suggestionOf } from './suggested-people.ts'

const nora: Person = { name: 'Nora Vik', address: 'nora@harbour.example', detail: 'Harbour', kind: 'person' }
const board: Person = {
  ...{ name: 'Board', address: '', detail: '', kind: 'group', source: 'contacts' },
  members: [
    { name: 'Nora Vik', address: 'nora@harbour.example' },
    { name: 'kit@moe.example', address: 'kit@moe.example' },
  ],
}

describe('Whoever is suggested', () => {
  it.each([
    [nora, 'nora@harbour.example, Harbour'],
    [{ ...nora, source: 'contacts' as const }, 'nora@harbour.example, Harbour, your contacts'],
    [{ ...nora, source: 'collected' as const, detail: '' }, 'nora@harbour.example, written to before'],
    [{ ...nora, directory: 'Town' }, 'nora@harbour.example, Harbour, Town'],
    [
      { ...nora, directory: 'Partners', isOutside: true },
      'nora@harbour.example, Harbour, Partners, outside your organisation',
    ],
    [board, '2 people in your group'],
  ])('says where they come from', (person, detail) => expect(suggestionOf(person).detail).toBe(detail))

  it('stands for themselves, and a group for everybody in it', () => {
    const people = [nora, board]
    expect(chosenPeople(suggestionOf(nora), people)).toEqual([{ name: 'Nora Vik', address: 'nora@harbour.example' }])
    expect(chosenPeople(suggestionOf(board), people)).toEqual([
      { name: 'Nora Vik', address: 'nora@harbour.example' },
      { name: '', address: 'kit@moe.example' },
    ])
  })

  it('is meant by the nickname that was given to them, whoever else fits', () => {
    expect(meantByNickname([nora, board])).toBeNull()
    expect(meantByNickname([board, { ...nora, isNickname: true }])?.address).toBe('nora@harbour.example')
  })
})
