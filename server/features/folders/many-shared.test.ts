import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FolderList } from '#contract/folders.ts'
import { MemoryFolder } from '#server/mail/testing/memory-folder.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('Folders shared by others in the first answer', () => {
  let app: TestApp
  let ada: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    ada = await app.signedIn()
    app.mailbox.folder('INBOX').add(emptyLetter())
  })
  afterEach(() => app.stop())

  function share(count: number) {
    for (let at = 1; at <= count; at += 1) {
      const folder = new MemoryFolder(`Other Users/ben/Project ${at}`, null)
      folder.owner = 'ben'
      folder.add(emptyLetter())
      app.mailbox.folders.set(folder.path, folder)
    }
  }
  const first = async () => (await ada.ask<{ folders: FolderList }>('GET', '/api/start')).json.folders.items
  const later = async () => (await ada.ask<FolderList>('GET', '/api/folders')).json.items
  const countsOf = (folders: FolderList['items'], whose: 'own' | 'shared') => [
    ...new Set(folders.filter(({ owner }) => (owner === null) === (whose === 'own')).map(({ total }) => total)),
  ]

  it('have their counts as long as there are no more than three hundred', async () => {
    share(300)
    expect(countsOf(await first(), 'shared')).toEqual([1])
  })

  it('are all there without a number where there are more, beside the own with theirs; the list says every number', async () => {
    share(301)
    const folders = await first()
    expect(folders.filter(({ owner }) => owner !== null)).toHaveLength(301)
    expect(countsOf(folders, 'shared')).toEqual([null])
    expect(folders.find(({ role }) => role === 'inbox')).toMatchObject({ total: 1, unread: 1 })
    expect(countsOf(folders, 'own')).not.toContain(null)
    expect(countsOf(await later(), 'shared')).toEqual([1])
  })
})
