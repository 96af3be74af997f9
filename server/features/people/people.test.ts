import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GroupMembers } from '#contract/group-members.ts'
import { Problem } from '#server/problem.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

const team: GroupMembers = {
  items: [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov', detail: '', kind: 'person' }],
  ...{ isTooLarge: false, withoutAddress: 1 },
}
const path = '/api/people/group-members?address='

describe('The members of a group', () => {
  let app: TestApp
  beforeEach(async () => {
    app = await startTestApp()
    app.directory.groups.set('team@example.gov', team)
  })
  afterEach(() => app.stop())

  it('are told to who is signed in, and to no stranger', async () => {
    const browser = await app.signedIn()
    expect((await browser.ask('GET', `${path}Team@example.gov`)).json).toEqual(team)
    expect((await app.browser().ask('GET', `${path}team@example.gov`)).status).toBe(401)
  })

  it('are not found for an address that is no group’s', async () => {
    const browser = await app.signedIn()
    expect(await browser.ask('GET', `${path}ben.okafor@example.gov`)).toMatchObject({
      ...{ status: 404, json: { type: 'not-found' } },
    })
  })

  it('cannot be told while the directory is away', async () => {
    const browser = await app.signedIn()
    app.directory.outage = new Problem('directory-unavailable')
    expect(await browser.ask('GET', `${path}team@example.gov`)).toMatchObject({
      json: { type: 'directory-unavailable' },
    })
  })

  it.each(['', 'a', 'a'.repeat(321)])('are asked for by an address: "%s" names the field', async (address) => {
    const browser = await app.signedIn()
    const answer = await browser.ask<{ fields: { field: string }[] }>('GET', `${path}${address}`)
    expect(answer.status).toBe(400)
    expect(answer.json.fields.map(({ field }) => field)).toEqual(['address'])
  })
})
