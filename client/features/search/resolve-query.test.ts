import { afterEach, describe, expect, it } from 'vitest'
import { setLocale } from '#client/i18n/i18n.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { searchQuery } from '#contract/search.ts'
import { resolveQuery } from './resolve-query.ts'

afterEach(() => setLocale('en'))

const folders = [
  fakeFolder('inbox', { role: 'inbox', name: 'INBOX' }),
  fakeFolder('archive', { role: 'archive', name: 'Archive' }),
  fakeFolder('Projects'),
  fakeFolder('b1', { name: 'Budget', parentId: 'Projects' as never }),
]
const resolve = (text: string) =>
  resolveQuery(text, { folders, labels: [{ keyword: 'needs_reply', name: 'Answer soon' }], isInText: true })
function queryOf(text: string) {
  const resolved = resolve(text)
  if ('faults' in resolved) throw new Error(resolved.faults.map(({ sentence }) => sentence).join(' '))
  return searchQuery.parse(resolved.query)
}
function faultsOf(text: string) {
  const resolved = resolve(text)
  return 'faults' in resolved ? resolved.faults.map(({ sentence }) => sentence) : []
}

describe('what the server is asked', () => {
  it('is what was written, by the contract', () => {
    expect(queryOf('permits from:ann is:unread in:Budget')).toEqual({
      words: ['permits'],
      from: 'ann',
      unread: true,
      folderId: 'b1',
      includeBody: true,
    })
  })

  it('has dates from midnight to midnight of the person’s own clock', () => {
    expect(queryOf('after:2026-01-02 before:"14 March 2026"')).toMatchObject({
      sinceMs: new Date(2026, 0, 2).getTime(),
      beforeMs: new Date(2026, 2, 14).getTime(),
    })
  })

  it('has a size that a message of just that size reaches, too', () => {
    expect(queryOf('larger:5MB').largerThanBytes).toBe(4_999_999)
    expect(queryOf('larger:"1.5 GB" from:ann')).toMatchObject({ from: 'ann', largerThanBytes: 1_499_999_999 })
    expect(faultsOf('larger:huge')).toEqual([expect.stringMatching(/^“huge” is no size. Write it like 2.5 MB.$/)])
  })

  it('tells whose task a message is, and whether it is done', async () => {
    expect(queryOf('assigned:me is:not-done')).toMatchObject({ assignedTo: 'me', done: false })
    expect(queryOf('assigned:nobody is:done')).toMatchObject({ assignedTo: 'nobody', done: true })
    expect(faultsOf('assigned:me assigned:nobody')).toEqual([
      '“assigned:me” and “assigned:nobody” cannot both be so. Leave one of them.',
    ])
    expect(faultsOf('assigned:ben')).toEqual([
      '“assigned:ben” is not known here. Known are assigned:me and assigned:nobody.',
    ])
    await setLocale('es')
    expect(queryOf('asignado:mí es:no-hecho')).toMatchObject({ assignedTo: 'me', done: false })
  })

  it('finds folders by what they are called on the screen, and in English', async () => {
    expect(queryOf('x in:archive').folderId).toBe('archive')
    expect(queryOf('x in:"budget, in projects"').folderId).toBe('b1')
    await setLocale('es')
    expect(queryOf('x en:Archivo').folderId).toBe('archive')
    expect(queryOf('x en:entrada').folderId).toBe('inbox')
    expect(queryOf('x in:inbox').folderId).toBe('inbox')
  })

  it('has labels as messages have them', () => {
    expect(queryOf('label:"needs reply"').label).toBe('needs_reply')
    expect(queryOf('label:"site visit"').label).toBe('site_visit')
  })

  it('leaves out what no server can be asked', () => {
    expect(queryOf('ra\u0000mp \ud800hall').words).toEqual(['ra', 'mp', 'hall'])
  })
})

describe('what cannot be asked', () => {
  it.each([
    ['', 'Type what to look for, or choose from the search options.'],
    ['"', 'Type what to look for, or choose from the search options.'],
    ['in:Attic x', 'There is no folder called “Attic”.'],
    ['from:', '“from:” needs something after it, such as a name.'],
    ['is:green', '“is:green” is not known here. Known are is:unread, is:flagged, is:done, and is:not-done.'],
    ['label:"Ω"', '“Ω” cannot be the name of a label.'],
    [
      'after:2026-03-14 before:2026-03-14',
      'No day lies between the two dates. The earlier one belongs after “after:”.',
    ],
    ['x'.repeat(201), 'This is too long to search for. Use fewer or shorter words.'],
    ['ramp '.repeat(2_000), 'This is too long to search for. Use fewer or shorter words.'],
  ])('is told in a sentence that names it: %s', (text, sentence) => expect(faultsOf(text)).toEqual([sentence]))

  it('names a date it cannot read, and how to write one', () => {
    expect(faultsOf('before:soon')).toEqual([expect.stringMatching(/^“soon” is no date. Write it like \d{4}-03-14.$/)])
  })
})
