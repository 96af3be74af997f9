import { describe, expect, it } from 'vitest'
import { nameDisguisesAddress, nameOf, peopleOf, plainLine, subjectOf } from './sender-name.ts'

const ann = { name: 'Ann Lee', address: 'ann@example.gov' }

describe('text from outside on one line', () => {
  it('loses line ends, invisible signs and signs that turn text round', () => {
    expect(plainLine('pay\u202efdp.exe\nnow\u200b')).toBe('pay fdp.exe now')
  })

  it('keeps letters of every script', () => expect(plainLine('مرحبا 日本 ñ')).toBe('مرحبا 日本 ñ'))
})

describe('people', () => {
  it('are called by their name, else by their address', () => {
    expect(nameOf(ann)).toBe('Ann Lee')
    expect(nameOf({ name: '', address: 'a@example.gov' })).toBe('a@example.gov')
    expect(nameOf({ name: '', address: '' })).toBe('unknown sender')
  })

  it('who wear another address as a name are shown with their own', () => {
    const liar = { name: 'boss@example.gov', address: 'x@evil.example' }
    expect(nameDisguisesAddress(liar)).toBe(true)
    expect(nameDisguisesAddress({ name: 'Ann@Example.gov', address: 'ann@example.gov' })).toBe(false)
    expect(peopleOf({ from: [liar], to: [] }, null)).toBe('boss@example.gov <x@evil.example>')
  })

  it('are all named when there are several', () => {
    expect(peopleOf({ from: [ann, { name: 'Bob', address: 'b@x' }], to: [] }, 'inbox')).toBe('Ann Lee and Bob')
  })

  it('may be missing in a draft', () => expect(peopleOf({ from: [ann], to: [] }, 'drafts')).toBe('no recipient'))
})

it('an empty subject has words', () => expect(subjectOf({ subject: '\u200b ' })).toBe('No subject'))
