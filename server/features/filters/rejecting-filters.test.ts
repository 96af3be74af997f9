import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FiltersState } from '#contract/filters.ts'
import type { MessageWindow } from '#contract/messages.ts'
import type { Whereabouts } from '#contract/whereabouts.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const inboxId = Buffer.from('INBOX').toString('base64url')
const identity = { user: 'ada', secret: () => Promise.reject(new Error('not needed')) }
const filterOf = (...actions: object[]) => ({
  ...{ name: 'Projects', isOn: true, needs: 'all', stops: true, actions },
  conditions: [{ on: 'subject', how: 'contains', value: 'project' }],
})
const reject = { do: 'reject', text: 'No, thank you.' }

describe('A filter that rejects', () => {
  let app: TestApp
  let browser: TestBrowser
  let scripts: MemorySieve
  beforeEach(async () => {
    scripts = new MemorySieve()
    app = await startTestApp({}, { scripts })
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const read = async () => (await browser.ask<FiltersState>('GET', '/api/filters')).json
  const save = async (...filters: object[]) => {
    const body = { filters, version: (await read()).version }
    return browser.ask<FiltersState & { fields: { field: string }[] }>('POST', '/api/filters', { body })
  }
  const code = async () =>
    (await (await scripts.open(identity)).read('curbcut-rules')).text.replace(/^#.*$/gm, '').replaceAll(/\s+/g, ' ')
  const why = async () => {
    const { json } = await browser.ask<MessageWindow>('GET', `/api/folders/${inboxId}/messages`)
    return (await browser.ask<Whereabouts>('GET', `/api/messages/${json.items[0]?.id}/why`)).json
  }

  it('does nothing else, and says so with the field', async () => {
    const { status, json } = await save(filterOf(reject, { do: 'flag' }))
    expect(status).toBe(400)
    expect(json.fields.map(({ field }) => field)).toEqual(['filters.0.actions'])
    const long = await save(filterOf({ ...reject, text: 'x'.repeat(501) }))
    expect(long.json.fields.map(({ field }) => field)).toEqual(['filters.0.actions.0.text'])
  })

  it('ends all rules, and rejects nothing that was done before', async () => {
    expect((await save(filterOf(reject))).status).toBe(200)
    expect(await code()).toContain('{ reject "No, thank you."; stop; }')
    expect(await code()).not.toContain('set "curbcut_done"')
    await save(filterOf({ do: 'forward', address: 'ben.okafor@example.gov' }), filterOf(reject))
    expect(await code()).toMatch(/redirect :copy "ben.okafor@example.gov"; } set "curbcut_done" "yes"; return;/)
    expect(await code()).toMatch(/not anyof \( string :is "\$\{curbcut_done\}" "yes"/)
  })

  it('uses the way that asks nobody to send mail where the server has it, and is refused where it has none', async () => {
    scripts.offer = { ...scripts.offer, extensions: [...scripts.offer.extensions, 'ereject'] }
    await save(filterOf(reject))
    expect(await code()).toContain('ereject "No, thank you."')
    const extensions = scripts.offer.extensions.filter((name) => !name.endsWith('reject'))
    scripts.offer = { ...scripts.offer, extensions }
    expect((await read()).canReject).toBe(false)
    const { json } = await save(filterOf({ ...reject, text: 'Still no.' }))
    expect(json.fields.map(({ field }) => field)).toEqual(['filters.0.actions.0'])
  })

  it('is told of as why a message is where it is, with what keeps it from rejecting', async () => {
    fillInbox(app, ['A project'])
    await save(filterOf(reject))
    expect(await why()).toMatchObject({ caughtBy: [{ name: 'Projects', actions: [reject] }], isKept: false })
    const forwarding = { isOn: true, targets: ['ben.okafor@example.gov'], keepsCopy: true }
    await browser.ask('POST', '/api/forwarding', { body: { forwarding, version: (await read()).version } })
    expect(await why()).toMatchObject({ caughtBy: [{ name: 'Projects' }], isKept: true })
  })
})
