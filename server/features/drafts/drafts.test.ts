import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DraftPlace } from '#contract/draft-place.ts'
import type { DraftOrigin, SavedDraft } from '#contract/drafts.ts'
import type { MessageId } from '#contract/ids.ts'
import type { Message, MessageWindow } from '#contract/messages.ts'
import type { Problem } from '#contract/problem.ts'
import { messageIdOf } from '#server/mail/reference-ids.ts'
import { MemoryFolder } from '#server/mail/testing/memory-folder.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const key = 'draft-000000000000000001'
const tabOne = 'writer-of-the-first-tab'
const tabTwo = 'writer-of-the-second-tab'
const ben = { name: 'Ben Okafor', address: 'ben.okafor@example.gov' }

describe('Drafts', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    fillInbox(app, ['Kerb heights'])
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const place = (changes: Partial<DraftPlace> = {}): DraftPlace => ({
    ...{ key, writer: tabOne, previousId: null },
    ...changes,
  })
  const message = (changes: Record<string, unknown> = {}) => ({
    idempotencyKey: 'composition-000000000001',
    from: 'ada.lindqvist@example.gov',
    to: [ben],
    cc: [],
    bcc: [{ name: '', address: 'quiet@example.gov' }],
    subject: 'Half a thought',
    text: 'And then',
    answering: null,
    ...changes,
  })
  const ask = (where: DraftPlace, changes?: Record<string, unknown>, from = browser) =>
    from.ask<SavedDraft>('POST', '/api/drafts', { body: { place: where, message: message(changes) } })
  async function save(where: DraftPlace, changes?: Record<string, unknown>): Promise<MessageId> {
    const { draftId, outcome } = (await ask(where, changes)).json
    expect(outcome).toBe('saved')
    if (!draftId) throw new Error('Nobody knows where it was saved')
    return draftId
  }
  const drafts = () => app.mailbox.folder('Drafts')
  const texts = () => drafts().letters.map(({ text }) => text.trim())
  const read = async (id: MessageId) => (await browser.ask<Message>('GET', `/api/messages/${id}`)).json
  const origin = async (id: MessageId) => (await browser.ask<DraftOrigin>('GET', `/api/drafts/${id}`)).json
  const original = async () =>
    (await browser.ask<MessageWindow>('GET', '/api/folders/SU5CT1g/messages')).json.items[0]?.id

  it('are saved with everything that was written, Bcc included, as read drafts', async () => {
    const saved = await read(await save(place()))
    expect(saved).toMatchObject({ subject: 'Half a thought', to: [ben], flags: ['draft', 'seen'] })
    expect(saved.bcc.map(({ address }) => address)).toEqual(['quiet@example.gov'])
    expect(app.submission.taken).toEqual([])
  })

  it('keep what is left out when they are sent: items and names of columns that are still to be written', async () => {
    const paragraph = { type: 'paragraph', attrs: { dir: null } }
    const cell = { type: 'table_header', attrs: { colspan: 1, rowspan: 1 }, content: [paragraph] }
    const content = [
      { type: 'bullet_list', content: [{ type: 'list_item', content: [paragraph] }] },
      { type: 'table', content: [{ type: 'table_row', content: [cell] }] },
    ]
    await save(place(), { document: { type: 'doc', attrs: { lang: 'en', dir: null }, content } })
    const [saved] = drafts().letters
    expect(saved?.source).toContain('<li></li>')
    expect(saved?.source).toContain('<table style')
  })

  it('take the place of the one before, so that there is one', async () => {
    const first = await save(place())
    const second = await save(place({ previousId: first }), { text: 'And then more' })
    expect(texts()).toEqual(['And then more'])
    expect(second).not.toBe(first)
  })

  it('leave nothing behind after a cut: between storing and deleting, or before the answer', async () => {
    const first = await save(place())
    // As after a cut: the second was stored, the first not deleted, and the browser never heard of it.
    await save(place({ previousId: first }), { text: 'Stored unheard' })
    expect((await ask(place({ previousId: first }), { text: 'Once more' })).json.outcome).toBe('saved')
    expect(texts()).toEqual(['Once more'])
  })

  it('lose nothing when they cannot be stored: the one before stays', async () => {
    const first = await save(place())
    app.mailbox.quotaBytes = 10
    const full = await ask(place({ previousId: first }), { text: 'Too much' })
    expect(full.json as unknown as Problem).toMatchObject({ type: 'mailbox-full' })
    expect(texts()).toEqual(['And then'])
    app.mailbox.quotaBytes = null
    await save(place({ previousId: first }), { text: 'Room again' })
    expect(texts()).toEqual(['Room again'])
  })

  it('written from the mailbox of another that is full lie in the own one, and go on there', async () => {
    const theirs = new MemoryFolder('Other Users/ben/Drafts', 'drafts')
    Object.assign(theirs, { owner: 'ben', isFull: true })
    app.mailbox.folders.set(theirs.path, theirs)
    app.directory.delegations.set('ada', [{ userName: 'ben', ...ben, right: 'as' }])
    const first = await save(place(), { from: ben.address })
    expect([texts(), theirs.letters]).toEqual([['And then'], []])
    await save(place({ previousId: first }), { from: ben.address, text: 'And then more' })
    expect([texts(), theirs.letters]).toEqual([['And then more'], []])
  })

  it('that another tab or device went on with are never overwritten', async () => {
    const first = await save(place())
    const theirs = await save(place({ writer: tabTwo, previousId: first }), { text: 'Theirs' })
    const answer = await ask(place({ previousId: first }), { text: 'Mine' })
    expect(answer.json).toEqual({ outcome: 'changed-elsewhere', draftId: theirs, partIds: [] })
    expect(texts()).toEqual(['Theirs'])
    await save(place({ key: `${key}-mine` }), { text: 'Mine' })
    expect(texts()).toEqual(['Theirs', 'Mine'])
  })

  it('that are gone from the folder are said to be, not made anew', async () => {
    const first = await save(place())
    drafts().letters = []
    expect((await ask(place({ previousId: first }))).json).toMatchObject({
      outcome: 'changed-elsewhere',
      draftId: null,
    })
    expect(texts()).toEqual([])
  })

  it('of other programs are gone on with, and replaced', async () => {
    const letter = drafts().add({ ...app.mailbox.folder('INBOX').letters[0]!, text: 'By another program', parts: [] })
    const id = messageIdOf(drafts().reference(letter))
    expect((await origin(id)).key).toBeNull()
    await save(place({ previousId: id }), { text: 'Gone on with' })
    expect(texts()).toEqual(['Gone on with'])
  })

  it('carry recipients that are not whole yet, and give them back', async () => {
    const to = [ben, { name: '', address: 'carmen@' }, { name: 'Zoë', address: 'somebody, "odd" <' }]
    const id = await save(place(), { to })
    expect((await read(id)).to).toEqual([ben])
    expect((await origin(id)).unfinished).toEqual({ to: to.slice(1), cc: [], bcc: [] })
  })

  it('know what they answer, also when that is gone by now', async () => {
    const answering = { kind: 'reply', messageId: await original() }
    const first = await save(place(), { answering })
    expect(await origin(first)).toMatchObject({ key, answering, thread: { inReplyTo: '<0@example.gov>' } })
    app.mailbox.folder('INBOX').letters = []
    const second = await save(place({ previousId: first }), { answering, text: 'Gone on with' })
    const { thread } = await origin(second)
    expect(thread.references).toEqual(['<0@example.gov>'])
    const letter = { ...message({ answering, thread }), idempotencyKey: 'composition-000000000002' }
    expect((await browser.ask('POST', '/api/send', { body: letter })).status).toBe(200)
    expect(app.submission.taken[0]?.source).toMatch(/^In-Reply-To: <0@example\.gov>\r$/m)
    expect(app.submission.taken[0]?.source).not.toMatch(/X-Curbcut/)
  })

  it('keep their files beyond the day an upload lives, without a second upload', async () => {
    const start = await browser.ask<{ uploadId: string }>('POST', '/api/uploads', {
      body: { name: 'plan.txt', sizeBytes: 4 },
    })
    const { uploadId } = start.json
    await browser.ask('POST', `/api/uploads/${uploadId}/content`, {
      rawBody: 'plan',
      headers: { 'content-type': 'application/octet-stream' },
    })
    const first = (await ask(place(), { files: [{ uploadId, part: null }] })).json
    expect(first.partIds).toHaveLength(1)
    await app.uploads.remove('ada', [uploadId])
    const part = { messageId: first.draftId, partId: first.partIds[0] }
    const second = await ask(place({ previousId: first.draftId }), { files: [{ uploadId, part }] })
    expect(second.json).toMatchObject({ outcome: 'saved' })
    expect(drafts().letters.map(({ parts }) => parts.map(({ name }) => name))).toEqual([['plan.txt']])
    expect(drafts().letters[0]?.parts[0]?.bytes.toString()).toBe('plan')
  })

  it('go when they have been sent, and stay when nobody knows', async () => {
    const draft = place({ previousId: await save(place()) })
    app.submission.behave = () => Promise.resolve({ outcome: 'outcome-unknown' })
    const send = (idempotencyKey: string) =>
      browser.ask('POST', '/api/send', { body: { ...message(), idempotencyKey, draft } })
    expect((await send('composition-000000000001')).status).toBe(200)
    expect(texts()).toEqual(['And then'])
    app.submission.behave = () => Promise.resolve({ outcome: 'accepted', refused: [] })
    await send('composition-000000000002')
    expect(texts()).toEqual([])
  })

  it('stay where no copy of what was sent could be kept, so that there is always one of them', async () => {
    const draft = place({ previousId: await save(place()) })
    app.mailbox.folders.delete('Sent')
    const send = () =>
      browser.ask('POST', '/api/send', { body: { ...message(), idempotencyKey: 'composition-000000000001', draft } })
    expect((await send()).json).toMatchObject({ outcome: 'accepted', sentCopyId: null })
    expect((await send()).json).toMatchObject({ outcome: 'accepted', sentCopyId: null })
    expect(texts()).toEqual(['And then'])
  })

  it('are thrown away for ever, but not what another tab made of them', async () => {
    const first = await save(place())
    const theirs = await save(place({ writer: tabTwo, previousId: first }), { text: 'Theirs' })
    const discard = (body: DraftPlace) => browser.ask('POST', '/api/drafts/discard', { body })
    expect((await discard(place({ previousId: first }))).status).toBe(204)
    expect(texts()).toEqual(['Theirs'])
    expect((await discard(place({ writer: tabTwo, previousId: theirs }))).status).toBe(204)
    expect(texts()).toEqual([])
  })

  it('are encrypted in the browser with keys that only the person gets, until they sign out', async () => {
    const keys = (known: string[], from = browser) =>
      from.ask<{ items: { id: string; key: string }[] }>('POST', '/api/draft-keys', { body: { known } })
    const [made] = (await keys([])).json.items
    expect(Buffer.from(made?.key ?? '', 'base64url')).toHaveLength(32)
    expect((await keys([made?.id ?? ''])).json.items).toEqual([made])
    const again = await app.signedIn()
    expect((await keys([made?.id ?? ''], again)).json.items).toEqual([made])
    const other = app.browser()
    await other.signIn('ben', 'ben-demo-pass')
    expect((await keys([made?.id ?? ''], other)).json.items[0]?.id).not.toBe(made?.id)
    await browser.ask('POST', '/api/draft-keys/forget', { body: { ids: [made?.id] } })
    expect((await keys([made?.id ?? ''], again)).json.items[0]?.id).not.toBe(made?.id)
  })

  it('are nobody else’s, and no file of another message is deleted as one', async () => {
    const first = await save(place())
    const other = app.browser()
    await other.signIn('ben', 'ben-demo-pass')
    expect((await ask(place({ previousId: first, writer: tabTwo }), {}, other)).json.outcome).toBe('changed-elsewhere')
    expect(texts()).toEqual(['And then'])
    const inInbox = await original()
    await browser.ask('POST', '/api/drafts/discard', { body: place({ key: `${key}-x`, previousId: inInbox ?? null }) })
    expect(app.mailbox.folder('INBOX').letters).toHaveLength(1)
    expect((await app.browser().problem('POST', '/api/drafts', { body: {} })).json.type).toBe('not-signed-in')
  })
})
