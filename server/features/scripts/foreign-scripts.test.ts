import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FiltersState } from '#contract/filters.ts'
import type { ForeignRules } from '#contract/foreign-rules.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const identity = { user: 'ada', secret: () => Promise.reject(new Error('not needed')) }
const requires = 'require ["fileinto","copy"];\r\n'
const news = '# rule:[News]\r\nif header :contains "subject" "news"\r\n{\r\n\tfileinto :copy "News";\r\n}\r\n'
const sale = '# rule:[Sale]\r\nif anyof (size :over 5M, header :is "x-odd" "1")\r\n{\r\n\tdiscard;\r\n\tstop;\r\n}\r\n'
const odd = '# Anybody else\r\nif true { keep; }\r\n'
const whole = `${requires}${news}${sale}`

describe('A script from elsewhere', () => {
  let app: TestApp
  let browser: TestBrowser
  let scripts: MemorySieve
  beforeEach(async () => {
    scripts = new MemorySieve()
    app = await startTestApp({}, { scripts })
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const onServer = async () => {
    const session = await scripts.open(identity)
    const active = (await session.list()).find(({ isActive }) => isActive)?.name ?? null
    return { session, active, text: async (name: string) => (await session.read(name)).text }
  }
  const putThere = async (text: string, name = 'roundcube') => {
    const { session } = await onServer()
    await session.write(name, text)
    await session.activate(name)
  }
  const path = (name: string) => `/api/scripts/rules?name=${encodeURIComponent(name)}`
  const read = (name = 'roundcube') => browser.ask<ForeignRules & { type: string }>('GET', path(name))
  const change = async (wanted: 'take' | 'return', version?: string) =>
    browser.ask<ForeignRules & { type: string }>('POST', '/api/scripts/rules', {
      body: { name: 'roundcube', change: wanted, version: version ?? (await read()).json.version },
    })
  const filters = async () => (await browser.ask<FiltersState>('GET', '/api/filters')).json
  const names = async () => (await filters()).filters.map(({ name }) => name)

  it('becomes filters, stays stored as it was to the byte, and runs again as if nothing had been', async () => {
    await putThere(whole)
    expect((await read()).json).toMatchObject({ takes: 2, rest: null, hindrance: null, isTaken: false })
    expect((await change('take')).json).toMatchObject({ isTaken: true })
    expect(await names()).toEqual(['News', 'Sale'])
    expect(await filters()).toMatchObject({ isInForce: true, otherScript: null })
    const server = await onServer()
    expect(server.active).toBe('curbcut')
    expect(await server.text('roundcube')).toBe(whole)
    // Saving filters afterwards leaves it alone as well.
    const { filters: all, version } = await filters()
    await browser.ask('POST', '/api/filters', { body: { filters: [...all].reverse(), version } })
    expect(await server.text('roundcube')).toBe(whole)
    expect((await change('return')).json).toMatchObject({ isTaken: false, takes: 2 })
    expect(await names()).toEqual([])
    expect((await onServer()).active).toBe('roundcube')
    expect(await server.text('roundcube')).toBe(whole)
  })

  it('goes on after the filters with what stays as it is written', async () => {
    const mixed = `${requires}${news}${odd}${sale}`
    await putThere(mixed)
    expect((await read()).json).toMatchObject({ takes: 1, rest: 'roundcube (rest)', hindrance: null })
    await change('take')
    const server = await onServer()
    expect(await server.text('roundcube (rest)')).toBe(`${requires}${odd}${sale}`)
    expect(await server.text('roundcube')).toBe(mixed)
    expect(await filters()).toMatchObject({ otherScript: 'roundcube (rest)', isInForce: true })
    await change('return')
    expect(await filters()).toMatchObject({ otherScript: 'roundcube', filters: [] })
    expect((await server.session.list()).map(({ name }) => name)).not.toContain('roundcube (rest)')
  })

  it('gives no filter before one that would be done otherwise then', async () => {
    await putThere(`${requires}${sale}${odd}`)
    expect((await read()).json).toMatchObject({ takes: 0, hindrance: 'not-first' })
    expect((await change('take')).json.type).toBe('not-allowed')
    await putThere(`${requires}${odd}${news}`)
    expect((await read()).json).toMatchObject({ takes: 0, hindrance: 'not-first' })
  })

  it('leaves other filters where they are, and says when one ends those after it', async () => {
    const own = {
      ...{ name: 'Own', isOn: true, needs: 'all', stops: true, actions: [{ do: 'mark-read' }] },
      conditions: [{ on: 'subject', how: 'contains', value: 'own' }],
    }
    await putThere(whole)
    await browser.ask('POST', '/api/filters', { body: { filters: [own], version: (await filters()).version } })
    expect((await read()).json).toMatchObject({ isEndedBefore: true, hindrance: null })
    await change('take')
    expect(await names()).toEqual(['Own', 'News', 'Sale'])
    await change('return')
    expect(await names()).toEqual(['Own'])
    expect(await filters()).toMatchObject({ otherScript: 'roundcube' })
  })

  it('is not touched once another program has changed it, or the rules', async () => {
    await putThere(whole)
    const { version } = (await read()).json
    await putThere(`${whole}keep;\r\n`)
    expect((await change('take', version)).json.type).toBe('rules-changed')
    expect(await names()).toEqual([])
    expect(await (await onServer()).text('roundcube')).toBe(`${whole}keep;\r\n`)
  })

  it('is not taken while another one runs, nor where it cannot be read', async () => {
    await putThere(whole)
    await putThere('keep;', 'mine')
    expect((await read()).json).toMatchObject({ takes: 0, hindrance: 'not-running' })
    await putThere('', 'roundcube')
    expect((await read()).json).toMatchObject({ rules: [], hindrance: 'empty' })
    expect((await read('curbcut-rules')).json.type).toBe('not-found')
    expect((await read('gone')).json.type).toBe('not-found')
  })

  it('is of one person', async () => {
    await putThere(whole)
    expect((await app.browser().ask('GET', path('roundcube'))).status).toBe(401)
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await ben.ask('GET', path('roundcube'))).status).toBe(404)
  })
})
