import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStorage } from '#server/testing/test-storage.ts'
import { CardResources } from './card-resources.ts'
import { Contacts, type NewContact } from './contacts.ts'
import type { Storage } from './database.ts'
import { openSealer } from './sealing.ts'

const dayMs = 86_400_000
const card = (name: string): NewContact => ({
  card: `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nEND:VCARD\r\n`,
  index: { name, nickname: '', addresses: [], organisation: '', groups: [], uid: '' },
})

describe('Cards under names', () => {
  let directory: string
  let storage: Storage
  let contacts: Contacts
  let resources: CardResources
  let now: number
  beforeEach(async () => {
    now = 1_800_000_000_000
    directory = mkdtempSync(join(tmpdir(), 'curbcut-cards-'))
    storage = await openTestStorage(directory)
    const sealer = openSealer(directory)
    contacts = new Contacts(storage.database, sealer, () => now)
    resources = new CardResources(storage.database, sealer)
  })
  afterEach(async () => {
    await storage.close()
    rmSync(directory, { recursive: true })
  })

  const names = async (book: 'own' | 'collected' = 'own', user = 'ada') =>
    (await resources.list(user, book)).map(({ name }) => name).toSorted()
  const since = async (version: number, book: 'own' | 'collected' = 'own') =>
    (await resources.changes('ada', book, version)).map(({ name, isGone }) => (isGone ? `-${name}` : name)).toSorted()
  const version = async () => (await resources.state('ada')).version
  const one = async (name: string) => (await resources.find('ada', 'own', [name]))[0]

  it('keep the name another program gave them, and go by their id where none did', async () => {
    const [id = ''] = await contacts.add('ada', 'own', [card('Ann')])
    expect(await resources.add('ada', 'phone 1.vcf', card('Bob'))).toBe(true)
    expect(await names()).toEqual([`${id}.vcf`, 'phone 1.vcf'].toSorted())
    expect((await contacts.list('ada')).map(({ name }) => name).toSorted()).toEqual(['Ann', 'Bob'])
    expect(await names('own', 'ben')).toEqual([])
    expect(await resources.find('ben', 'own', ['phone 1.vcf', `${id}.vcf`])).toEqual([])
  })

  it('have each name once, also when it is given twice at the same moment', async () => {
    const [id = ''] = await contacts.add('ada', 'own', [card('Ann')])
    const made = await Promise.all([1, 2, 3].map(() => resources.add('ada', 'a.vcf', card('Bob'))))
    expect(made.filter(Boolean)).toHaveLength(1)
    expect(await resources.add('ada', `${id}.vcf`, card('Ann again'))).toBe(false)
    expect(await names()).toHaveLength(2)
  })

  it('come back under their name after they were deleted, once, whoever brings them back', async () => {
    const [id = ''] = await contacts.add('ada', 'own', [card('Ann')])
    await contacts.delete('ada', [id])
    expect(await one(`${id}.vcf`)).toBeUndefined()
    expect(await resources.add('ada', `${id}.vcf`, card('Anna'))).toBe(true)
    expect(await contacts.restore('ada', [id])).toEqual([])
    expect(await names()).toEqual([`${id}.vcf`])
    expect((await contacts.read('ada', id))?.card).toContain('FN:Anna')
  })

  it('have another state after each change, and are deleted only in the state that was seen', async () => {
    await resources.add('ada', 'a.vcf', card('Ann'))
    const before = await one('a.vcf')
    if (!before) throw new Error('It is not there')
    await contacts.replace('ada', before.id, card('Ann').card, card('Anna'), 'own')
    const after = await one('a.vcf')
    expect(after?.etag).not.toBe(before.etag)
    expect(await resources.remove('ada', before, now)).toBe(false)
    expect(after && (await resources.remove('ben', after, now))).toBe(false)
    expect(after && (await resources.remove('ada', after, now))).toBe(true)
    expect(await names()).toEqual([])
    expect(await contacts.list('ada')).toEqual([])
  })

  it('tell what is new, another or gone since any state, whichever way it was changed', async () => {
    const [id = ''] = await contacts.add('ada', 'own', [card('Ann')])
    await resources.add('ada', 'b.vcf', card('Bob'))
    const start = await version()
    expect(await since(start)).toEqual([])
    await contacts.delete('ada', [id])
    await resources.add('ada', 'c.vcf', card('Cid'))
    expect(await since(start)).toEqual([`-${id}.vcf`, 'c.vcf'])
    expect(await since(0)).toEqual([`-${id}.vcf`, 'b.vcf', 'c.vcf'])
    const middle = await version()
    await contacts.restore('ada', [id])
    expect(await since(middle)).toEqual([`${id}.vcf`])
  })

  it('are gone from among those written to when they become contacts', async () => {
    const [id = ''] = await contacts.add('ada', 'collected', [card('Ann')])
    const start = await version()
    await contacts.replace('ada', id, card('Ann').card, card('Anna'), 'own')
    expect([await since(start), await since(start, 'collected')]).toEqual([[`${id}.vcf`], [`-${id}.vcf`]])
  })

  it('say up to which state it is not known any more what was deleted', async () => {
    const ids = await contacts.add('ada', 'own', [card('Ann'), card('Bob')])
    await contacts.delete('ada', ids.slice(1))
    const deleted = await version()
    await resources.add('ada', 'c.vcf', card('Cid'))
    expect((await resources.state('ada')).forgotten).toBe(0)
    now += 2 * dayMs
    await contacts.sweep()
    expect((await resources.state('ada')).forgotten).toBe(deleted)
    await contacts.erase('ada')
    expect(await resources.state('ada')).toEqual({ version: deleted + 2, forgotten: deleted + 2 })
  })

  it('name nobody in the database', async () => {
    await resources.add('ada', 'ada-lovelace.vcf', card('Lovelace'))
    const rows = await storage.database.selectFrom('contact').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/lovelace/i)
  })
})
