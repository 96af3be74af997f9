import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configSchema } from '#server/config-schema.ts'
import { isProblem } from '#server/problem.ts'
import { realPlatform } from '../testing/real-mail.ts'
import { LdapDirectory } from './ldap-directory.ts'
import type { LdapSettings } from './ldap-settings.ts'

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
    for (const name of [
      '*',
      'a*',
      'ada)(uid=*',
      '*)(|(uid=*',
      '\\61da',
      '\0',
      '',
      'nobody',
      'é'.repeat(500),
      '💌@example.gov',
    ]) {
      expect(await directory.identify(name)).toBeNull()
    }
  })

  it('takes the password of a person, and no other, none, nor one for nobody', async () => {
    const check = (name: string, password: string) => directory.checkPassword(name, password)
    expect(await check('ada', 'ada-demo-pass')).toBe(true)
    for (const password of ['ben-demo-pass', '', 'ada-demo-pass ', '*'])
      expect([password, await check('ada', password)]).toEqual([password, false])
    for (const name of ['nobody', '*', 'permits'])
      expect([name, await check(name, 'ada-demo-pass')]).toEqual([name, false])
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
      {
        ...{ userName: 'grace', name: 'Grace Whitfield', address: 'grace.whitfield@example.gov' },
        ...{ detail: 'Accessibility lead', kind: 'person' },
      },
    ])
    expect(await directory.find('all staff')).toMatchObject([{ address: 'all-staff@example.gov', kind: 'group' }])
  })

  it('knows for whom somebody may write, and who may write for somebody', async () => {
    const emi = { userName: 'emi', name: 'Emi Tanaka', address: 'emi.tanaka@example.gov', right: 'on-behalf' }
    const desk = { userName: 'permits', name: 'Permit Desk', address: 'permits@example.gov', right: 'as' }
    expect(await directory.delegationsOf('ben')).toEqual([emi, desk])
    for (const user of ['dov', 'nobody', '*', 'b*', 'ben)(uid=*'])
      expect(await directory.delegationsOf(user)).toEqual([])
    const ben = { userName: 'ben', name: 'Ben Okafor', address: 'ben.okafor@example.gov' }
    expect(await directory.writersAs(['emi.tanaka@example.gov'])).toEqual([{ ...ben, right: 'on-behalf' }])
    expect(await directory.writersAs(['permits@example.gov'])).toContainEqual({ ...ben, right: 'as' })
    for (const address of ['*', '*@example.gov', 'x)(mail=*']) expect(await directory.writersAs([address])).toEqual([])
    expect(await directory.writersAs([])).toEqual([])
  })

  it('knows who is in a group, through groups in it too, and which mailbox is of a role', async () => {
    expect((await directory.usersIn('all-staff')).toSorted()).toEqual(
      ['ada', 'ben', 'carmen', 'dov', 'emi', 'farid', 'grace', 'hana', 'ines', 'jonas'].toSorted(),
    )
    for (const id of ['nobody', '*', 'planning)(cn=*', 'ada']) expect(await directory.usersIn(id)).toEqual([])
    expect([await directory.isRole('permits'), await directory.isRole('ada'), await directory.isRole('p*')]).toEqual([
      ...[true, false, false],
    ])
  })

  it('knows who may sign in', async () => {
    const filters = { ...settings.filters, active: '(employeeType=role)' }
    const telling = new LdapDirectory({ ...settings, filters })
    try {
      const ask = (by: LdapDirectory) => Promise.all(['ada', 'permits', 'nobody', '*'].map((name) => by.isActive(name)))
      expect(await ask(directory)).toEqual([true, true, false, false])
      expect(await ask(telling)).toEqual([false, true, false, false])
      expect(await telling.checkPassword('ada', 'ada-demo-pass')).toBe(false)
    } finally {
      await telling.close()
    }
  })

  it('knows whose mail may be sent on, and everybody where the operator tells none apart', async () => {
    const ask = (by: LdapDirectory) => Promise.all(['ada', 'permits', '*'].map((name) => by.mayForward(name)))
    expect(await ask(directory)).toEqual([true, true, true])
    const filters = { ...settings.filters, mayForward: '(mailForwardingAllowed=TRUE)' }
    const telling = new LdapDirectory({ ...settings, filters })
    try {
      expect(await ask(telling)).toEqual([true, false, false])
    } finally {
      await telling.close()
    }
  })

  it('finds nothing by a pattern or a filter', async () => {
    for (const query of ['*', '*)(uid=*', '(', '\\', '\0', '   ', '💌', '💌@example.gov'])
      expect(await directory.find(query)).toEqual([])
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
