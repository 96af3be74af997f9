import { afterEach, describe, expect, it } from 'vitest'
import type { SavedDraft } from '#contract/drafts.ts'
import type { IdentityList } from '#contract/identities.ts'
import type { SendResult } from '#contract/sending.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { MemoryFolder } from '#server/mail/testing/memory-folder.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

const ben = { name: 'Ben Okafor', address: 'ben.okafor@example.gov' }

describe('The copy of what is written from the mailbox of another', () => {
  let app: TestApp
  afterEach(() => app.stop())

  /** Ada writes as Ben, whose Sent is shared with her unless it is not. */
  const server = { host: '127.0.0.1', port: 1 }
  const kept = { mail: { imap: server, submission: { ...server, keepsSentCopies: true } } }

  async function write(sentCopies: 'owner' | 'writer' | 'both', isShared = true) {
    app = await startTestApp({ sharing: { sentCopies } })
    const theirs = new MemoryFolder('Other Users/ben/Sent', 'sent')
    theirs.owner = 'ben'
    if (isShared) app.mailbox.folders.set(theirs.path, theirs)
    app.directory.delegations.set('ada', [{ userName: 'ben', ...ben, right: 'as' }])
    const ada = await app.signedIn()
    const body = {
      ...{ idempotencyKey: 'a-copy-of-what-is-sent', from: ben.address, to: [ben], cc: [], bcc: [] },
      ...{ subject: 'Kept', text: 'Hello', answering: null },
    }
    expect((await ada.ask('POST', '/api/send', { body })).status).toBe(200)
    const own = await ada.ask('POST', '/api/send', {
      body: { ...body, idempotencyKey: 'another-that-is-my-own', from: 'ada.lindqvist@example.gov', subject: 'Own' },
    })
    expect(own.status).toBe(200)
    const said = (await ada.ask<IdentityList>('GET', '/api/identities')).json.sentCopies
    const subjects = (folder: MemoryFolder) => folder.letters.map(({ subject }) => subject)
    return { said, theirs: subjects(theirs), own: subjects(app.mailbox.folder('Sent')) }
  }

  it.each([
    ['owner', { theirs: ['Kept'], own: ['Own'] }],
    ['writer', { theirs: [], own: ['Kept', 'Own'] }],
    ['both', { theirs: ['Kept'], own: ['Kept', 'Own'] }],
  ] as const)('lies where the operator says: "%s"', async (where, copies) => {
    expect(await write(where)).toEqual({ said: where, ...copies })
  })

  it.each([true, false])('is the one that the mail servers keep, where they do (by the outbox: %s)', async (waits) => {
    let nowMs = Date.now()
    app = await startTestApp(kept, { now: () => nowMs })
    const sent = app.mailbox.folder('Sent')
    app.submission.behave = async (handOver) => {
      await handOver()
      // The servers are quicker than the next look, and slower than the answer.
      setTimeout(() => {
        sent.add({ ...emptyLetter(), subject: 'Kept by the server', messageId: lastId() ?? '' })
      }, 50)
      return { outcome: 'accepted', refused: [] }
    }
    const lastId = () => /^Message-ID: (.*?)\r$/im.exec(app.submission.taken.at(-1)?.source ?? '')?.[1]
    const ada = await app.signedIn()
    const body = {
      ...{ idempotencyKey: 'a-copy-kept-by-servers', from: 'ada@example.gov', to: [ben], cc: [], bcc: [] },
      ...{ subject: 'Kept by us', text: 'Hello', answering: null },
    }
    const ask = () =>
      ada.ask<SendResult>('POST', '/api/send', { body: waits ? { ...body, undoSeconds: 0, composer: '{}' } : body })
    await ask()
    const look = async () => {
      nowMs += 1_000
      await app.app.outboxClock.check()
      return (await ask()).json.sentCopyId
    }
    await expect.poll(look).toEqual(expect.any(String))
    expect(sent.letters.map(({ subject }) => subject)).toEqual(['Kept by the server'])
    expect((await ada.ask<IdentityList>('GET', '/api/identities')).json.sentCopies).toBe('server')
  })

  it('is tried again where it failed, also of what went at once, and the draft stays until then', async () => {
    let nowMs = Date.now()
    app = await startTestApp({}, { now: () => nowMs })
    const { folders } = app.mailbox
    const sent = app.mailbox.folder('Sent')
    const ada = await app.signedIn()
    const body = {
      ...{ idempotencyKey: 'a-copy-that-failed-first', from: 'ada.lindqvist@example.gov', to: [ben], cc: [] },
      ...{ bcc: [{ name: '', address: 'quiet@example.gov' }], subject: 'Kept', text: 'Hello', answering: null },
    }
    const place = { key: 'draft-000000000000000001', writer: 'writer-of-the-first-tab', previousId: null }
    const saving = { body: { place, message: body } }
    const { draftId } = (await ada.ask<SavedDraft>('POST', '/api/drafts', saving)).json
    const drafts = () => app.mailbox.folder('Drafts').letters.map(({ subject }) => subject)
    folders.delete('Sent')
    const sending = { body: { ...body, draft: { ...place, previousId: draftId }, composer: '{}' } }
    const answer = await ada.ask<SendResult>('POST', '/api/send', sending)
    expect(answer.json).toMatchObject({ outcome: 'accepted', sentCopyId: null, copyFollows: true })
    expect(drafts()).toContain('Kept')
    folders.set('Sent', sent)
    const look = async () => {
      nowMs += 60_000
      await app.app.outboxClock.check()
      return sent.letters.map(({ subject }) => subject)
    }
    expect(await look()).toEqual(['Kept'])
    expect(drafts()).not.toContain('Kept')
    expect(await look()).toEqual(['Kept'])
    expect(sent.letters[0]?.source).toContain('quiet@example.gov')
    expect(app.submission.taken).toHaveLength(1)
  })

  it.each(['owner', 'both'] as const)('lies once in the own Sent where theirs is not shared: "%s"', async (where) => {
    expect(await write(where, false)).toMatchObject({ theirs: [], own: ['Kept', 'Own'] })
  })
})
