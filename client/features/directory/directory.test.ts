import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import DirectoryPage from './DirectoryPage.vue'
import { addressOf, keyOf } from './person-key.ts'

const town = { directory: 'Town', isOutside: false }
const nora = { name: 'Nora Vik', address: 'nora.vik@example.gov', detail: 'Pilot', ...town }
const oskar = { ...nora, name: 'Oskar Lund', address: 'oskar@trust.example', directory: 'Partners', isOutside: true }
const card = {
  ...{ name: nora.name, address: nora.address, otherAddresses: ['n@example.gov'], title: 'Pilot' },
  ...{ department: 'Harbour', telephones: ['+47 555 0101'], hasPhoto: false, ...town },
}
const groups = [
  { name: 'All staff', address: 'all@example.gov', owner: { name: 'Ines', address: '' }, through: 'Harbour team' },
]

interface Told {
  items?: (typeof nora)[]
  silentDirectories?: string[]
  directories?: string[]
  from?: typeof town & { away?: { untilMs: number } }
}

function answers(
  status = 200,
  { items = [nora], silentDirectories = [], directories = ['Town'], from = town }: Told = {},
): void {
  const before = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    if (!pathname.startsWith('/api/directory')) return before(url, init)
    if (status !== 200) {
      return Promise.resolve(Response.json({ type: 'directory-unavailable', status, requestId: 'r' }, { status }))
    }
    if (pathname.endsWith('/card')) {
      const isThere = searchParams.get('address') === nora.address
      return Promise.resolve(
        isThere
          ? Response.json({ ...card, ...from })
          : Response.json({ type: 'not-found', status: 404 }, { status: 404 }),
      )
    }
    if (pathname.endsWith('/own-groups')) return Promise.resolve(Response.json({ items: groups }))
    if (pathname.endsWith('/people')) return Promise.resolve(Response.json({ items, isCut: false, silentDirectories }))
    return Promise.resolve(Response.json({ departments: ['Harbour', 'Parks'], directories, silentDirectories }))
  })
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the directory', () => {
  it('says which lists one is on, and through which', async () => {
    answers()
    const { baseElement } = await renderPart(DirectoryPage, { at: '/directory' })
    const row = await screen.findByRole('row', { name: /All staff/ })
    expect(within(row).getByText('Harbour team')).toBeTruthy()
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('lists a department, which is said, and opens a person with what is known and where from', async () => {
    answers()
    const { user, baseElement } = await renderPart(DirectoryPage, { at: '/directory' })
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Department' }), 'Harbour')
    await user.click(await screen.findByRole('link', { name: /Nora Vik/ }))
    await eventually(() => expect(recentAnnouncements.value.map(({ text }) => text)).toContain('1 person found'))
    expect(await screen.findByRole('link', { name: '+47 555 0101' })).toBeTruthy()
    expect(screen.getByText('From the directory Town')).toBeTruthy()
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says of everybody which of several directories they are from, who is outside, and which does not answer', async () => {
    const from = { directory: 'Partners', isOutside: true }
    answers(200, {
      items: [nora, oskar],
      directories: ['Town', 'Partners', 'Region'],
      silentDirectories: ['Region'],
      from,
    })
    const { user, baseElement } = await renderPart(DirectoryPage, { at: '/directory' })
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Department' }), 'Harbour')
    await screen.findByRole('link', { name: /Oskar Lund.*Partners.*Outside your organisation/ })
    await screen.findByText('Region does not answer. People who are only there are missing.')
    await user.click(screen.getByRole('link', { name: /Nora Vik.*Town/ }))
    await screen.findByText('From the directory Partners')
    expect(screen.getByText('Outside your organisation', { selector: '.outside' })).toBeTruthy()
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says that somebody is away who lets it be seen', async () => {
    const untilMs = new Date(2031, 4, 9, 8, 0).getTime()
    answers(200, { from: { ...town, away: { untilMs } } })
    await renderPart(DirectoryPage, { at: `/directory/${keyOf(nora.address)}` })
    await screen.findByText(/^Out of office until .*May 9, 2031/)
  })

  it('says that nobody has an address, and that the directory does not answer', async () => {
    answers()
    await renderPart(DirectoryPage, { at: `/directory/${keyOf('gone@example.gov')}` })
    expect(await screen.findByText('Nobody has this address in the directory')).toBeTruthy()
    cleanup()
    answers(503)
    await renderPart(DirectoryPage, { at: '/directory' })
    expect((await screen.findAllByText('The directory could not be read')).length).toBeGreaterThan(0)
  })
})

it('knows an address again by what stands for it in the page’s own', () => {
  for (const address of [nora.address, 'jörg+ä@bücher.example', '']) expect(addressOf(keyOf(address))).toBe(address)
  expect(keyOf(nora.address)).toMatch(/^[\w-]+$/)
  expect(addressOf('%%')).toBe('')
})
