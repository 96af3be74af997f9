/** Contacts of a made-up person, as the server tells of them. */
export const id = 'nora'.padEnd(20, '0')
export const rows = [
  { id, name: 'Nora Vik', nickname: 'boss', addresses: ['nora.vik@harbour.example'], organisation: 'Harbour board' },
  { id: 'kit'.padEnd(20, '0'), name: '', nickname: '', addresses: ['kit@moe.example'], organisation: '' },
  { id: 'jose'.padEnd(20, '0'), name: 'José Álvarez', nickname: '', addresses: [], organisation: '' },
].map((row, at) => ({
  ...row,
  groups: ['Board'],
  isCollected: false,
  isFavourite: at === 0,
  isList: at === 2,
  book: 'own',
}))
export const whole = {
  ...{ id, isCollected: false, book: 'own', version: 'v1', isFavourite: true, photo: 'here', members: null },
  fields: {
    ...{ name: 'Nora Vik', nickname: 'boss', organisation: 'Harbour board', title: 'Harbour master' },
    ...{
      note: 'Rings back in the afternoon.\nNever on Fridays.',
      groups: ['Board', 'Friends'],
      prefersPlainText: true,
      needsAccessible: true,
    },
    addresses: [
      { address: 'nora.vik@harbour.example', kind: 'work' },
      { address: 'nora@home.example', kind: 'home' },
    ],
    telephones: [{ number: '+47 555 0101', kind: 'mobile' }],
  },
}

/** A list of people on a card of its own, with entries that lead nowhere. */
export const listOfPeople = {
  ...{ ...whole, isFavourite: false, photo: 'none' },
  fields: { ...whole.fields, name: 'Rowers', addresses: [], telephones: [] },
  members: [
    { member: 'urn:uuid:1', is: 'person', name: 'Nora Vik', address: 'nora.vik@harbour.example' },
    { member: 'mailto:kit@moe.example', is: 'address', name: '', address: 'kit@moe.example' },
    { member: 'urn:uuid:2', is: 'list', name: 'Crew', address: '' },
    { member: 'urn:uuid:0f3a9c1e-7b52-4d3e-9a61-2c8d5e4f7a10', is: 'gone', name: '', address: '' },
    { member: 'urn:uuid:3', is: 'itself', name: 'Rowers', address: '' },
  ],
}

const bookId = 'at-0123456789abcdef'
export const others = {
  collected: 2,
  favourites: 1,
  books: [{ id: bookId, name: 'Work contacts', count: 212, isReadOnly: false }],
  ...{ canAdd: true, hasDirectory: true },
}
const synced = {
  isOn: true,
  isReadOnly: false,
  syncedAt: '2026-11-02T09:00:00.000Z',
  fault: null,
  leftOut: [] as string[],
}
export const accounts = {
  servers: [{ url: 'https://contacts.example/', name: 'Address books' }],
  accounts: [
    {
      ...{ id: 'a'.repeat(16), server: 'Address books', user: 'ada' },
      books: [
        { ...synced, id: bookId, name: 'Work contacts', count: 212, leftOut: ['Ann Lee', ''] },
        {
          ...synced,
          id: 'at-0123456789abcdeg',
          name: 'Harbour board',
          count: 31,
          isReadOnly: true,
          fault: 'unreachable',
        },
        { ...synced, id: 'at-0123456789abcdeh', name: 'Old ones', count: 0, isOn: false, syncedAt: null },
      ],
    },
  ],
}
