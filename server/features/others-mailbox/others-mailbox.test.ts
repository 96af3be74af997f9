import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FolderList } from '#contract/folders.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import { MemoryFolder } from '#server/mail/testing/memory-folder.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('What there is to say of the mailbox of another, over HTTP', () => {
  let app: TestApp
  let browser: TestBrowser
  const theirs = new MemoryFolder('Other Users/ben', null)

  beforeAll(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
    theirs.owner = 'ben'
    app.mailbox.folders.set(theirs.path, theirs)
  })
  afterAll(() => app.stop())

  const ask = async (path: string) => (await browser.ask('GET', `/api/folders/${folderIdOf(path)}/mailbox`)).json

  it('is how full it is, where the mail server shows that, and nothing where not', async () => {
    expect(await ask(theirs.path)).toEqual({ quota: null, readMarks: null })
    theirs.quota = { usedBytes: 900, limitBytes: 1_000 }
    expect(await ask(theirs.path)).toEqual({ quota: { usedBytes: 900, limitBytes: 1_000 }, readMarks: null })
  })

  it('is that it takes no labels, where the mail server says so when it is opened', async () => {
    const refuses = async () =>
      (await browser.ask<FolderList>('GET', '/api/folders')).json.items.find(({ id }) => id === folderIdOf(theirs.path))
        ?.shared?.refuses
    theirs.takesLabels = false
    expect(await refuses()).toEqual([])
    await browser.ask('GET', `/api/folders/${folderIdOf(theirs.path)}/messages?offset=0&limit=50`)
    expect(await refuses()).toEqual(['label'])
  })

  it('is nothing for a folder of one’s own, and a folder that is not there is not there', async () => {
    expect(await ask('INBOX')).toEqual({ quota: null, readMarks: null })
    const gone = await browser.problem('GET', `/api/folders/${folderIdOf('Other Users/nobody')}/mailbox`)
    expect(gone.json.type).toBe('folder-gone')
  })
})
