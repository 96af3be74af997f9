import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setRights } from '#platform/dovecot/sharing.ts'
import type { SavedDraft } from '#contract/drafts.ts'
import type { Folder, FolderList } from '#contract/folders.ts'
import type { IdentityList } from '#contract/identities.ts'
import type { MailboxLabels } from '#contract/labels.ts'
import type { MessageWindow } from '#contract/messages.ts'
import type { SendResult, WaitingMessage } from '#contract/sending.ts'
import { personOf, rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

const permits = 'permits@example.gov'

describe('In a mailbox of somebody else', () => {
  const platform = realPlatform()
  const { address: emiAddress } = personOf(platform, 'emi')
  const { address: benAddress } = personOf(platform, 'ben')
  let app: RealApp
  let ben: TestBrowser
  let keys = 0

  beforeAll(async () => {
    app = await startRealApp(platform)
    ben = await app.signedIn('ben')
  })
  afterAll(() => app.stop())

  const folders = async (browser = ben) => (await browser.ask<FolderList>('GET', '/api/folders')).json.items
  async function folderOf(owner: string | null, role: Folder['role'], browser = ben): Promise<Folder> {
    const found = (await folders(browser)).find((folder) => folder.owner === owner && folder.role === role)
    if (!found) throw new Error(`No ${role} of ${owner}`)
    return found
  }
  const messages = async ({ id }: Folder, browser = ben) =>
    (await browser.ask<MessageWindow>('GET', `/api/folders/${id}/messages?offset=0&limit=50`)).json.items
  const subjects = async (folder: Folder) => (await messages(folder)).map(({ subject }) => subject)

  const message = (from: string, subject: string, more = {}) => ({
    ...{ idempotencyKey: `shared-mailbox-${(keys += 1)}-key`, from, to: [{ name: '', address: 'carmen@example.gov' }] },
    ...{ cc: [], bcc: [], subject, text: 'Hello', answering: null, ...more },
  })
  const send = (body: object) => ben.ask<SendResult>('POST', '/api/send', { body })
  const place = (previousId: string | null = null) => ({
    ...{ key: 'the-key-of-the-draft', writer: 'the-writer-of-the-draft', previousId },
  })

  async function arrived(subject: string): Promise<string> {
    const carmen = await rawImap(platform, 'carmen')
    try {
      await carmen.mailboxOpen('INBOX')
      let source = ''
      const look = async () => {
        await carmen.noop()
        for await (const each of carmen.fetch({ subject }, { source: true })) source = each.source?.toString() ?? ''
        return source
      }
      await expect.poll(look, { timeout: 20_000 }).not.toBe('')
      return source
    } finally {
      await carmen.logout()
    }
  }
  const field = (source: string, name: string) => new RegExp(`^${name}: (.*)\\r$`, 'm').exec(source)?.[1] ?? null

  it('says whose it is, by which address, and what the mail server does not permit there', async () => {
    expect(await folderOf('Permit Desk', 'inbox')).toMatchObject({ shared: { address: permits, refuses: [] } })
    expect(await folderOf(null, 'inbox')).not.toHaveProperty('shared')
    const emi = await app.signedIn('emi')
    expect((await folderOf('Permit Desk', 'inbox', emi)).shared?.refuses).toEqual([
      ...['mark', 'label', 'add', 'remove', 'make-folders'],
    ])
    expect((await folderOf('Permit Desk', 'inbox', emi)).mayHoldFolders).toBe(false)
  })

  it('stays hidden after signing out for whoever hid it, and subscribed as it was for other programs', async () => {
    const hiddenFor = async (browser: TestBrowser) =>
      (await folders(browser)).filter(({ hidden, shared }) => hidden && shared?.mailboxHidden).map(({ id }) => id)
    const hide = async (hidden: boolean, browser: TestBrowser) => {
      const { id } = await folderOf('Permit Desk', 'inbox', browser)
      await browser.ask('POST', `/api/folders/${id}/hide-mailbox`, { body: { hidden } })
    }
    const theirs = (await folders()).filter(({ owner }) => owner === 'Permit Desk').map(({ id }) => id)
    expect(theirs.length).toBeGreaterThan(3)
    const raw = await rawImap(platform, 'ben')
    const archive = 'Other Users/permits/Archive'
    const isSubscribed = async () => (await raw.list()).find(({ path }) => path === archive)?.subscribed
    await raw.mailboxSubscribe(archive)
    const before = await app.signedIn('ben')
    await hide(true, before)
    await before.ask('DELETE', '/api/session')
    expect((await before.ask('GET', '/api/folders')).status).toBe(401)
    const again = await app.signedIn('ben')
    try {
      expect(await hiddenFor(again)).toEqual(theirs)
      expect(await hiddenFor(await app.signedIn('ada'))).toEqual([])
      expect(await isSubscribed()).toBe(true)
    } finally {
      await hide(false, again)
      await raw.mailboxUnsubscribe(archive)
      await raw.logout()
    }
    expect(await hiddenFor(again)).toEqual([])
  })

  it('offers to write as whose it is, or on their behalf, as the directory says', async () => {
    const { json } = await ben.ask<IdentityList>('GET', '/api/identities')
    expect(json.writesFor).toMatchObject([
      { address: emiAddress, name: 'Emi Tanaka', right: 'on-behalf', mayShare: false },
      { address: permits, name: 'Permit Desk', right: 'as', mayShare: true },
    ])
    expect(json.items.map(({ address }) => address)).toEqual(expect.arrayContaining([benAddress, permits, emiAddress]))
    expect(json.defaultAddress).toBe(benAddress)
  })

  it('a signature of the mailbox is everybody’s who writes from there and has none of their own', async () => {
    const ada = await app.signedIn('ada')
    const of = async (browser: TestBrowser) => {
      const { items, writesFor } = (await browser.ask<IdentityList>('GET', '/api/identities')).json
      const { isShared, mayShare } = writesFor.find(({ address }) => address === permits) ?? {}
      return { signature: items.find(({ address }) => address === permits)?.signature, isShared, mayShare }
    }
    const share = (browser: TestBrowser, isShared: boolean, address = permits) =>
      browser.ask<{ type?: string }>('POST', '/api/identities/share', { body: { address, isShared } })
    const own = { address: permits, name: '', replyTo: '', signatureDocument: null, place: 'below' }
    expect((await share(ben, true)).json.type).toBe('not-allowed')
    await ben.ask('POST', '/api/identities', { body: { ...own, signature: 'Permit Desk, room 210' } })
    expect(await of(ada)).toEqual({ signature: '', isShared: false, mayShare: true })
    expect((await share(ben, true)).status).toBe(200)
    for (const who of [ben, ada])
      expect(await of(who)).toEqual({ signature: 'Permit Desk, room 210', isShared: true, mayShare: true })

    // Saved as it is, it goes on changing with the mailbox's; another is one's own.
    await ada.ask('POST', '/api/identities', { body: { ...own, signature: 'Permit Desk, room 210' } })
    expect((await of(ada)).isShared).toBe(true)
    await ada.ask('POST', '/api/identities', { body: { ...own, signature: 'Ada, for the desk' } })
    expect(await of(ada)).toEqual({ signature: 'Ada, for the desk', isShared: false, mayShare: true })
    await ada.ask('POST', '/api/identities/delete', { body: { address: permits } })
    expect((await of(ada)).isShared).toBe(true)

    const emi = await app.signedIn('emi')
    expect((await share(emi, false)).json.type).toBe('sender-refused')
    // He writes on her behalf, but her inbox is not shared with him.
    expect((await share(ben, true, emiAddress)).json.type).toBe('not-allowed')
    expect((await share(ben, false)).status).toBe(200)
    expect(await of(ben)).toEqual({ signature: 'Permit Desk, room 210', isShared: false, mayShare: true })
    expect((await of(ada)).signature).toBe('')
    await ben.ask('POST', '/api/identities/delete', { body: { address: permits } })
  })

  it('a message written as somebody is theirs alone, and its copy is in their Sent', async () => {
    const { json, status } = await send(message(permits, 'As the permit desk'))
    expect(status).toBe(200)
    expect(json).toMatchObject({ outcome: 'accepted', refused: [] })
    const source = await arrived('As the permit desk')
    expect(field(source, 'From')).toBe('Permit Desk <permits@example.gov>')
    expect(field(source, 'Sender')).toBeNull()
    expect(source).not.toMatch(/ben\.okafor/i)
    expect(await subjects(await folderOf('Permit Desk', 'sent'))).toContain('As the permit desk')
    expect(await subjects(await folderOf(null, 'sent'))).not.toContain('As the permit desk')
  })

  it('a message written on behalf says who sent it; where their Sent is not shared the copy is in the own one', async () => {
    expect((await send(message(emiAddress, 'For Emi'))).status).toBe(200)
    const source = await arrived('For Emi')
    expect(field(source, 'From')).toBe(`Emi Tanaka <${emiAddress}>`)
    expect(field(source, 'Sender')).toBe(`Ben Okafor <${benAddress}>`)
    expect(field(source, 'Return-Path')).toBe(`<${benAddress}>`)
    expect(await subjects(await folderOf(null, 'sent'))).toContain('For Emi')
  })

  it('a message that waits goes out the same way', async () => {
    const { json } = await ben.ask<WaitingMessage>('POST', '/api/send', {
      body: { ...message(permits, 'Later, as the permit desk'), undoSeconds: 0, composer: '{}' },
    })
    expect(json.outcome).toBe('waiting')
    expect(field(await arrived('Later, as the permit desk'), 'From')).toBe('Permit Desk <permits@example.gov>')
    const copies = async () => subjects(await folderOf('Permit Desk', 'sent'))
    await expect.poll(copies, { timeout: 20_000 }).toContain('Later, as the permit desk')
  })

  it('nobody writes from an address that was not given to them', async () => {
    const carmen = await app.signedIn('carmen')
    for (const from of [permits, emiAddress, 'helpdesk@example.gov', 'nobody@example.gov']) {
      const { status, json } = await carmen.problem('POST', '/api/send', { body: message(from, 'Forged') })
      expect([status, json.type]).toEqual([422, 'sender-refused'])
    }
  })

  it('an answer marks the original there', async () => {
    const inbox = await folderOf('Permit Desk', 'inbox')
    const desk = await rawImap(platform, 'ben')
    await desk.append('Other Users/permits', 'Subject: A fence\r\nMessage-ID: <fence@example.org>\r\n\r\nHigher?\r\n')
    await desk.logout()
    const asked = (await messages(inbox)).find(({ subject }) => subject === 'A fence')
    await send(message(permits, 'Re: A fence', { answering: { kind: 'reply', messageId: asked?.id } }))
    expect((await messages(inbox)).find(({ id }) => id === asked?.id)?.flags).toContain('answered')
  })

  it('labels are made and changed by those who may mark messages there, and seen by all', async () => {
    const desk = async (browser: TestBrowser) => {
      const { items } = (await browser.ask<{ items: MailboxLabels[] }>('GET', '/api/labels')).json
      return items.find(({ owner }) => owner === 'Permit Desk')
    }
    const [ada, emi] = await Promise.all([app.signedIn('ada'), app.signedIn('emi')])
    const theirs = await desk(ben)
    expect(theirs?.mayChange).toBe(true)
    const path = `/api/mailboxes/${theirs?.mailboxId}/labels`
    expect((await ben.ask('POST', path, { body: { name: 'Site visit', colour: 'green', shape: 'ring' } })).status).toBe(
      200,
    )
    const named = expect.arrayContaining([expect.objectContaining({ name: 'Site visit', colour: 'green' })]) as object
    expect((await desk(ada))?.labels).toEqual(named)
    expect(await desk(emi)).toMatchObject({ mayChange: false, labels: named })
    expect((await emi.problem('POST', path, { body: { name: 'Mine' } })).json.type).toBe('not-allowed')
    const own = (await ben.ask<{ items: MailboxLabels[] }>('GET', '/api/labels')).json.items.find(
      ({ owner }) => owner === null,
    )
    expect(own?.labels.map(({ name }) => name)).not.toContain('Site visit')
  })

  it('a draft lies in the mailbox it is written from, and moves with its sender', async () => {
    const save = async (from: string, previousId: string | null = null) => {
      const body = { place: place(previousId), message: message(from, 'A draft for the desk') }
      const { json } = await ben.ask<SavedDraft>('POST', '/api/drafts', { body })
      expect(json.outcome).toBe('saved')
      return json.draftId
    }
    const found = async () => ({
      own: await subjects(await folderOf(null, 'drafts')),
      desk: await subjects(await folderOf('Permit Desk', 'drafts')),
    })
    const first = await save(permits)
    expect(await found()).toEqual({ own: [], desk: ['A draft for the desk'] })
    const second = await save(benAddress, first)
    expect(await found()).toEqual({ own: ['A draft for the desk'], desk: [] })
    const third = await save(permits, second)
    expect(await found()).toEqual({ own: [], desk: ['A draft for the desk'] })
    await ben.ask('POST', '/api/drafts/discard', { body: place(third) })
    expect(await found()).toEqual({ own: [], desk: [] })
  })

  it('a draft that could not be taken out of there again lies in the own mailbox', async () => {
    const emi = await rawImap(platform, 'emi')
    await emi.status('Drafts', { messages: true })
    await setRights(emi, 'Drafts', 'ben', 'lri')
    const body = { place: place(), message: message(emiAddress, 'A draft for Emi') }
    const { json } = await ben.ask<SavedDraft>('POST', '/api/drafts', { body })
    expect(await subjects(await folderOf(null, 'drafts'))).toEqual(['A draft for Emi'])
    await ben.ask('POST', '/api/drafts/discard', { body: place(json.draftId) })
    await setRights(emi, 'Drafts', 'ben', '')
    await emi.logout()
  })
})
