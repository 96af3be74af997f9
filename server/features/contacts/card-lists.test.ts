import { describe, expect, it } from 'vitest'
import type { BookName } from '#server/storage/contact-tables.ts'
import type { IndexedContact } from '#server/storage/contacts.ts'
import { describedMembers, withLists } from './card-lists.ts'
import { groupsOf, indexed } from './index-card.ts'
import { suggestContacts } from './suggest-contacts.ts'

const contact = (id: string, lines: string[], book: BookName = 'own'): IndexedContact => ({
  ...indexed(['BEGIN:VCARD', 'VERSION:4.0', `FN:${id}`, ...lines, 'END:VCARD'].join('\r\n')).index,
  ...{ id, book },
})
const list = (id: string, ...members: string[]) =>
  contact(id, [`UID:${id}`, 'KIND:group', ...members.map((each) => `MEMBER:${each}`)])
const ann = contact('Ann', ['UID:urn:uuid:03a0e51f', 'EMAIL:ann@harbour.example', 'CATEGORIES:Board'])
const bob = contact('Bob', ['UID:bob', 'EMAIL:bob@harbour.example'])
const groups = (all: IndexedContact[]) => Object.fromEntries(withLists(all).map((each) => [each.id, groupsOf(each)]))

describe('A list of people on a card of its own', () => {
  it('is a group of everybody it names, by UID or address, beside what they say of themselves', () => {
    const all = [ann, bob, list('Rowers', 'urn:uuid:03A0E51F', 'mailto:Bob@harbour.example')]
    expect(groups(all)).toMatchObject({ Ann: ['Board', 'Rowers'], Bob: ['Rowers'] })
  })

  it('is read as address books of Apple write it', () => {
    const lines = ['UID:x', 'X-ADDRESSBOOKSERVER-KIND:group', 'X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:bob']
    expect(groups([bob, contact('Rowers', lines)])).toMatchObject({ Bob: ['Rowers'] })
  })

  it('stands in a recipient field for everybody in it, whom nobody knows and who is in a list in it too', () => {
    const inner = list('Crew', 'bob', 'Rowers')
    const all = [ann, bob, inner, list('Rowers', '03a0e51f', 'Crew', 'mailto:guest@moe.example', 'urn:uuid:gone')]
    const [found] = suggestContacts(withLists(all), 'row')
    expect(found).toMatchObject({ name: 'Rowers', kind: 'group', address: '' })
    expect(found?.members?.map(({ address }) => address)).toEqual([
      'ann@harbour.example',
      'bob@harbour.example',
      'guest@moe.example',
    ])
  })

  it('says of each who that is, also of lists in it, of whom nobody is called so, and of itself', () => {
    const inner = list('Crew', 'bob', 'Rowers')
    const named = ['urn:uuid:03A0E51F', 'mailto:Guest@moe.example', 'urn:uuid:gone', 'Crew', 'Fans', 'Rowers']
    const rowers = list('Rowers', ...named)
    const all = [ann, inner, list('Fans', 'Fans', 'bob'), rowers]
    expect(describedMembers(rowers, named, all).map(({ is, name, address }) => [is, name || address])).toEqual([
      ['person', 'Ann'],
      ['address', 'Guest@moe.example'],
      ['gone', ''],
      ['itself', 'Crew'],
      ['list', 'Fans'],
      ['itself', 'Rowers'],
    ])
  })

  it('holds nobody of another book, and is no group where nobody is in it', () => {
    const elsewhere = { ...bob, book: 'at-0123456789abcdef' as const }
    const all = [elsewhere, list('Rowers', 'bob')]
    expect(groups(all)).toMatchObject({ Bob: [] })
    expect(suggestContacts(withLists(all), 'rowers')).toEqual([])
  })
})
