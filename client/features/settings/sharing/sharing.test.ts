import { cleanup, fireEvent, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type FolderId } from '#contract/ids.ts'
import { type Share, type Sharing } from '#contract/sharing.ts'
import { fieldsOf, newShare, readShare } from './share-fields.ts'
import SharingSettings from './SharingSettings.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const ben: Share = {
  ...{
    id: 'YmVu',
    kind: 'person',
    name: 'Ben Okafor',
    address: 'ben.okafor@example.gov',
    level: 'mark',
    writes: 'none',
    manages: 'none',
    isWhole: false,
  },
  ...{
    folders: [{ folderId: 'inbox' as FolderId, rights: 'lrsw' }],
    startsAtMs: null,
    endsAtMs: null,
    purpose: 'Leave',
    lastUsedAtMs: null,
    givenBy: null,
    isNew: false,
  },
}

interface Wish {
  address: string
  level: string
  folderIds: string[] | null
}

let state: Sharing
let refusal: { status: number; json: object } | null
let saved: (Wish | undefined)[]

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  refusal = null
  const right = 'on-behalf' as const
  state = {
    ...{
      isOffered: true,
      offersGroups: true,
      offersWriting: false,
      offersManaging: true,
      actsWhileSignedOut: true,
      items: [ben],
    },
    writers: [{ name: 'Emi Tanaka', address: 'emi@example.gov', right }],
  }
  saved = answerAlso('/api/sharing', (body: Wish | undefined) => {
    if (body !== undefined && refusal) return [refusal.status, refusal.json]
    if (body !== undefined) state = { ...state, items: [ben] }
    return [200, state]
  }) as typeof saved
  answerAlso('/api/sharing/YmVu', () => {
    state = { ...state, items: [] }
    return [200, state]
  })
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const open = async () => {
  const drawn = await renderPart(SharingSettings)
  await screen.findByRole('button', { name: 'Share with somebody' })
  return drawn
}
const wishes = () => saved.filter((body) => body !== undefined)

describe('sharing the own mailbox', () => {
  it('shows who may do what where, the exact rights on demand, and who may write; axe finds no faults', async () => {
    const { baseElement } = await open()
    const item = (await screen.findByRole('heading', { name: 'Ben Okafor' })).closest('li')!
    expect(item.textContent).toMatch(/ben\.okafor@example\.gov.*Read and mark.*Inbox.*Leave/)
    expect(within(item).getByText('Inbox: lrsw')).toBeTruthy()
    screen.getByText('Emi Tanaka (emi@example.gov), on your behalf: the message says who sent it')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('is given to somebody by a form whose first field has the focus, and leads back', async () => {
    await open()
    await fireEvent.click(screen.getByRole('button', { name: 'Share with somebody' }))
    const people = screen.getByRole('combobox', { name: 'With whom' })
    await eventually(() => expect(document.activeElement).toBe(people))
    await fireEvent.update(people, 'ben.okafor@example.gov')
    await fireEvent.keyDown(people, { key: 'Enter' })
    await fireEvent.click(screen.getByRole('radio', { name: 'Everything' }))
    await fireEvent.click(screen.getByRole('button', { name: 'Share' }))
    await eventually(() => expect(said()).toContain('Your mailbox is shared with ben.okafor@example.gov'))
    expect(wishes()).toMatchObject([{ address: 'ben.okafor@example.gov', level: 'full', folderIds: null }])
    await eventually(() => expect(document.activeElement?.textContent).toContain('Share with somebody'))
  })

  it('begins with the days of an out of office where it comes from there', async () => {
    const [from, until] = [new Date(2031, 2, 3, 9).getTime(), new Date(2031, 2, 14, 18).getTime()]
    await renderPart(SharingSettings, { at: `/settings/sharing?from=${from}&until=${until}` })
    const people = await screen.findByRole('combobox', { name: 'With whom' })
    await eventually(() => expect(document.activeElement).toBe(people))
    await fireEvent.update(people, 'ben.okafor@example.gov')
    await fireEvent.keyDown(people, { key: 'Enter' })
    await fireEvent.click(screen.getByRole('button', { name: 'Share' }))
    const [startsAtMs, endsAtMs] = [new Date(2031, 2, 3).getTime(), new Date(2031, 2, 15).getTime()]
    await eventually(() => expect(wishes()).toMatchObject([{ startsAtMs, endsAtMs }]))
  })

  it('says at the field what is missing, and goes there', async () => {
    await open()
    await fireEvent.click(screen.getByRole('button', { name: 'Share with somebody' }))
    await fireEvent.click(screen.getByRole('button', { name: 'Share' }))
    await eventually(() => expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'With whom' })))
    await screen.findByText(/Say with whom\./)
    expect(wishes()).toEqual([])
  })

  it('says at the field that the directory does not know somebody', async () => {
    refusal = {
      status: 400,
      json: {
        type: 'invalid-request',
        status: 400,
        requestId: 'r',
        fields: [{ field: 'address', code: 'unknown-person' }],
      },
    }
    await open()
    await fireEvent.click(screen.getByRole('button', { name: 'Share with somebody' }))
    const people = screen.getByRole('combobox', { name: 'With whom' })
    await fireEvent.update(people, 'nobody@example.gov')
    await fireEvent.keyDown(people, { key: 'Enter' })
    await fireEvent.click(screen.getByRole('button', { name: 'Share' }))
    await screen.findByText(/nobody@example\.gov is no person of your organisation’s directory/)
    await eventually(() => expect(document.activeElement).toBe(people))
  })

  it('says of a group that it is everybody in it, before and after it is shared with', async () => {
    state = { ...state, items: [{ ...ben, kind: 'group', name: 'City Planning team' }] }
    await open()
    const item = (await screen.findByRole('heading', { name: 'City Planning team' })).closest('li')!
    within(item).getByText(/^A group: everybody in it/)
    await fireEvent.click(screen.getByRole('button', { name: 'Share with somebody' }))
    await screen.findByText(/^Name people, or a group/)
  })

  it('gives the right to write with it, and says at that choice when the directory refuses', async () => {
    state = { ...state, offersWriting: true, writers: [] }
    const fields = [{ field: 'writes', code: 'directory-refuses' }]
    refusal = { status: 400, json: { type: 'invalid-request', status: 400, requestId: 'r', fields } }
    await open()
    await fireEvent.click(screen.getByRole('button', { name: 'Share with somebody' }))
    const people = screen.getByRole('combobox', { name: 'With whom' })
    await fireEvent.update(people, 'ben.okafor@example.gov')
    await fireEvent.keyDown(people, { key: 'Enter' })
    const choice = screen.getByRole('radio', { name: 'In your name' })
    await fireEvent.click(choice)
    await fireEvent.click(screen.getByRole('button', { name: 'Share' }))
    await screen.findByText(/does not let this be changed here/)
    await eventually(() => expect(document.activeElement).toBe(choice))
    expect(wishes()).toMatchObject([{ writes: 'as' }])
  })

  it('gives the out of office to see to with it, and says at that choice that it takes the inbox', async () => {
    const fields = [{ field: 'manages', code: 'missing' }]
    refusal = { status: 400, json: { type: 'invalid-request', status: 400, requestId: 'r', fields } }
    await open()
    await fireEvent.click(screen.getByRole('button', { name: 'Share with somebody' }))
    const people = screen.getByRole('combobox', { name: 'With whom' })
    await fireEvent.update(people, 'ben.okafor@example.gov')
    await fireEvent.keyDown(people, { key: 'Enter' })
    const choice = screen.getByRole('radio', { name: 'They see to out of office and acknowledgement' })
    await fireEvent.click(choice)
    await fireEvent.click(screen.getByRole('button', { name: 'Share' }))
    await screen.findByText(/needs the inbox/)
    await eventually(() => expect(document.activeElement).toBe(choice))
    expect(wishes()).toMatchObject([{ manages: 'absence' }])
  })

  it('says what somebody may write, and when they last used it', async () => {
    state = { ...state, items: [{ ...ben, writes: 'on-behalf', lastUsedAtMs: Date.UTC(2026, 9, 1, 12) }] }
    await open()
    const item = (await screen.findByRole('heading', { name: 'Ben Okafor' })).closest('li')!
    expect(item.textContent).toMatch(/Writing from your address.*On your behalf.*Last used.*2026/)
  })

  it('points to what another program gave until that is confirmed, and stays at the list', async () => {
    state = { ...state, items: [{ ...ben, isNew: true }] }
    answerAlso('/api/sharing/seen', () => {
      state = { ...state, items: [ben] }
      return [200, state]
    })
    const { baseElement } = await open()
    await screen.findByText(/let Ben Okafor into your mailbox/)
    expect(await faultsOf(baseElement)).toEqual([])
    await fireEvent.click(screen.getByRole('button', { name: 'I have seen it' }))
    await eventually(() => expect(screen.queryByText(/let Ben Okafor into/)).toBeNull())
    expect(said()).toContain('Noted that you have seen it')
    await eventually(() => expect(document.activeElement?.textContent).toContain('Who may use your mailbox'))
  })

  it('says who gave it in the owner’s name', async () => {
    state = { ...state, items: [{ ...ben, isNew: true, givenBy: 'Grace Mbeki' }] }
    await open()
    await screen.findByText('New: given by Grace Mbeki, for you')
  })

  it('is ended at once, said, and given back by undo', async () => {
    await open()
    await fireEvent.click(await screen.findByRole('button', { name: 'End: Ben Okafor' }))
    await eventually(() =>
      expect(useOutcome().shown?.text).toMatch(/^Your mailbox is no longer shared with Ben Okafor/),
    )
    await screen.findByText('Nobody but you')
    await useOutcome().undoLatest()
    await eventually(() => expect(wishes()).toMatchObject([{ level: 'mark', folderIds: ['inbox'], purpose: 'Leave' }]))
  })

  it('says so where the mail server shares nothing', async () => {
    state = { ...state, isOffered: false, items: [], writers: [] }
    await renderPart(SharingSettings)
    await screen.findByText('This mail server does not let people share their mailboxes.')
  })
})

describe('the fields of a share', () => {
  const now = new Date(2026, 10, 2, 10)

  it('mean whole days, from the beginning of the first to the end of the last', () => {
    const { wish, errors } = readShare(
      { ...newShare(), people: [{ name: '', address: 'a@b.c' }], startDay: '2026-11-05', endDay: '2026-11-09' },
      now,
    )
    expect(Object.values(errors).filter(Boolean)).toEqual([])
    expect([wish.startsAtMs, wish.endsAtMs]).toEqual([+new Date(2026, 10, 5), +new Date(2026, 10, 10)])
    expect(fieldsOf({ ...ben, endsAtMs: wish.endsAtMs }).endDay).toMatch(/9/)
  })

  it.each([
    [{ startDay: 'soon' }, 'startDay', /^Write a day/],
    [{ endDay: '2026-10-01' }, 'endDay', /has passed/],
    [{ startDay: '2026-11-09', endDay: '2026-11-05' }, 'endDay', /before the first/],
    [{ where: 'some' as const }, 'folderIds', /Choose a folder/],
    [{ purpose: 'x'.repeat(201) }, 'purpose', /200 characters/],
  ])('are wrong with %o, said at %s', (changes, field, words) => {
    expect(readShare({ ...newShare(), ...changes }, now).errors[field as 'endDay']).toMatch(words)
  })
})
