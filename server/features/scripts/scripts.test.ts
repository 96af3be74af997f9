import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FiltersState } from '#contract/filters.ts'
import type { ScriptNote, ScriptSaved, ScriptsState, ScriptText } from '#contract/scripts.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const identity = { user: 'ada', secret: () => Promise.reject(new Error('not needed')) }
const keep = 'keep;\r\n'
const filter = {
  ...{ name: 'News', isOn: true, needs: 'all', stops: true, actions: [{ do: 'mark-read' }] },
  conditions: [{ on: 'subject', how: 'contains', value: 'news' }],
}

describe('Scripts', () => {
  let app: TestApp
  let browser: TestBrowser
  let scripts: MemorySieve
  beforeEach(async () => {
    scripts = new MemorySieve()
    app = await startTestApp({}, { scripts })
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const list = async () => (await browser.ask<ScriptsState>('GET', '/api/scripts')).json
  const read = (name: string) => browser.ask<ScriptText>('GET', `/api/scripts/text?name=${encodeURIComponent(name)}`)
  const post = <Answer = ScriptSaved & { type: string }>(path: string, body: object) =>
    browser.ask<Answer>('POST', `/api/scripts${path}`, { body })
  const create = (name: string, text = keep) => post('', { name, text, from: null })
  const versionOf = async (name: string) => (await read(name)).json.version
  const run = (name: string | null) => post<ScriptsState & { type: string }>('/run', { name })
  const onServer = async () => {
    const session = await scripts.open(identity)
    return { session, names: (await session.list()).map(({ name }) => name) }
  }

  it('are made, read, changed, renamed and deleted', async () => {
    expect((await create('mine')).json).toMatchObject({
      outcome: 'saved',
      state: { scripts: [{ name: 'mine', runs: 'no', isOurs: false }] },
    })
    expect((await read('mine')).json).toMatchObject({ text: keep, isExact: true })
    const from = { name: 'mine', version: await versionOf('mine') }
    expect((await post('', { name: 'Other one', text: 'stop;', from })).json.outcome).toBe('saved')
    expect((await read('Other one')).json.text).toBe('stop;')
    expect((await read('mine')).status).toBe(404)
    await post('/delete', { name: 'Other one', version: await versionOf('Other one') })
    expect((await list()).scripts).toEqual([])
  })

  it('belong to one person', async () => {
    await create('mine')
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await ben.ask<ScriptsState>('GET', '/api/scripts')).json.scripts).toEqual([])
    expect((await ben.ask('GET', '/api/scripts/text?name=mine')).status).toBe(404)
    expect((await app.browser().ask('GET', '/api/scripts')).status).toBe(401)
  })

  it('are not stored with errors, which are told with their lines', async () => {
    const text = 'keep;\nfrobnicate;\n'
    const notes = [{ line: 2, severity: 'error', reason: 'server' }]
    expect((await post<{ notes: ScriptNote[] }>('/check', { text })).json).toMatchObject({ notes })
    expect((await create('mine', text)).json).toMatchObject({ outcome: 'not-valid', notes, state: { scripts: [] } })
    expect((await post<{ notes: ScriptNote[] }>('/check', { text: keep })).json).toEqual({ notes: [] })
  })

  it('are never saved over what another program made of them, nor deleted then', async () => {
    await create('mine')
    const version = await versionOf('mine')
    const { session } = await onServer()
    await session.write('mine', 'stop;')
    const from = { name: 'mine', version }
    expect((await post('', { name: 'mine', text: 'discard;', from })).json.outcome).toBe('overtaken')
    expect((await post('/delete', { name: 'mine', version })).json.type).toBe('rules-changed')
    expect((await read('mine')).json.text).toBe('stop;')
    expect((await create('mine')).json.outcome).toBe('name-taken')
  })

  it('run alone, or after the rules made here, which go on', async () => {
    await create('mine')
    expect((await run('mine')).json.scripts).toMatchObject([{ name: 'mine', runs: 'alone' }])
    const { version } = (await browser.ask<FiltersState>('GET', '/api/filters')).json
    await browser.ask('POST', '/api/filters', { body: { filters: [filter], version } })
    expect((await list()).scripts).toEqual([
      { name: 'mine', isOurs: false, runs: 'after-ours' },
      ...['curbcut', 'curbcut-rules'].map((name) => ({ name, isOurs: true, runs: 'alone' })),
    ])
    await create('second')
    await run('second')
    const row = (name: string, runs: string) => ({ name, runs, isOurs: name.startsWith('curbcut') })
    expect((await list()).scripts).toEqual(expect.arrayContaining([row('mine', 'no'), row('second', 'after-ours')]))
    const from = { name: 'second', version: await versionOf('second') }
    await post('', { name: 'renamed', text: keep, from })
    expect((await list()).scripts).toEqual(expect.arrayContaining([row('renamed', 'after-ours')]))
    const { json } = await browser.ask<FiltersState>('GET', '/api/filters')
    expect(json).toMatchObject({ isInForce: true, isChangedElsewhere: false, otherScript: 'renamed' })
    expect((await post('/delete', { name: 'renamed', version: from.version })).json.type).toBe('not-allowed')
    expect((await run(null)).json.scripts).toEqual(
      expect.arrayContaining([row('renamed', 'no'), row('curbcut', 'alone')]),
    )
    expect((await run('gone')).json.type).toBe('rules-changed')
  })

  it('that are ours are read, and neither changed, deleted nor run by hand', async () => {
    const { version } = (await browser.ask<FiltersState>('GET', '/api/filters')).json
    await browser.ask('POST', '/api/filters', { body: { filters: [filter], version } })
    const before = (await read('curbcut-rules')).json
    const from = { name: 'curbcut-rules', version: before.version }
    for (const name of ['curbcut-rules', 'mine'])
      expect((await post('', { name, text: keep, from })).json.outcome).toBe('name-taken')
    expect((await create('curbcut')).json.outcome).toBe('name-taken')
    expect((await run('curbcut-rules')).json.type).toBe('not-allowed')
    expect((await post('/delete', from)).json.type).toBe('not-allowed')
    expect((await read('curbcut-rules')).json).toEqual(before)
  })

  it('do not forward to where the operator lets nobody forward to', async () => {
    const text = 'keep;\r\nif true {\r\n  redirect "kit@harbour.example";\r\n}\r\n'
    expect((await create('mine', text)).json).toMatchObject({
      outcome: 'not-valid',
      notes: [{ line: 3, reason: 'forwarding' }],
    })
    expect((await create('mine', 'redirect "ben.okafor@example.gov";')).json.outcome).toBe('saved')
    const hidden = 'require "variables"; set "to" "kit@harbour.example"; redirect "${to}";'
    expect((await create('hidden', hidden)).json.outcome).toBe('not-valid')
  })

  it('say when the one that runs answers beside a rule that does', async () => {
    await create('mine', 'require "vacation"; vacation "Mine";')
    const { version } = (await browser.ask<FiltersState>('GET', '/api/filters')).json
    const answers = { ...filter, actions: [{ do: 'reply', text: 'Thank you' }] }
    await browser.ask('POST', '/api/filters', { body: { filters: [answers], version } })
    expect((await list()).clashes).toBe(false)
    expect((await run('mine')).json.clashes).toBe(true)
  })

  it('have names that can be names', async () => {
    expect((await create('a/b')).json.outcome).toBe('name-unusable')
    expect((await create('a\u0000b')).json.outcome).toBe('name-unusable')
    expect((await create('')).status).toBe(400)
  })
})
