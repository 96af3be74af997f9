import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mostMembers } from '#contract/group-members.ts'
import { readAccount } from '#platform/account.ts'
import { layoutOf } from '#platform/layout.ts'
import { changeDirectory } from '#platform/openldap/slapd.ts'
import { configSchema } from '#server/config-schema.ts'
import { realPlatform } from '../testing/real-mail.ts'
import { LdapDirectory } from './ldap-directory.ts'
import type { LdapSettings } from './ldap-settings.ts'

const groupsDn = 'ou=groups,dc=example,dc=gov'
const dnOf = (uid: string) => `uid=${uid},ou=people,dc=example,dc=gov`

describe('The members of a group of the directory', () => {
  const platform = realPlatform()
  const directory = new LdapDirectory(
    configSchema.shape.directory.parse({
      host: platform.host,
      port: platform.ports.ldaps,
      caFile: platform.caFile,
      ...platform.directoryAccess,
    }) as LdapSettings,
  )
  const change = (ldif: string) => {
    const layout = layoutOf(platform.directory)
    return changeDirectory({ layout, ports: platform.ports, account: readAccount() }, ldif)
  }
  const group = (id: string, members: string[], outside: string[] = []) =>
    [
      `dn: cn=${id},${groupsDn}`,
      'changetype: add',
      'objectClass: groupOfNames',
      'objectClass: curbcutMailGroup',
      `cn: ${id}`,
      `mail: ${id}@example.gov`,
      'mailListPoster: organisation',
      ...members.map((dn) => `member: ${dn}`),
      ...outside.map((address) => `rfc822MailMember: ${address}`),
      '',
    ].join('\n')
  const addresses = async (id: string) => {
    const found = await directory.members(`${id}@example.gov`)
    return found?.items.map(({ address }) => address)
  }

  beforeAll(async () => {
    await change(group('ring-one', [dnOf('ada'), `cn=ring-one,${groupsDn}`, `cn=nobody,${groupsDn}`]))
    await change(group('ring-two', [dnOf('ben'), `cn=ring-one,${groupsDn}`, `cn=planning,${groupsDn}`]))
    await change(`dn: cn=ring-one,${groupsDn}\nchangetype: modify\nadd: member\nmember: cn=ring-two,${groupsDn}\n`)
    const crowd = Array.from({ length: mostMembers + 1 }, (_, number) => `person${number}@outside.example`)
    await change(group('crowd', [dnOf('ada')], crowd))
    await change(group('full', [dnOf('ada')], crowd.slice(2)))
  })
  afterAll(async () => {
    for (const id of ['ring-one', 'ring-two', 'crowd', 'full'])
      await change(`dn: cn=${id},${groupsDn}\nchangetype: delete\n`)
    await directory.close()
  })

  it('are people by name, once each, also those of a group in it', async () => {
    const found = await directory.members('all-staff@example.gov')
    expect(found?.items.map(({ name }) => name)).toEqual([
      ...['Ada Lindqvist', 'Ben Okafor', 'Carmen Ruiz Ortega', 'Dov Halevi', 'Emi Tanaka', 'Farid Nasser'],
      ...['Grace Whitfield', 'Hana Nováková', 'Inês Duarte', 'Jonas Weber'],
    ])
    expect(found?.items[0]).toEqual({
      ...{ name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov', detail: 'Senior planner', kind: 'person' },
    })
    expect(found).toMatchObject({ isTooLarge: false, withoutAddress: 0 })
  })

  it('include who has only an address outside', async () => {
    expect(await addresses('river-project')).toContain('liaison@rivertrust.example')
    expect(await addresses('river-project')).toHaveLength(4)
  })

  it('are found whichever of two groups that hold each other is asked, and who has gone is left out', async () => {
    const everybody = await addresses('ring-one')
    expect(everybody).toContain('ben.okafor@example.gov')
    expect(everybody).toContain('emi.tanaka@example.gov')
    expect(await addresses('RING-TWO')).toEqual(everybody)
  })

  it('are not given in part: a group beyond the limit is too large, one at it whole', async () => {
    expect(await directory.members('crowd@example.gov')).toEqual({ items: [], isTooLarge: true, withoutAddress: 0 })
    expect(await addresses('full')).toHaveLength(mostMembers)
  })

  it('are nobody’s where the address is a person’s, a pattern or no group', async () => {
    for (const address of ['ada.lindqvist@example.gov', '*', '*@example.gov', ')(cn=*', 'none@example.gov'])
      expect(await directory.members(address)).toBeNull()
  })
})
