import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Wish } from '#contract/contact-wishes.ts'
import { emptyFields } from '#server/mail/contacts/contact-card.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

let app: TestApp
let browser: TestBrowser
beforeEach(async () => {
  app = await startTestApp({})
  browser = await app.signedIn()
})
afterEach(() => app.stop())

const path = '/api/contacts/wishes'
const add = (name: string, address: string, wishes: object) =>
  browser.ask('POST', '/api/contacts', {
    body: { ...emptyFields, name, addresses: [{ address, kind: 'work' }], ...wishes },
  })
const wishes = async (addresses: string[], who = browser) =>
  (await who.ask<{ items: Wish[] }>('POST', path, { body: { addresses } })).json.items

describe('How people like to be written to', () => {
  it('is told of those asked about who have a wish, in any case of letters', async () => {
    await add('Nora', 'Nora@harbour.example', { prefersPlainText: true })
    await add('Kit', 'kit@moe.example', { needsAccessible: true })
    await add('Zed', 'zed@moe.example', {})
    expect(await wishes(['KIT@moe.example', 'zed@moe.example', 'stranger@moe.example'])).toEqual([
      { address: 'kit@moe.example', name: 'Kit', prefersPlainText: false, needsAccessible: true },
    ])
    expect(await wishes(['nora@harbour.example'])).toMatchObject([{ name: 'Nora', prefersPlainText: true }])
    expect(await wishes([])).toEqual([])
  })

  it('adds up where two contacts have one address', async () => {
    await add('Nora', 'nora@harbour.example', { prefersPlainText: true })
    await add('Nora Vik', 'nora@harbour.example', { needsAccessible: true })
    expect(await wishes(['nora@harbour.example'])).toMatchObject([{ prefersPlainText: true, needsAccessible: true }])
  })

  it('is told to nobody else, and only of what can be an address', async () => {
    await add('Nora', 'nora@harbour.example', { prefersPlainText: true })
    const other = app.browser()
    await other.signIn('ben', 'ben-demo-pass')
    expect(await wishes(['nora@harbour.example'], other)).toEqual([])
    expect((await app.browser().problem('POST', path, { body: { addresses: [] } })).status).toBe(401)
    const answer = await browser.ask<{ fields: { field: string }[] }>('POST', path, { body: { addresses: [''] } })
    expect(answer.status).toBe(400)
    expect(answer.json.fields[0]?.field).toBe('addresses.0')
  })
})
