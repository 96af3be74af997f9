import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Filter, FiltersState } from '#contract/filters.ts'
import type { ForwardingState } from '#contract/forwarding.ts'
import { SieveFilters } from '#server/mail/sieve/rules/sieve-filters.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const identity = { user: 'ada', secret: () => Promise.reject(new Error('not needed')) }
const inside = 'ben.okafor@example.gov'
const outside = 'kit@harbour.example'
const forwarding = (address: string, name = 'Invoices'): Filter => ({
  ...{ name, isOn: true, needs: 'all', stops: false, actions: [{ do: 'forward', address }] },
  conditions: [{ on: 'subject', how: 'contains', value: name }],
})

describe('Filters that forward', () => {
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
  const save = async (filters: Filter[]) =>
    browser.ask<FiltersState & { fields: object[] }>('POST', '/api/filters', {
      body: { filters, version: (await read()).version },
    })

  it('are noted in the log without the addresses', async () => {
    await save([forwarding(inside)])
    const lines = app.log.join('')
    expect(lines).toContain('by-filters')
    expect(lines).not.toContain(inside)
  })

  it('are listed where forwarding is', async () => {
    expect((await save([forwarding(inside)])).status).toBe(200)
    const { json } = await browser.ask<ForwardingState>('GET', '/api/forwarding')
    expect(json.filterForwards).toEqual([{ address: inside, filter: 'Invoices' }])
  })

  it('keep to where the operator lets people forward to, at the field', async () => {
    const { status, json } = await save([forwarding(inside), forwarding(outside)])
    expect({ status, fields: json.fields }).toEqual({
      status: 400,
      fields: [{ field: 'filters.1.actions.0.address', code: 'outside' }],
    })
    expect((await read()).filters).toEqual([])
  })

  it('go on when the operator forbids it later, and do not keep others from being saved', async () => {
    const before = new SieveFilters(
      {
        ...{ scripts, identityOf: () => identity, domain: null },
        addressesOf: (person) => Promise.resolve([...person.addresses]),
      },
      forwardingPolicy,
    )
    const person = { user: 'ada', name: 'Ada', addresses: ['ada.lindqvist@example.gov'] }
    const { version } = await before.readFilters(person)
    await before.saveFilters(person, [forwarding(outside)], version)
    expect((await save([forwarding(outside), forwarding(inside, 'Bills')])).status).toBe(200)
    expect((await save([{ ...forwarding(outside), name: 'Changed' }])).status).toBe(400)
    expect((await save([{ ...forwarding(outside), isOn: false }])).status).toBe(200)
  })
})
