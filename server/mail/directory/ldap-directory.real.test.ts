import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configSchema } from '#server/config-schema.ts'
import { isProblem } from '#server/problem.ts'
import { realPlatform } from '../testing/real-mail.ts'
import { LdapDirectory, type LdapSettings } from './ldap-directory.ts'

describe('The directory over LDAP', () => {
  const platform = realPlatform()
  const settings = configSchema.shape.directory.parse({
    host: platform.host,
    port: platform.ports.ldaps,
    caFile: platform.caFile,
    ...platform.directoryAccess,
  }) as LdapSettings
  let directory: LdapDirectory
  beforeAll(() => {
    directory = new LdapDirectory(settings)
  })
  afterAll(() => directory.close())

  it('knows a person by user name, address and alias, in any case', async () => {
    for (const name of ['ada', 'ADA', 'Ada.Lindqvist@example.gov', 'a.lindqvist@example.gov', ' ada@example.gov ']) {
      expect(await directory.identify(name)).toEqual({
        userName: 'ada',
        name: 'Ada Lindqvist',
        addresses: ['ada.lindqvist@example.gov', 'ada@example.gov', 'a.lindqvist@example.gov'],
      })
    }
  })

  it('knows nobody by a pattern or a filter', async () => {
    for (const name of ['*', 'a*', 'ada)(uid=*', '*)(|(uid=*', '\\61da', '\0', '', 'nobody', 'é'.repeat(500)]) {
      expect(await directory.identify(name)).toBeNull()
    }
  })

  it('finds people and groups by the beginning of any name, or of the address', async () => {
    const names = async (query: string) => (await directory.find(query)).map(({ name }) => name)
    expect(await names('lind')).toEqual(['Ada Lindqvist'])
    expect(await names('ada l')).toEqual(['Ada Lindqvist'])
    expect(await names('ben.ok')).toEqual(['Ben Okafor'])
    expect(await names('Nováková')).toEqual(['Hana Nováková'])
    expect(await names('river')).toContain('River footbridge project')
    expect(await names('zzz')).toEqual([])
  })

  it('tells people from groups, and two people of one name apart by what they do', async () => {
    expect(await directory.find('grace')).toEqual([
      { name: 'Grace Whitfield', address: 'grace.whitfield@example.gov', detail: 'Accessibility lead', kind: 'person' },
    ])
    expect(await directory.find('all staff')).toMatchObject([{ address: 'all-staff@example.gov', kind: 'group' }])
  })

  it('finds nothing by a pattern or a filter', async () => {
    for (const query of ['*', '*)(uid=*', '(', '\\', '\0', '   ']) expect(await directory.find(query)).toEqual([])
  })

  it('gives at most twenty', async () => {
    const found = await directory.find('a')
    expect(found.length).toBeGreaterThan(1)
    expect(found.length).toBeLessThanOrEqual(20)
  })

  it('is asked over a new connection when the kept one has gone', async () => {
    await directory.identify('ada')
    await platform.restart('slapd')
    expect((await directory.identify('ada'))?.userName).toBe('ada')
  })

  it('says so when it cannot be asked', async () => {
    const away = new LdapDirectory({ ...settings, port: 1 })
    await expect(away.check()).rejects.toSatisfy((error) => isProblem(error, 'directory-unavailable'))
  })
})
