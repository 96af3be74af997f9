import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FolderList } from '#contract/folders.ts'
import { messageSort } from '#contract/message-order.ts'
import type { MessageWindow } from '#contract/messages.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const inbox = `/api/folders/${folderIdOf('INBOX')}`

describe('The order of a list, over HTTP', () => {
  let app: TestApp
  let browser: TestBrowser

  beforeAll(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
    fillInbox(app, ['Bravo', 'alpha', 'Charlie'])
  })
  afterAll(() => app.stop())

  const list = async (query: string) => (await browser.ask<MessageWindow>('GET', `${inbox}/messages?${query}`)).json
  const position = async (query: string) =>
    (await browser.ask<{ offset: number | null }>('GET', `${inbox}/position?${query}`)).json.offset

  it('is newest first unless asked for otherwise, and the answer says which it is', async () => {
    const subjects = ({ items }: MessageWindow) => items.map(({ subject }) => subject)
    const plain = await list('')
    expect([plain.sort, plain.reverse, subjects(plain)]).toEqual(['arrived', false, ['Charlie', 'alpha', 'Bravo']])
    const sorted = await list('sort=subject&reverse=true&offset=1&limit=1')
    expect([sorted.sort, sorted.reverse, sorted.offset, subjects(sorted)]).toEqual(['subject', true, 1, ['Bravo']])
  })

  it('can be chosen among those the folder list names', async () => {
    expect((await browser.ask<FolderList>('GET', '/api/folders')).json.sorts).toEqual(messageSort.options)
  })

  it('has a place for a message and for a date', async () => {
    const [, second] = (await list('sort=subject')).items
    expect(await position(`sort=subject&messageId=${second?.id}`)).toBe(1)
    expect(await position(`sort=arrived&dateMs=${second?.receivedAtMs}`)).toBe(2)
    expect(await position('dateMs=1000')).toBeNull()
    expect(await position('dateMs=1000&reverse=true')).toBe(0)
  })

  it('has no place for what is not a message of the folder', async () => {
    const [first] = (await list('')).items
    const elsewhere = `/api/folders/${folderIdOf('Archive')}/position?messageId=${first?.id}`
    expect((await browser.ask<{ offset: null }>('GET', elsewhere)).json).toEqual({ offset: null })
    expect(await position('messageId=AAAA')).toBeNull()
    const nowhere = `/api/folders/${folderIdOf('Nowhere')}/position?dateMs=5`
    expect((await browser.problem('GET', nowhere)).json.type).toBe('folder-gone')
  })

  it('refuses what is no order and no place', async () => {
    const [first] = (await list('')).items
    for (const query of [
      'messages?sort=colour',
      'messages?reverse=yes',
      'position',
      `position?dateMs=5&messageId=${first?.id}`,
      'position?sort=subject&dateMs=5',
    ]) {
      expect((await browser.problem('GET', `${inbox}/${query}`)).json.type, query).toBe('invalid-request')
    }
  })
})
