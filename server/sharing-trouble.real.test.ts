import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAccount } from '#platform/account.ts'
import { layoutOf } from '#platform/layout.ts'
import { changeDirectory } from '#platform/openldap/slapd.ts'
import type { SavedDraft } from '#contract/drafts.ts'
import type { Folder, FolderList } from '#contract/folders.ts'
import type { MessageWindow } from '#contract/messages.ts'
import type { SendResult } from '#contract/sending.ts'
import type { Sharing } from '#contract/sharing.ts'
import { personOf, rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

/** Jonas, whose mailbox is small, shares all of it with Hana. */
describe('When something happens to a mailbox that is shared', () => {
  const platform = realPlatform()
  const [jonas, hana] = [personOf(platform, 'jonas'), personOf(platform, 'hana')]
  let app: RealApp
  let owner: TestBrowser
  let delegate: TestBrowser
  let keys = 0

  beforeAll(async () => {
    app = await startRealApp(platform)
    ;[owner, delegate] = [await app.signedIn('jonas'), await app.signedIn('hana')]
    const raw = await rawImap(platform, 'jonas')
    for (const folder of ['Archive', 'Drafts', 'Sent', 'Trash']) await raw.status(folder, { messages: true })
    await raw.logout()
    await share()
  })
  afterAll(async () => {
    for (const { id } of (await owner.ask<Sharing>('GET', '/api/sharing')).json.items)
      await owner.ask('DELETE', `/api/sharing/${id}`)
    await app.stop()
  })

  async function share(): Promise<void> {
    const body = {
      ...{ address: hana.address, level: 'full', writes: 'as', folderIds: null },
      ...{ startsAtMs: null, endsAtMs: null, purpose: '' },
    }
    expect((await owner.ask('POST', '/api/sharing', { body })).status).toBe(200)
  }
  const folders = async (browser = delegate) => (await browser.ask<FolderList>('GET', '/api/folders')).json.items
  async function folderOf(ownerName: string | null, role: Folder['role']): Promise<string> {
    const found = (await folders()).find((folder) => folder.owner === ownerName && folder.role === role)
    if (!found) throw new Error(`No ${role} of ${ownerName}`)
    return found.id
  }
  async function idsIn(folderId: string, subject: string, browser = delegate): Promise<string[]> {
    const path = `/api/folders/${folderId}/messages?offset=0&limit=50`
    const { json } = await browser.ask<MessageWindow>('GET', path)
    return json.items.filter((item) => item.subject === subject).map(({ id }) => id)
  }
  const message = (subject: string) => ({
    ...{ idempotencyKey: `sharing-trouble-${(keys += 1)}-key`, from: jonas.address, cc: [], bcc: [], subject },
    ...{ to: [{ name: '', address: hana.address }], text: 'Hello', answering: null },
  })
  const place = { key: 'the-key-of-the-draft', writer: 'the-writer-of-the-draft', previousId: null }
  async function put(uid: string, subject: string, text = 'Text'): Promise<void> {
    const raw = await rawImap(platform, uid)
    await raw.append('INBOX', `Subject: ${subject}\r\n\r\n${text}\r\n`).finally(() => raw.logout())
  }
  const change = (attribute: string, value: string) =>
    changeDirectory(
      { layout: layoutOf(platform.directory), ports: platform.ports, account: readAccount() },
      `dn: uid=jonas,ou=people,dc=example,dc=gov\nchangetype: modify\nreplace: ${attribute}\n${attribute}: ${value}\n`,
    )

  /** In how many folders of both it is; a server may or may not count what others put into a full mailbox. */
  async function copiesOf(subject: string): Promise<number> {
    const isView = ({ role }: Folder) => role === 'all' || role === 'flagged'
    const ids = (await folders()).filter((each) => each.holdsMessages && !isView(each)).map(({ id }) => id)
    const found: string[] = []
    for (const id of ids) found.push(...(await idsIn(id, subject)))
    return found.length
  }

  it('nothing is lost while it is full: a draft, what is moved there, and the copy of what is sent', async () => {
    const filling = await rawImap(platform, 'jonas')
    for (const lines of [60_000, 2_000, 50]) {
      const letter = `Subject: Filler\r\n\r\n${`${'x'.repeat(75)}\r\n`.repeat(lines)}`
      const fits = () =>
        filling.append('INBOX', letter).then(
          () => true,
          () => false,
        )
      while (await fits());
    }
    await filling.logout()
    try {
      const save = async (subject: string, previousId: string | null) => {
        const body = { place: { ...place, previousId }, message: message(subject) }
        return (await delegate.ask<SavedDraft>('POST', '/api/drafts', { body })).json.draftId
      }
      const first = await save('Draft', null)
      expect(await copiesOf('Draft')).toBe(1)
      const second = await save('Draft, longer', first)
      expect([await copiesOf('Draft, longer'), await copiesOf('Draft')]).toEqual([1, 0])
      await delegate.ask('POST', '/api/drafts/discard', { body: { ...place, previousId: second } })

      await put('hana', 'To be filed')
      const ids = await idsIn(await folderOf(null, 'inbox'), 'To be filed')
      const body = { ids, toFolderId: await folderOf(jonas.name, 'archive') }
      const { status } = await delegate.ask('POST', '/api/messages/move', { body })
      expect([200, 507]).toContain(status)
      expect(await copiesOf('To be filed')).toBe(1)

      const sent = await delegate.ask<SendResult>('POST', '/api/send', { body: message('Sent while it is full') })
      expect([sent.status, sent.json.outcome]).toEqual([200, 'accepted'])
      expect(sent.json.sentCopyId).not.toBeNull()
    } finally {
      const raw = await rawImap(platform, 'jonas')
      await raw.mailboxOpen('INBOX')
      await raw.messageDelete({ subject: 'Filler' })
      await raw.logout()
    }
  })

  it('one whose owner has another name and address is the same one, under these', async () => {
    await change('cn', 'Jonas Weber-Lind')
    await change('mail', 'jonas.weber-lind@example.gov')
    try {
      // Names are asked for again after a while; another server has not asked yet.
      const other = await startRealApp(platform)
      const browser = await other.signedIn('hana')
      const theirs = (await folders(browser)).filter((folder) => folder.owner === 'Jonas Weber-Lind')
      expect(theirs.find(({ role }) => role === 'inbox')?.shared?.address).toBe('jonas.weber-lind@example.gov')
      expect(theirs.map(({ id }) => id)).toContain(await folderOf(jonas.name, 'inbox'))
      await other.stop()
    } finally {
      await change('cn', jonas.name)
      await change('mail', jonas.address)
    }
  })

  it('one whose owner may not sign in any more stays with those it is shared with', async () => {
    await put('jonas', 'Seen before')
    const theirs = await folderOf(jonas.name, 'inbox')
    const ids = await idsIn(theirs, 'Seen before')
    await change('mailAccountStatus', 'disabled')
    try {
      const other = await startRealApp(platform)
      const browser = await other.signedIn('hana')
      await expect(other.signedIn('jonas')).rejects.toThrow()
      await expect(rawImap(platform, 'jonas')).rejects.toThrow()
      expect((await folders(browser)).map((folder) => folder.owner)).toContain(jonas.name)
      expect((await browser.ask('GET', `/api/messages/${ids[0]}`)).status).toBe(200)
      const sent = await browser.ask<SendResult>('POST', '/api/send', { body: message('For who has left') })
      expect([sent.status, sent.json.outcome]).toEqual([200, 'accepted'])
      await other.stop()
    } finally {
      await change('mailAccountStatus', 'active')
    }
  })

  it('what is pressed after the right has gone is refused, and changes nothing', async () => {
    await put('jonas', 'Kept')
    const [theirs, archive, own] = [
      await folderOf(jonas.name, 'inbox'),
      await folderOf(jonas.name, 'archive'),
      await folderOf(null, 'inbox'),
    ]
    const ids = await idsIn(theirs, 'Kept')
    await put('hana', 'Mine')
    const mine = await idsIn(own, 'Mine')
    const [given] = (await owner.ask<Sharing>('GET', '/api/sharing')).json.items
    await owner.ask('DELETE', `/api/sharing/${given?.id}`)
    await expect
      .poll(async () => (await folders()).some((folder) => folder.owner === jonas.name), { timeout: 20_000 })
      .toBe(false)
    // The page still shows what was there, and its ids are those of what there is.
    const outcome = async (path: string, body: object) => {
      const { status, json } = await delegate.ask<{ type?: string; items?: { outcome: string }[] }>('POST', path, {
        body,
      })
      return json.type ?? json.items?.[0]?.outcome ?? status
    }
    expect(await outcome('/api/messages/flags', { ids, add: ['flagged'], remove: [] })).toBe('gone')
    expect(await outcome('/api/messages/move', { ids, toFolderId: own })).toBe('gone')
    expect(await outcome('/api/messages/move', { ids: mine, toFolderId: archive })).toBe('folder-gone')
    expect(await outcome('/api/folders', { name: 'Late', parentId: archive })).toBe('folder-gone')
    expect(await outcome('/api/send', message('Too late'))).toBe('sender-refused')
    expect(await outcome('/api/drafts', { place, message: message('Too late') })).toBe('sender-refused')
    expect(await idsIn(own, 'Mine')).toEqual(mine)
    const raw = await rawImap(platform, 'jonas')
    await raw.mailboxOpen('INBOX')
    expect(await raw.search({ subject: 'Kept', flagged: false }, { uid: true })).toHaveLength(1)
    await raw.logout()
    await share()
  })
})
