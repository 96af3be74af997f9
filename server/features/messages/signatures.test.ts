import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Message, MessageWindow } from '#contract/messages.ts'
import type { SignatureCheck } from '#contract/signatures.ts'
import { type Identity, SigningOffice } from '#platform/testing/smime.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'
import { Turns } from './turns.ts'

const office = new SigningOffice()
const content = Buffer.from('\r\nThe gate is two metres wide.\r\n')
const from = [{ name: 'Ann Lee', address: 'ann@a.example' }]
let root: Identity
let signature: Buffer
let app: TestApp
let browser: TestBrowser

beforeAll(async () => {
  root = await office.authority('Agency Root')
  signature = await office.sign(content, await office.certificate(root, { address: 'ann@a.example' }))
}, 60_000)
afterAll(() => office.close())
afterEach(() => app.stop())
beforeEach(async () => {
  const server = { host: '127.0.0.1', port: 1 }
  app = await startTestApp({ mail: { imap: server, submission: server, smimeCaFile: root.certificate } })
  browser = await app.signedIn()
})

async function receive(sizeBytes = 900): Promise<Message> {
  app.mailbox.folder('INBOX').add({
    ...emptyLetter(),
    ...{ from, subject: 'Gate', receivedAtMs: 1_700_000_000_000, sizeBytes },
    protection: [{ kind: 'signed', method: 'smime', partId: '2', whole: true }],
    signed: { 2: { from, content, signature } },
  })
  const folders = await browser.ask<{ items: { id: string; role: string }[] }>('GET', '/api/folders')
  const inbox = folders.json.items.find(({ role }) => role === 'inbox')?.id ?? ''
  const { items } = (await browser.ask<MessageWindow>('GET', `/api/folders/${inbox}/messages`)).json
  return (await browser.ask<Message>('GET', `/api/messages/${items[0]?.id ?? ''}`)).json
}
const check = ({ id }: Message, part = '2', by = browser) =>
  by.ask<SignatureCheck & { type?: string }>('GET', `/api/messages/${id}/signatures/${part}`)

describe('A signature', () => {
  it('is told of with the message, and checked when asked for', async () => {
    const message = await receive()
    expect(message.facts.protection).toEqual([{ kind: 'signed', method: 'smime', partId: '2', whole: true }])
    const { status, json } = await check(message)
    expect([status, json.verdict, json.signer?.name, json.signer?.issuer]).toEqual([
      ...[200, 'valid', 'Ann Lee', 'Agency Root'],
    ])
  })

  it('of a message that is too large says so', async () => {
    expect((await check(await receive(20_000_001))).json).toMatchObject({ verdict: 'too-large', signer: null })
  })

  it('that is not there is not found, and strangers get nothing', async () => {
    const message = await receive()
    expect((await check(message, '3')).json.type).toBe('not-found')
    expect((await check(message, '2', app.browser())).status).toBe(401)
    expect((await check({ ...message, id: 'x' as Message['id'] })).json.type).toBe('message-gone')
  })
})

describe('Turns', () => {
  it('lets so many run at once, and the others when one has ended, well or not', async () => {
    const turns = new Turns(1)
    const said: string[] = []
    let end = () => undefined as void
    const first = turns.run(() => new Promise<void>((resolve) => (end = resolve)))
    const second = turns.run(() => Promise.reject(new Error('no')))
    const third = turns.run(() => Promise.resolve(said.push('third')))
    expect(said).toEqual([])
    end()
    await first
    await expect(second).rejects.toThrow('no')
    await third
    expect(said).toEqual(['third'])
  })
})
