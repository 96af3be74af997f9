import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readAccount } from '#platform/account.ts'
import { layoutOf } from '#platform/layout.ts'
import { changeDirectory } from '#platform/openldap/slapd.ts'
import type { FolderList } from '#contract/folders.ts'
import { levelRights, type Sharing } from '#contract/sharing.ts'
import { rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

const groupsDn = 'ou=groups,dc=example,dc=gov'
const dnOf = (uid: string) => `uid=${uid},ou=people,dc=example,dc=gov`
const groupDn = (id: string) => `cn=${id},${groupsDn}`

/** Farid shares with groups; Hana and Ines come and go, and nobody else is in them. */
describe('Sharing with groups of the directory', () => {
  const platform = realPlatform()
  let app: RealApp
  let farid: TestBrowser
  let hana: TestBrowser
  let nowMs = Date.now()

  const change = (ldif: string) => {
    const layout = layoutOf(platform.directory)
    return changeDirectory({ layout, ports: platform.ports, account: readAccount() }, ldif)
  }
  const makeGroup = (id: string, members: readonly string[]) =>
    change(
      [
        ...[`dn: ${groupDn(id)}`, 'changetype: add', 'objectClass: groupOfNames', 'objectClass: curbcutMailGroup'],
        ...[`cn: ${id}`, `mail: ${id}@example.gov`, `description: Group ${id}`, 'mailListPoster: organisation'],
        ...members.map((dn) => `member: ${dn}`),
        '',
      ].join('\n'),
    )
  const changeMember = (how: 'add' | 'delete', id: string, dn: string) =>
    change(`dn: ${groupDn(id)}\nchangetype: modify\n${how}: member\nmember: ${dn}\n`)

  beforeAll(async () => {
    await makeGroup('bridges', [dnOf('farid'), dnOf('ines')])
    await makeGroup('circle-one', [dnOf('ines')])
    await makeGroup('circle-two', [dnOf('hana'), groupDn('circle-one')])
    await changeMember('add', 'circle-one', groupDn('circle-two'))
    const crowd = Array.from({ length: 500 }, (_, number) => dnOf(`nobody${number}`))
    await makeGroup('crowd', [...crowd, dnOf('hana')])
    app = await startRealApp(platform, () => nowMs)
    farid = await app.signedIn('farid')
    hana = await app.signedIn('hana')
    const raw = await rawImap(platform, 'farid')
    await raw.status('Archive', { messages: true })
    await raw.append('INBOX', 'Subject: Bearings\r\n\r\nText\r\n')
    await raw.logout()
  })
  afterAll(async () => {
    await app.stop()
    for (const id of ['bridges', 'circle-one', 'circle-two', 'crowd'])
      await change(`dn: ${groupDn(id)}\nchangetype: delete\n`)
  })
  beforeEach(() => {
    nowMs = Date.now()
  })
  afterEach(async () => {
    const { items } = (await farid.ask<Sharing>('GET', '/api/sharing')).json
    for (const { id } of items) await farid.ask('DELETE', `/api/sharing/${id}`)
  })

  const body = (address: string, level = 'mark') => ({
    ...{ address, level, writes: 'none', folderIds: null, startsAtMs: null, endsAtMs: null, purpose: '' },
  })
  const share = (id: string, level = 'mark') =>
    farid.ask<Sharing>('POST', '/api/sharing', { body: body(`${id}@example.gov`, level) })
  const sees = async (browser: TestBrowser) => {
    const { items } = (await browser.ask<FolderList>('GET', '/api/folders')).json
    return items.find(({ owner, role }) => owner?.startsWith('Farid') && role === 'inbox')
  }
  /** What somebody may do there over a new connection, past our own code; empty where they see nothing. */
  async function rawRights(uid: string): Promise<string> {
    const raw = await rawImap(platform, uid)
    let rights = ''
    try {
      const response = await (raw as unknown as RawCommands).exec(
        'MYRIGHTS',
        [{ type: 'STRING', value: 'Other Users/farid' }],
        { untagged: { MYRIGHTS: (answer) => void (rights = answer.attributes[1]?.value ?? '') } },
      )
      response.next()
    } catch {
      rights = ''
    } finally {
      await raw.logout()
    }
    return rights.replace(/[cd]/g, '')
  }

  it('gives every member the level, over HTTP and by IMAP, and leaves the owner in the group all rights', async () => {
    const { json } = await share('bridges')
    expect(json).toMatchObject({ offersGroups: true })
    expect(json.items).toMatchObject([
      { kind: 'group', name: 'Group bridges', address: 'bridges@example.gov', level: 'mark', isWhole: true },
    ])
    const ines = await app.signedIn('ines')
    expect((await sees(ines))?.shared?.refuses).toEqual(['add', 'remove', 'make-folders'])
    expect([...(await rawRights('ines'))].sort()).toEqual([...levelRights.mark].sort())
    expect(await sees(hana)).toBeUndefined()
    expect(await rawRights('hana')).toBe('')
    const own = await rawImap(platform, 'farid')
    try {
      await own.mailboxOpen('INBOX')
      expect(await own.append('INBOX', 'Subject: Still mine\r\n\r\nText\r\n')).toBeTruthy()
      expect(await own.messageDelete({ subject: 'Still mine' })).toBe(true)
      expect(await own.search({ subject: 'Still mine' })).toEqual([])
    } finally {
      await own.logout()
    }
  })

  it('counts who is put into the group or taken out of it within a minute, for open sessions too', async () => {
    await share('bridges', 'delete')
    await app.app.rightsWatch.check()
    expect(await sees(hana)).toBeUndefined()
    await changeMember('add', 'bridges', dnOf('hana'))
    nowMs += 60_000
    await app.app.rightsWatch.check()
    const inbox = await sees(hana)
    expect(inbox?.shared?.refuses).toEqual(['make-folders'])
    const stream = await hana.openEvents()
    try {
      await changeMember('delete', 'bridges', dnOf('hana'))
      nowMs += 60_000
      await app.app.rightsWatch.check()
      expect((await hana.ask('GET', `/api/folders/${inbox?.id}/messages?offset=0&limit=50`)).status).toBe(404)
      expect(await sees(hana)).toBeUndefined()
      await expect.poll(() => stream.events.some(({ type }) => type === 'folders')).toBe(true)
    } finally {
      stream.close()
    }
    expect(await rawRights('hana')).toBe('')
  })

  it('ends for all members at once when it is ended', async () => {
    await share('circle-two')
    nowMs += 60_000
    await app.app.rightsWatch.check()
    const inbox = await sees(hana)
    expect(inbox).toBeDefined()
    const [given] = (await farid.ask<Sharing>('GET', '/api/sharing')).json.items
    expect((await farid.ask('DELETE', `/api/sharing/${given?.id}`)).status).toBe(200)
    await expect
      .poll(async () => (await hana.ask('GET', `/api/folders/${inbox?.id}/messages?offset=0&limit=50`)).status)
      .toBe(404)
    expect(await rawRights('hana')).toBe('')
  })

  it.each([
    ['in groups that hold each other in a circle', 'circle-one', ['hana', 'ines']],
    ['of 500 people, of whom most have gone', 'crowd', ['hana']],
  ])('works with a group %s', async (_what, id, members) => {
    expect((await share(id)).status).toBe(200)
    for (const uid of members) expect([...(await rawRights(uid))].sort()).toEqual([...levelRights.mark].sort())
    expect(await rawRights('jonas')).toBe('')
  })

  it('refuses a group the directory does not know, by name, pattern or filter', async () => {
    for (const address of ['nobody-here@example.gov', '$bridges@example.gov', '*@example.gov']) {
      const { status, json } = await farid.problem('POST', '/api/sharing', { body: body(address) })
      expect([status, json.fields?.[0]]).toEqual([400, { field: 'address', code: 'unknown-person' }])
    }
  })
})

interface RawCommands {
  exec(
    command: string,
    attributes: { type: 'STRING'; value: string }[],
    options: { untagged: { MYRIGHTS: (answer: { attributes: { value?: string }[] }) => void } },
  ): Promise<{ next(): void }>
}
