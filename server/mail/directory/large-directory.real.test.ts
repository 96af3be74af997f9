import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LargeDirectory, startLargeDirectory } from '#platform/openldap/large/directory.ts'
import { largePerson } from '#platform/openldap/large/people.ts'
import type { CardFromSource } from '#contract/directory.ts'
import type { Person } from '#contract/people.ts'
import { contactsDn } from '#platform/openldap/config.ts'
import { configSchema } from '#server/config-schema.ts'
import { type RealApp, startRealApp } from '#server/testing/real-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'
import { realPlatform } from '../testing/real-mail.ts'
import { LdapDirectory } from './ldap-directory.ts'
import type { LdapSettings } from './ldap-settings.ts'

const baseDn = 'dc=region,dc=example'
const people = 3_000

describe('Among thousands of people in slapd', () => {
  let large: LargeDirectory
  let directory: LdapDirectory
  beforeAll(async () => {
    const li = { name: 'Zhen Li', givenName: 'Zhen', surname: 'Li', title: 'Inspector', address: 'zhen@region.example' }
    large = await startLargeDirectory(realPlatform(), { baseDn, people, others: [li] })
    directory = new LdapDirectory(configSchema.shape.directory.parse(large.access) as LdapSettings)
  })
  afterAll(async () => {
    await directory.close()
    await large.stop()
  })
  const names = async (query: string) => (await directory.find(query)).map(({ name }) => name)

  it('everybody is found by their address, whatever their language', async () => {
    for (const number of [0, 1, 5, 6, 7, 8, 9, 1_234, people - 1]) {
      const { uid, name, address, title } = largePerson(number, 'region.example')
      expect(await directory.find(address)).toEqual([{ userName: uid, name, address, detail: title, kind: 'person' }])
    }
  })

  it('no more than twenty come, those who begin so before those who are called so further in', async () => {
    const found = await names('anna')
    expect(found).toHaveLength(20)
    expect(found.every((name) => name.startsWith('Anna '))).toBe(true)
    expect(await names('ольга б')).toEqual(expect.arrayContaining(['Ольга Бондар']))
  })

  it('who is called exactly so comes before hundreds who only begin so', async () => {
    expect((await names('Li'))[0]).toBe('Zhen Li')
    expect(await names('Li')).toHaveLength(20)
  })

  it('a later word of a name finds, and a name without its accents', async () => {
    expect(await names('brien')).toContain('Amelia O’Brien')
    expect(await names('garcia')).toContain('Álvaro García')
    expect(await names('jurgen weiss')).toContain('Jürgen Weiß')
  })

  it('nothing stands for anything: no part of a word, no pattern', async () => {
    for (const query of ['arcí', 'lvaro garc*', '*nowak*', 'zzzz', 'x'])
      expect([query, await names(query)]).toEqual([query, []])
  })
})

describe('Several directories: that of the organisation, a branch of it with people outside, and another server', () => {
  const platform = realPlatform()
  let region: LargeDirectory
  let app: RealApp
  let browser: TestBrowser
  beforeAll(async () => {
    region = await startLargeDirectory(platform, { baseDn, people: 50 })
    const { host, ports, caFile, directoryAccess } = platform
    const branch = { host, port: ports.ldaps, caFile, ...directoryAccess, baseDn: contactsDn }
    app = await startRealApp(platform, undefined, [], {
      otherDirectories: [
        { name: 'Partners', kind: 'external', ...branch },
        { name: 'Region', ...region.access },
      ],
    })
    browser = await app.signedIn('farid')
  })
  afterAll(() => app.stop())

  interface Found {
    items: (Person & { directory: string; isOutside?: boolean })[]
    silentDirectories?: string[]
  }
  const ask = async (path: string) => (await browser.ask<Found>('GET', path)).json
  const oskar = { name: 'Oskar Lund', directory: 'Partners', isOutside: true }

  it('are suggested from in one list, each entry once, with where it is from and whether that is outside', async () => {
    expect((await ask('/api/people?query=oskar')).items).toMatchObject([oskar])
    const { items, silentDirectories } = await ask('/api/people?query=a')
    expect(silentDirectories).toBeUndefined()
    expect(items.find(({ name }) => name === 'Ada Lindqvist')).toMatchObject({ directory: 'Example City' })
    expect(items.find(({ name }) => name === 'Amelia Smith')).toMatchObject({ directory: 'Region' })
  })

  it('are browsed together, by department too, and a card says which it is from', async () => {
    expect((await ask('/api/directory/people?query=oskar')).items).toMatchObject([oskar])
    const { json } = await browser.ask<{ departments: string[]; directories: string[] }>('GET', '/api/directory')
    expect(json.directories).toEqual(['Example City', 'Partners', 'Region'])
    expect(json.departments).toEqual(expect.arrayContaining(['City Planning', 'Roads 1']))
    const card = async (address: string) =>
      (await browser.ask<CardFromSource>('GET', `/api/directory/card?address=${encodeURIComponent(address)}`)).json
    expect(await card('oskar.lund@rivertrust.example')).toMatchObject(oskar)
    const { address, name, telephone } = largePerson(0, 'region.example')
    expect(await card(address)).toMatchObject({ name, directory: 'Region', isOutside: false, telephones: [telephone] })
  })

  it('of which one is down: it is named, whom it found of late is still suggested, and the others answer', async () => {
    const { address, name } = largePerson(0, 'region.example')
    expect((await ask(`/api/people?query=${address}`)).items).toMatchObject([{ name }])
    await region.stop()
    const found = await ask('/api/people?query=amelia')
    expect(found).toMatchObject({ silentDirectories: ['Region'], items: [{ name, directory: 'Region' }] })
    expect(await ask('/api/people?query=oskar l')).toMatchObject({ silentDirectories: ['Region'], items: [oskar] })
    expect(await ask('/api/directory/people?query=ada')).toMatchObject({
      ...{ silentDirectories: ['Region'], items: [{ name: 'Ada Lindqvist' }] },
    })
  })
})
