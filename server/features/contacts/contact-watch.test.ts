import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Contact } from '#contract/contacts.ts'
import { emptyFields } from '#server/mail/contacts/contact-card.ts'
import { bookOf, programOf } from '#server/testing/card-program.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { ContactWatch } from './contact-watch.ts'

describe('That contacts are others', () => {
  let app: TestApp
  beforeEach(async () => {
    app = await startTestApp()
  })
  afterEach(() => app.stop())

  it('is told to every open window of the person, whoever changed them, and to nobody else', async () => {
    const ada = await app.signedIn()
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    const streams = [await ada.openEvents(), await (await app.signedIn()).openEvents()]
    const others = await ben.openEvents()
    const told = () => streams.map(({ events }) => events.filter(({ type }) => type === 'contacts').length)
    const isTold = (times: number) => expect.poll(told, { timeout: 20_000 }).toEqual([times, times])
    try {
      const phone = await programOf(app, 'ada')
      const at = `${await bookOf(phone)}nora.vcf`
      const card = 'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:nora\r\nFN:Nora Vik\r\nN:Vik;Nora;;;\r\nEND:VCARD\r\n'
      expect((await phone('PUT', at, card, { 'content-type': 'text/vcard' })).status).toBe(201)
      await isTold(1)
      expect((await phone('DELETE', at)).status).toBe(204)
      await isTold(2)
      const made = await ada.ask<Contact>('POST', '/api/contacts', { body: { ...emptyFields, name: 'Kit Moe' } })
      await isTold(3)
      await ada.ask('POST', '/api/contacts/delete', { body: { ids: [made.json.id] } })
      await isTold(4)
      expect(others.events.filter(({ type }) => type === 'contacts')).toEqual([])
    } finally {
      for (const stream of [...streams, others]) stream.close()
    }
  })
})

describe('The watch over contacts', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => vi.useRealTimers())

  function watchOver(versions: Map<string, number>) {
    const told: string[] = []
    const watch = new ContactWatch({
      versions: (users) => Promise.resolve(new Map([...versions].filter(([user]) => users.includes(user)))),
      people: () => ['ada', 'ben'],
      tell: (user) => told.push(user),
      onFailure: (error) => told.push(String(error)),
    })
    return { watch, told }
  }

  it('tells once of a hundred changes that come one after the other', async () => {
    const versions = new Map([['ada', 0]])
    const { watch, told } = watchOver(versions)
    await watch.check()
    told.length = 0
    for (let at = 1; at <= 100; at += 1) {
      versions.set('ada', at)
      watch.changed()
    }
    await vi.advanceTimersByTimeAsync(1_000)
    expect(told).toEqual(['ada'])
    await watch.stop()
  })

  it('tells within five seconds of what another server changed', async () => {
    const versions = new Map([['ada', 3]])
    const { watch, told } = watchOver(versions)
    await watch.check()
    told.length = 0
    await vi.advanceTimersByTimeAsync(20_000)
    expect(told).toEqual([])
    versions.set('ben', 1)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(told).toEqual(['ben'])
    await watch.stop()
  })
})
