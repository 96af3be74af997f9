import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConversationWindow, WholeConversation } from '#contract/conversations.ts'
import type { FolderList } from '#contract/folders.ts'
import { folderIdOf, messageIdOf } from '#server/mail/reference-ids.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const inbox = `/api/folders/${folderIdOf('INBOX')}/conversations`
const ben = { name: 'Ben Okafor', address: 'ben.okafor@example.gov' }
const ada = { name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov' }

describe('Conversations, over HTTP', () => {
  let app: TestApp
  let browser: TestBrowser

  beforeAll(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
    const letter = (path: string, subject: string, messageId: string, references: string[] = [], from = ben) =>
      app.mailbox
        .folder(path)
        .add({ ...emptyLetter(), subject, messageId, references, from: [from], receivedAtMs: minute++ })
    let minute = 1_700_000_000_000
    letter('INBOX', 'Lunch', '<lunch@x>')
    letter('INBOX', 'Fence', '<fence@x>')
    letter('Sent', 'Re: Lunch', '<yes@x>', ['<lunch@x>'], ada)
    letter('INBOX', 'Re: Lunch', '<fine@x>', ['<lunch@x>', '<yes@x>'])
  })
  afterAll(() => app.stop())

  const list = async (query = '') => (await browser.ask<ConversationWindow>('GET', `${inbox}${query}`)).json
  const position = async (query: string) =>
    (await browser.ask<{ offset: number | null }>('GET', `${inbox}/position?${query}`)).json.offset

  it('are a list of their own, of which the folder list says that there is one', async () => {
    expect((await browser.ask<FolderList>('GET', '/api/folders')).json.groups).toBe(true)
    const window = await list()
    expect(window).toMatchObject({ offset: 0, total: 2, grouped: 3, messages: 3, unread: 3 })
    expect(window.items.map(({ newest, count }) => [newest.subject, count])).toEqual([
      ['Re: Lunch', 2],
      ['Fence', 1],
    ])
    expect(window.items[0]?.messages.at(-1)).toEqual({ id: window.items[0]?.newest.id, unread: true, flagged: false })
    expect((await list('?offset=1&limit=1')).items.map(({ people }) => people)).toEqual([[ben]])
  })

  it('are read whole, with what was sent', async () => {
    const [lunch] = (await list()).items
    const path = `/api/messages/${lunch?.newest.id}/conversation`
    const { items, messageIds } = (await browser.ask<WholeConversation>('GET', path)).json
    expect(items.map(({ subject, folderId }) => [subject, folderId])).toEqual([
      ['Lunch', folderIdOf('INBOX')],
      ['Re: Lunch', folderIdOf('Sent')],
      ['Re: Lunch', folderIdOf('INBOX')],
    ])
    expect(messageIds).toEqual(lunch?.messages.map(({ id }) => id))
  })

  it('have a place, by a message or a date', async () => {
    const [, fence] = (await list()).items
    expect(await position(`messageId=${fence?.newest.id}`)).toBe(1)
    expect(await position(`dateMs=${fence?.newest.receivedAtMs}`)).toBe(1)
    expect(await position('dateMs=1000')).toBeNull()
    expect(await position('messageId=AAAA')).toBeNull()
    const sent = `/api/folders/${folderIdOf('Sent')}/conversations/position?messageId=${fence?.newest.id}`
    expect((await browser.ask<{ offset: null }>('GET', sent)).json).toEqual({ offset: null })
  })

  it('refuse what is no stretch, no place and no message', async () => {
    for (const query of [
      '?limit=0',
      '?limit=201',
      '?offset=-1',
      '?sort=size',
      '/position',
      '/position?dateMs=5&messageId=AA',
    ]) {
      expect((await browser.problem('GET', `${inbox}${query}`)).json.type, query).toBe('invalid-request')
    }
    const gone = messageIdOf({ folder: 'INBOX', validity: '1', uid: 999 })
    for (const id of [gone, 'AAAA']) {
      expect((await browser.problem('GET', `/api/messages/${id}/conversation`)).json.type).toBe('message-gone')
    }
    const nowhere = `/api/folders/${folderIdOf('Nowhere')}/conversations`
    expect((await browser.problem('GET', nowhere)).json.type).toBe('folder-gone')
  })

  it('are for whoever is signed in', async () => {
    const stranger = app.browser()
    expect((await stranger.problem('GET', inbox)).json.type).toBe('not-signed-in')
    expect((await stranger.problem('GET', `${inbox}/position?dateMs=5`)).json.type).toBe('not-signed-in')
    expect((await stranger.problem('GET', '/api/messages/AAAA/conversation')).json.type).toBe('not-signed-in')
  })
})
