import { describe, expect, it } from 'vitest'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { suggest, type SuggestionSources } from './suggest.ts'

const inbox = fakeFolder('inbox', { role: 'inbox' })
const folders = [inbox, fakeFolder('archive', { role: 'archive' }), fakeFolder('Town hall')]
const ben = { name: 'Ben Okafor', address: 'ben.okafor@example.gov', detail: 'Permits', kind: 'person' } as const
const at = (text: string, more: Partial<SuggestionSources> = {}) =>
  suggest({ text, caret: text.length, folders, people: [], labels: [], recent: [], folder: inbox, ...more })
const labels = (...of: Parameters<typeof at>) => at(...of).map(({ label }) => label)

describe('suggestions', () => {
  it('are recent searches and every part while nothing is written', () => {
    expect(labels('', { recent: ['ramp', 'permits'] }).slice(0, 4)).toEqual(['ramp', 'permits', 'from:', 'to:'])
  })

  it('say where to search for a word, and how to narrow by what begins like it', () => {
    expect(labels('fl')).toEqual(['“fl” in all folders', '“fl” in Inbox', 'is:flagged'])
    expect(at('ramp')[1]).toMatchObject({ text: 'ramp in:Inbox' })
    expect(at('ramp')[1]).not.toHaveProperty('caret')
  })

  it('name tasks only to those who work in a mailbox with others', () => {
    expect(labels('assigned')).not.toContain('assigned:me')
    const shared = [...folders, fakeFolder('desk', { owner: 'Permit Desk' })]
    expect(labels('assigned', { folders: shared })).toEqual(expect.arrayContaining(['assigned:me', 'assigned:nobody']))
  })

  it('do not say where once a folder is written', () => {
    expect(labels('in:Archive ramp')).toEqual([])
  })

  it('put a part in place of the word that began it', () => {
    expect(at('ramp fro').find(({ label }) => label === 'from:')).toMatchObject({ text: 'ramp from:', caret: 10 })
    expect(at('ramp unr').find(({ label }) => label === 'is:unread')).toMatchObject({
      text: 'ramp is:unread ',
      caret: 15,
    })
  })

  it('are people behind from: and to:', () => {
    expect(at('from:be', { people: [ben] })).toEqual([
      expect.objectContaining({
        label: 'Ben Okafor',
        detail: 'ben.okafor@example.gov, Permits',
        text: 'from:ben.okafor@example.gov ',
        caret: 28,
      }),
    ])
  })

  it('are folders behind in:, with quotation marks where the name needs them', () => {
    expect(labels('in:')).toEqual(['Inbox', 'Archive', 'Town hall'])
    expect(at('in:tow ramp', { caret: 6 })[0]).toMatchObject({ text: 'in:"Town hall" ramp', caret: 15 })
  })

  const needsReply = { keyword: 'needs_reply', name: 'needs reply', colour: 'grey', shape: 'dot' } as const
  it('are labels behind label:', () => {
    expect(
      at('label:re', { labels: [needsReply, { ...needsReply, keyword: 'urgent', name: 'Urgent' }] })[0],
    ).toMatchObject({ text: 'label:"needs reply" ' })
  })

  it('offer no part twice', () => {
    expect(labels('from:ann ')).not.toContain('from:')
    expect(labels('from:ann ')).toContain('to:')
  })
})
