import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContactCards } from '#contract/contact-cards.ts'
import type { MessageWindow } from '#contract/messages.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('A contact card in a message', () => {
  let app: TestApp
  let browser: TestBrowser
  let path: string
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
    const bytes = Buffer.from(`BEGIN:VCARD\r\nFN:Emi Sato\r\nEND:VCARD\r\n${'x'.repeat(5_000_000)}`)
    app.mailbox.folder('INBOX').add({
      ...emptyLetter(),
      parts: [{ partId: '2', name: 'emi.vcf', type: 'text/vcard', bytes }],
    })
    const [letter] = (await browser.ask<MessageWindow>('GET', '/api/folders/SU5CT1g/messages')).json.items
    path = `/api/messages/${letter?.id}/contact-cards/2`
  })
  afterEach(() => app.stop())

  it('is read, however much follows it', async () => {
    const { json } = await browser.ask<ContactCards>('GET', path)
    expect([json.cards[0]?.name, json.count, json.cut]).toEqual(['Emi Sato', 1, true])
  })

  it('is nobody else’s, and none where there is no such part', async () => {
    expect((await app.browser().problem('GET', path)).status).toBe(401)
    expect((await browser.problem('GET', path.replace(/2$/, '9'))).json.type).toBe('not-found')
    expect((await browser.problem('GET', '/api/messages/AAAA/contact-cards/2')).json.type).toBe('message-gone')
  })
})
