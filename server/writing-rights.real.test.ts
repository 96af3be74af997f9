import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { createTransport } from 'nodemailer'
import type { IdentityList } from '#contract/identities.ts'
import type { SendResult } from '#contract/sending.ts'
import type { Sharing, UnseenShares, Writing } from '#contract/sharing.ts'
import { configSchema } from '#server/config-schema.ts'
import { LdapSenders } from '#server/mail/directory/ldap-senders.ts'
import type { LdapSettings } from '#server/mail/directory/ldap-settings.ts'
import { personOf, rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { submit } from '#platform/testing/mail.ts'
import { setRights } from '#platform/dovecot/sharing.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

/** Grace lets Hana write; what counts is what Postfix says to Hana herself. */
describe('Writing from the address of somebody who shares their mailbox', () => {
  const platform = realPlatform()
  const grace = personOf(platform, 'grace')
  const hana = personOf(platform, 'hana')
  let app: RealApp
  let owner: TestBrowser
  let writer: TestBrowser
  let keys = 0

  beforeAll(async () => {
    app = await startRealApp(platform)
    owner = await app.signedIn('grace')
    writer = await app.signedIn('hana')
  })
  afterAll(() => app.stop())
  const read = async () => (await owner.ask<Sharing>('GET', '/api/sharing')).json
  afterEach(async () => {
    for (const { id, name } of (await read()).items)
      if (name === hana.name) await owner.ask('DELETE', `/api/sharing/${id}`)
  })

  const wish = (writes: Writing, more = {}) => ({
    body: {
      ...{
        address: hana.address,
        level: 'see',
        writes,
        folderIds: null,
        startsAtMs: null,
        endsAtMs: null,
        purpose: '',
      },
      ...more,
    },
  })
  const give = (writes: Writing, more = {}) => owner.ask<Sharing>('POST', '/api/sharing', wish(writes, more))
  const unseen = async () => (await owner.ask<UnseenShares>('GET', '/api/sharing/unseen')).json.items
  const hers = async () => (await read()).items.find(({ name }) => name === hana.name)
  /** The directory is told by somebody else. */
  async function elsewhere(right: Writing): Promise<void> {
    const { host, ports, caFile, directoryAccess, senderAccess } = platform
    const settings = configSchema.shape.directory.parse({ host, port: ports.ldaps, caFile, ...directoryAccess })
    const senders = new LdapSenders(settings as LdapSettings, senderAccess)
    try {
      await senders.set('grace', 'hana', right)
    } finally {
      await senders.close()
    }
  }
  const to = personOf(platform, 'ben').address
  /** What the submission server says to Hana, past our own code. */
  const raw = (from: string) =>
    submit(platform, 'hana', { from, to, subject: `Raw ${(keys += 1)}` }).then(
      () => 'taken',
      (error: unknown) =>
        /^(553|5\d\d)/.exec((error as { response?: string }).response ?? '') ? 'refused' : String(error),
    )
  const send = async (from: string) => {
    const body = {
      ...{
        idempotencyKey: `writing-rights-${(keys += 1)}-key`,
        from,
        to: [{ name: '', address: to }],
        cc: [],
        bcc: [],
      },
      ...{ subject: `Written ${keys}`, text: 'Hello', answering: null },
    }
    const { status } = await writer.ask<SendResult>('POST', '/api/send', { body })
    return { status, subject: body.subject }
  }
  async function headOf(subject: string): Promise<string> {
    const ben = await rawImap(platform, 'ben')
    try {
      await ben.mailboxOpen('INBOX')
      let head = ''
      const look = async () => {
        await ben.noop()
        for await (const each of ben.fetch({ subject }, { headers: true })) head = each.headers?.toString() ?? ''
        return head
      }
      await expect.poll(look, { timeout: 20_000 }).not.toBe('')
      return head.replace(/\r\n[ \t]+/g, ' ')
    } finally {
      await ben.logout()
    }
  }

  it('is refused by the submission server and by Curbcut while nothing was given', async () => {
    expect(await hers()).toBeUndefined()
    expect(await raw(grace.address)).toBe('refused')
    expect((await send(grace.address)).status).toBe(422)
  })

  it('is as the owner where that was given: taken by raw SMTP, and nothing says who wrote; refused again when it ends', async () => {
    expect((await give('as')).json.items.find(({ name }) => name === hana.name)).toMatchObject({ writes: 'as' })
    expect(await raw(grace.address)).toBe('taken')
    const { status, subject } = await send(grace.address)
    expect(status).toBe(200)
    const head = await headOf(subject)
    expect(head).toMatch(new RegExp(`^From: .*${grace.address}`, 'm'))
    expect(head).not.toMatch(/^Sender:/m)
    await owner.ask('DELETE', `/api/sharing/${(await hers())?.id}`)
    expect(await raw(grace.address)).toBe('refused')
    expect((await send(grace.address)).status).toBe(422)
  })

  it('is on the owner’s behalf where that was given: the message says who sent it, and nothing else is taken', async () => {
    await give('on-behalf')
    expect(await raw(grace.address)).toBe('refused')
    const { json } = await writer.ask<IdentityList>('GET', '/api/identities')
    expect(json.writesFor).toContainEqual(
      expect.objectContaining({ address: grace.address, name: grace.name, right: 'on-behalf' }),
    )
    const { status, subject } = await send(grace.address)
    expect(status).toBe(200)
    const head = await headOf(subject)
    expect(head).toMatch(new RegExp(`^From: .*${grace.address}`, 'm'))
    expect(head).toMatch(new RegExp(`^Sender: .*${hana.address}`, 'm'))
    expect(head).toMatch(new RegExp(`^Return-Path: <${hana.address}>`, 'm'))
  })

  it('changes from one right to the other and to none, each in place of the one before', async () => {
    for (const writes of ['as', 'on-behalf', 'none'] as const) {
      await give(writes)
      expect((await hers())?.writes).toBe(writes)
      expect(await raw(grace.address)).toBe(writes === 'as' ? 'taken' : 'refused')
    }
  })

  it('begins and ends with the share', async () => {
    const dayMs = 24 * 60 * 60_000
    await give('as', { startsAtMs: Date.now() + dayMs })
    expect(await hers()).toMatchObject({ writes: 'as', folders: [] })
    expect(await raw(grace.address)).toBe('refused')
  })

  it('is no right of a group', async () => {
    const { status, json } = await owner.problem(
      'POST',
      '/api/sharing',
      wish('as', { address: 'all-staff@example.gov' }),
    )
    expect([status, json.fields]).toEqual([400, [{ field: 'writes', code: 'is-group' }]])
  })

  it('is not given where the directory account may not write: the field is named, and no folder was shared', async () => {
    const { host, ports, caFile, directoryAccess } = platform
    const settings = configSchema.shape.directory.parse({
      host,
      port: ports.ldaps,
      caFile,
      ...directoryAccess,
    }) as LdapSettings
    const reader = new LdapSenders(settings, directoryAccess)
    try {
      await expect(reader.set('grace', 'hana', 'as')).rejects.toMatchObject({ type: 'not-allowed' })
      expect(await reader.of('grace', 'hana')).toBe('none')
    } finally {
      await reader.close()
    }
  })

  it('shows what another program gave as new until the owner has confirmed that', async () => {
    const mailbox = await rawImap(platform, 'grace')
    try {
      await setRights(mailbox, 'INBOX', 'hana', 'lrs')
      expect(await hers()).toMatchObject({ isNew: true, level: null, givenBy: null })
      expect((await unseen()).map(({ name }) => name)).toEqual([hana.name])
      const { json } = await owner.ask<Sharing>('POST', '/api/sharing/seen', { body: {} })
      expect(json.items.find(({ name }) => name === hana.name)).toMatchObject({ isNew: false })
      await setRights(mailbox, 'INBOX', 'hana', 'lrswite')
      expect(await hers()).toMatchObject({ isNew: true })
      await give('none')
      expect(await hers()).toMatchObject({ isNew: false, level: 'see' })
      expect(await unseen()).toEqual([])
    } finally {
      await mailbox.logout()
    }
  })

  it('tells of a right to write that the directory was given elsewhere, until that is confirmed', async () => {
    await give('none')
    expect(await unseen()).toEqual([])
    await elsewhere('as')
    const [news] = await unseen()
    expect(news).toMatchObject({ name: hana.name, givenBy: null })
    expect(await hers()).toMatchObject({ isNew: true, writes: 'as' })
    await owner.ask('POST', '/api/sharing/seen', { body: { shareIds: [news?.id] } })
    expect(await unseen()).toEqual([])
    expect(await hers()).toMatchObject({ isNew: false })
    await give('as')
    expect(await unseen()).toEqual([])
  })

  it('says when the other was last in the mailbox', async () => {
    await give('none')
    const startMs = Date.now()
    const { items } = (
      await writer.ask<{ items: { id: string; owner: string | null; role: string }[] }>('GET', '/api/folders')
    ).json
    const inbox = items.find((folder) => folder.owner === grace.name && folder.role === 'inbox')
    await writer.ask('GET', `/api/folders/${inbox?.id}/messages?offset=0&limit=50`)
    await expect
      .poll(async () => (await hers())?.lastUsedAtMs ?? 0, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(startMs)
  })

  it('takes no sender but whom the person is or was given, whatever stands in From', async () => {
    await give('as')
    const { host, ports, caFile } = platform
    const auth = { user: 'hana', pass: hana.password }
    const transport = createTransport({
      host,
      port: ports.submission,
      secure: true,
      tls: { ca: readFileSync(caFile) },
      auth,
    })
    try {
      const envelope = { from: personOf(platform, 'ines').address, to }
      const sending = transport.sendMail({ envelope, from: grace.address, to, subject: 'x', text: 'x' })
      await expect(sending).rejects.toMatchObject({ responseCode: 553 })
    } finally {
      transport.close()
    }
  })
})
