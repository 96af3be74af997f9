import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MessageWindow } from '#contract/messages.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import { MemoryFolder } from '#server/mail/testing/memory-folder.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('Moving into a mailbox without room, over HTTP', () => {
  let app: TestApp
  let browser: TestBrowser

  beforeAll(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterAll(() => app.stop())

  const inbox = async () =>
    (await browser.ask<MessageWindow>('GET', `/api/folders/${folderIdOf('INBOX')}/messages`)).json.items
  async function moveTo(path: string) {
    fillInbox(app, ['Minutes'])
    const ids = (await inbox()).map(({ id }) => id)
    return browser.problem('POST', '/api/messages/move', { body: { ids, toFolderId: folderIdOf(path) } })
  }

  it('says whose it is when it is not one’s own, and leaves the message where it is', async () => {
    const theirs = new MemoryFolder('Other Users/ben/Archive', 'archive')
    Object.assign(theirs, { owner: 'ben', isFull: true })
    app.mailbox.folders.set(theirs.path, theirs)
    const { json } = await moveTo(theirs.path)
    expect(json).toMatchObject({ type: 'mailbox-full', owner: expect.stringMatching(/ben/i) as string })
    expect((await inbox()).map(({ subject }) => subject)).toEqual(['Minutes'])
  })

  it('names nobody when it is one’s own', async () => {
    app.mailbox.folder('Archive').isFull = true
    const { json } = await moveTo('Archive')
    expect(json).toMatchObject({ type: 'mailbox-full' })
    expect(json).not.toHaveProperty('owner')
  })
})
