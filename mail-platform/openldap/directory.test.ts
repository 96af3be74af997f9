import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Attribute, Change, Client } from 'ldapts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetPlatform } from '../administration.ts'
import { startPlatform, type Platform } from '../platform.ts'

let directory: string
let platform: Platform
let client: Client

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'curbcut-directory-'))
  platform = await startPlatform({ directory, ports: 'free', seed: 'none' })
})

afterAll(() => resetPlatform(directory))

beforeEach(() => {
  const ca = readFileSync(platform.caFile)
  client = new Client({ url: `ldaps://${platform.host}:${platform.ports.ldaps}`, tlsOptions: { ca: [ca] } })
})

afterEach(() => client.unbind())

function bindAsReader(): Promise<void> {
  const { bindDn, passwordFile } = platform.directoryAccess
  return client.bind(bindDn, readFileSync(passwordFile, 'utf8'))
}

async function find(filter: string): Promise<Record<string, unknown>[]> {
  return (await client.search(platform.directoryAccess.baseDn, { filter })).searchEntries
}

describe('the directory', () => {
  it('shows the reader people, departments, roles and groups', async () => {
    await bindAsReader()
    const persons = await find('(&(objectClass=curbcutMailUser)(departmentNumber=*))')
    expect(persons.map(({ uid }) => uid).sort()).toEqual(platform.people.map(({ uid }) => uid).sort())
    expect(new Set(persons.map(({ departmentNumber }) => departmentNumber))).toEqual(
      new Set(['City Planning', 'Public Works']),
    )
    expect((await find('(employeeType=role)')).map(({ mail }) => mail).sort()).toEqual([
      'helpdesk@example.gov',
      'permits@example.gov',
    ])
    expect(await find('(objectClass=curbcutMailGroup)')).toHaveLength(5)
  })

  it('finds a person by part of the name, with groups, aliases and quota', async () => {
    await bindAsReader()
    const [ada] = await find('(cn=*lindq*)')
    expect(ada).toMatchObject({
      mail: 'ada.lindqvist@example.gov',
      mailLocalAddress: ['ada@example.gov', 'a.lindqvist@example.gov'],
      mailSendAs: 'permits@example.gov',
      mailQuotaBytes: String(5 * 1000 ** 3),
    })
  })

  it('shows the reader no password and lets it change nothing', async () => {
    await bindAsReader()
    const [ada] = await find('(uid=ada)')
    expect(ada).not.toHaveProperty('userPassword')
    const modification = new Attribute({ type: 'title', values: ['Mayor'] })
    const changing = client.modify(String(ada?.dn), new Change({ operation: 'replace', modification }))
    await expect(changing).rejects.toMatchObject({ name: 'InsufficientAccessError' })
  })

  it('tells strangers nothing', async () => {
    await expect(find('(uid=ada)')).rejects.toThrow()
    await expect(client.bind(platform.directoryAccess.bindDn, 'wrong')).rejects.toMatchObject({
      name: 'InvalidCredentialsError',
    })
  })

  it('lets people look others up with their own password, and see no more than they need', async () => {
    await client.bind('uid=ada,ou=people,dc=example,dc=gov', 'ada-demo-pass')
    const { searchEntries } = await client.search('ou=people,dc=example,dc=gov', { filter: '(sn=Whit*)' })
    expect(searchEntries).toMatchObject([{ cn: 'Grace Whitfield', mail: 'grace.whitfield@example.gov' }])
    for (const attribute of ['userPassword', 'mailLocalAddress', 'mailQuotaBytes'])
      expect(searchEntries[0]).not.toHaveProperty(attribute)
  })

  it('knows people by their password', () => client.bind('uid=ada,ou=people,dc=example,dc=gov', 'ada-demo-pass'))
})
