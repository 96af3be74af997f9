import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Template, TemplateList } from '#contract/templates.ts'
import { MemoryFolder } from '#server/mail/testing/memory-folder.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const thanks: Template = {
  ...{ id: randomUUID(), name: 'Thanks', subject: 'Your application' },
  ...{ text: 'Dear {first name},\n\nthank you.', document: null },
}

describe('Templates', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const list = async (who = browser) => (await who.ask<TemplateList>('GET', '/api/templates')).json.items
  const save = (changes: object = {}) => browser.ask('POST', '/api/templates', { body: { ...thanks, ...changes } })

  it('are none at first', async () => expect(await list()).toEqual([]))

  it('are kept for every browser of the person by name, and for nobody else', async () => {
    await save()
    await save({ id: randomUUID(), name: 'Absent' })
    expect((await list(await app.signedIn())).map(({ name }) => name)).toEqual(['Absent', 'Thanks'])
    expect((await list())[1]).toEqual(thanks)
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect(await list(ben)).toEqual([])
  })

  it('are one still when changed, and go', async () => {
    await save()
    await save({ name: 'Many thanks' })
    expect(await list()).toEqual([{ ...thanks, name: 'Many thanks' }])
    await browser.ask('POST', '/api/templates/delete', { body: { id: thanks.id } })
    expect((await browser.ask('POST', '/api/templates/delete', { body: { id: thanks.id } })).status).toBe(200)
    expect(await list()).toEqual([])
  })

  it.each([
    ['name', ''],
    ['name', 'a'.repeat(101)],
    ['name', 'Two\nlines'],
    ['subject', 'Two\r\nBcc: evil@example.org'],
    ['text', 'a'.repeat(20_001)],
    ['document', { type: 'doc', attrs: { lang: null, dir: null }, content: [{ type: 'script' }] }],
    ['id', '../identities'],
  ])('name the field %s when it cannot be kept', async (field, value) => {
    const answer = await browser.ask<{ fields: { field: string }[] }>('POST', '/api/templates', {
      body: { ...thanks, [field]: value },
    })
    expect(answer.status).toBe(400)
    expect(answer.json.fields.map((each) => each.field)).toEqual([field])
  })

  describe('of a mailbox that several share', () => {
    const share = (rights: string, owner = 'permits') => {
      const inbox = new MemoryFolder(`shared/${owner}/INBOX`, 'inbox')
      Object.assign(inbox, { owner, rights })
      app.mailbox.folders.set(inbox.path, inbox)
    }
    const units = async () => (await browser.ask<TemplateList>('GET', '/api/templates')).json.units
    const keep = (unit: string) => browser.ask('POST', '/api/templates', { body: { ...thanks, unit } })

    it('are kept for it by who may change things there, and are nobody’s own', async () => {
      share('lrswipkxte')
      expect((await keep('permits')).status).toBe(200)
      expect(await units()).toEqual([{ unit: 'permits', name: 'permits', mayChange: true, items: [thanks] }])
      expect(await list()).toEqual([])
      await browser.ask('POST', '/api/templates/delete', { body: { id: thanks.id, unit: 'permits' } })
      expect((await units())[0]?.items).toEqual([])
    })

    it('are read by who only reads there, and changed by nobody without the right', async () => {
      share('lrswipkxte')
      await keep('permits')
      share('lrs')
      expect(await units()).toEqual([{ unit: 'permits', name: 'permits', mayChange: false, items: [thanks] }])
      expect((await keep('permits')).status).toBe(403)
      const gone = await browser.ask('POST', '/api/templates/delete', { body: { id: thanks.id, unit: 'permits' } })
      expect(gone.status).toBe(403)
      expect((await units())[0]?.items).toEqual([thanks])
    })

    it('are shown to nobody who cannot read there, nor to strangers to the mailbox', async () => {
      share('lrswipkxte')
      await keep('permits')
      share('l')
      expect(await units()).toEqual([])
      app.mailbox.folders.delete('shared/permits/INBOX')
      expect(await units()).toEqual([])
      for (const unit of ['permits', 'ada', 'unit:permits', '*']) expect((await keep(unit)).status).toBe(403)
    })
  })

  it('end at a hundred', async () => {
    for (let count = 0; count < 100; count += 1) await save({ id: randomUUID(), name: `Number ${count}` })
    expect((await save({ id: randomUUID(), name: 'One more' })).status).toBe(403)
    expect(await list()).toHaveLength(100)
  })

  it('end where all together are too much', async () => {
    const content = [{ type: 'paragraph', attrs: { dir: null }, content: [{ type: 'text', text: 'a'.repeat(99_000) }] }]
    const document = { type: 'doc', attrs: { lang: null, dir: null }, content }
    for (let count = 0; count < 10; count += 1) await save({ id: randomUUID(), name: `Number ${count}`, document })
    expect((await save({ id: randomUUID(), name: 'One more', document })).status).toBe(403)
    expect((await save({ id: randomUUID(), name: 'A short one' })).status).toBe(200)
  })

  it('lie nowhere readable in our database', async () => {
    await save()
    const rows = await app.storage.database.selectFrom('person_note').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/thank you|application/i)
  })
})
