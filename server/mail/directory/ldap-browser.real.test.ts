import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAccount } from '#platform/account.ts'
import { layoutOf } from '#platform/layout.ts'
import { changeDirectory } from '#platform/openldap/slapd.ts'
import { onePixel } from '#platform/picture-site.ts'
import type { DirectoryCard } from '#contract/directory.ts'
import { startRealApp, type RealApp } from '#server/testing/real-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'
import { realPlatform } from '../testing/real-mail.ts'

describe('Looking around in the directory', () => {
  const platform = realPlatform()
  const site = { layout: layoutOf(platform.directory), ports: platform.ports, account: readAccount() }
  let app: RealApp
  let browser: TestBrowser

  beforeAll(async () => {
    app = await startRealApp(platform)
    browser = await app.signedIn('farid')
  })
  afterAll(() => app.stop())

  const people = async (query: string) => {
    const found = await browser.ask<{ items: { name: string }[]; isCut: boolean }>(
      'GET',
      `/api/directory/people?${query}`,
    )
    return found.json.items.map(({ name }) => name)
  }
  const card = async (address: string) =>
    browser.ask<DirectoryCard>('GET', `/api/directory/card?address=${encodeURIComponent(address)}`)
  const grace = 'grace.whitfield@example.gov'
  const photoOf = (value: string) =>
    changeDirectory(site, `dn: uid=grace,ou=people,dc=example,dc=gov\nchangetype: modify\n${value}`)

  it('begins with the departments that somebody is in', async () => {
    const { json } = await browser.ask<{ departments: string[] }>('GET', '/api/directory')
    expect(json.departments).toEqual(['City Planning', 'Public Works'])
  })

  it('lists the people of a department by name, or those a word fits, and nobody unasked', async () => {
    expect(await people('department=Public%20Works')).toEqual([
      'Farid Nasser',
      'Grace Whitfield',
      'Hana Nováková',
      'Inês Duarte',
      'Jonas Weber',
    ])
    expect(await people('department=Public%20Works&query=whit')).toEqual(['Grace Whitfield'])
    expect(await people('query=ada')).toEqual(['Ada Lindqvist'])
    expect(await people('')).toEqual([])
  })

  it('takes nothing for a pattern or a filter', async () => {
    for (const text of ['*', 'a*', '*)(uid=*', '\\2a', '\0', '💌', '👩‍🚀@example.gov']) {
      expect(await people(`query=${encodeURIComponent(text)}`)).toEqual([])
      expect(await people(`department=${encodeURIComponent(text)}`)).toEqual([])
      expect((await card(`${text}@x`)).status).toBe(404)
    }
  })

  it('says what is known of somebody', async () => {
    expect((await card(grace)).json).toEqual({
      ...{ name: 'Grace Whitfield', address: grace, otherAddresses: ['grace@example.gov'] },
      ...{ title: 'Accessibility lead', department: 'Public Works', telephones: ['+1 555 0107'], hasPhoto: false },
      ...{ directory: 'Example City', isOutside: false },
    })
    expect((await card('nobody@example.gov')).status).toBe(404)
  })

  it('shows a photo that is one of at most a megabyte, and nothing else that is kept in its place', async () => {
    const photo = () => browser.askBytes(`/api/directory/photo?address=${grace}`)
    try {
      expect((await photo()).status).toBe(404)
      await photoOf(`add: jpegPhoto\njpegPhoto:: ${onePixel.toString('base64')}\n`)
      expect((await card(grace)).json.hasPhoto).toBe(true)
      const { headers, bytes } = await photo()
      expect(headers.get('content-type')).toBe('image/png')
      expect(bytes.equals(onePixel)).toBe(true)
      const page = Buffer.from('<svg onload="alert(1)"/>').toString('base64')
      await photoOf(`replace: jpegPhoto\njpegPhoto:: ${page}\n`)
      expect((await photo()).status).toBe(404)
      const huge = Buffer.concat([onePixel, Buffer.alloc(1_000_000)]).toString('base64')
      await photoOf(`replace: jpegPhoto\njpegPhoto:: ${huge}\n`)
      expect((await photo()).status).toBe(404)
    } finally {
      await photoOf('delete: jpegPhoto\n').catch(() => undefined)
    }
  })

  it('says which lists one is on, through which, and who looks after them', async () => {
    interface Groups {
      items: { name: string; through: string | null; owner: { name: string } }[]
    }
    const ben = await app.signedIn('ben')
    const { json } = await ben.ask<Groups>('GET', '/api/directory/own-groups')
    const direct = json.items.filter(({ through }) => through === null)
    const nested = json.items.filter(({ through }) => through !== null)
    expect(direct.length).toBeGreaterThan(0)
    expect(nested.map(({ name }) => name)).toContain('All staff')
    expect(direct.map(({ name }) => name)).toContain(nested.find(({ name }) => name === 'All staff')?.through)
    expect(json.items.every(({ owner }) => owner.name !== '')).toBe(true)
  })

  it('tells what other programs are told, under the own name', async () => {
    const { json } = await browser.ask<object>('GET', '/api/directory/for-programs')
    const { host, ports } = platform
    const bindDn = 'uid=farid,ou=people,dc=example,dc=gov'
    expect(json).toEqual({ settings: { host, port: ports.ldaps, baseDn: 'ou=people,dc=example,dc=gov', bindDn } })
  })

  it('is not open to strangers', async () => {
    browser.cookie = null
    for (const path of [
      '',
      '/people?query=ada',
      `/card?address=${grace}`,
      `/photo?address=${grace}`,
      '/own-groups',
      '/for-programs',
    ])
      expect((await browser.problem('GET', `/api/directory${path}`)).status).toBe(401)
    browser = await app.signedIn('farid')
  })
})
