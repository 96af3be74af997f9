import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { labelsOf, lateWorkMark } from '#client/mail/label-looks.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { rowLabel } from '#client/mail/row-label.ts'
import { readColleagues } from '#client/mail/teamwork/colleagues.ts'
import { assigning, useWorkActions } from '#client/mail/teamwork/work-actions.ts'
import { showWorkMarks } from '#client/mail/teamwork/work-marks.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { keys } from '#client/mail/mailbox-cache.ts'
import { writesSettled } from '#client/mail/writes.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Folder, type FolderAction, type FolderList } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import AssignDialog from './AssignDialog.vue'

let server: FakeServer
const said = () => recentAnnouncements.value.map(({ text }) => text)
const message = (id: string) => mailboxCache().findMessage(id as MessageId)!
const marks = (id: string) => message(id).labels
const spoken = (id: string) => rowLabel(message(id), 'inbox', new Date(Date.UTC(2026, 10, 12, 12)))
const options = () => screen.getAllByRole('option').map(({ textContent }) => textContent.trim())
const run = (id: string, ids: string[]) => {
  const target = ids as MessageId[]
  const action = useWorkActions().find((each) => each.id === `message.${id}`)
  expect(action?.enabled(target), id).toBe(true)
  action?.run(target)
}
const isOffered = (id: string, ids: string[]) =>
  useWorkActions().some((each) => each.id === `message.${id}` && each.enabled(ids as MessageId[]))

/** The inbox is the Permit Desk's. */
function share(refuses: FolderAction[] = []): void {
  const { cache } = mailboxCache()
  const shared = fakeFolder('inbox', {
    ...{ role: 'inbox', owner: 'Permit Desk', total: 4 },
    shared: { address: 'permits@example.gov', refuses } as unknown as NonNullable<Folder['shared']>,
  })
  const list = cache.getQueryData<FolderList>(keys.folders())!
  cache.setQueryData(keys.folders(), { ...list, items: [shared, ...list.items.slice(1)] })
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  ;({ server } = startMailbox('abcd', 'b'))
  server.colleagues = [
    { keyword: '$assigned-ada', name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov', isMe: true },
    { keyword: '$assigned-ben', name: 'Ben Okafor', address: 'ben.okafor@example.gov', isMe: false },
  ]
  showWorkMarks()
  share()
})
afterEach(async () => {
  await writesSettled()
  cleanup()
  assigning.value = null
  lateWorkMark.value = undefined
  vi.unstubAllGlobals()
})

async function ask(ids: string[]) {
  const drawn = await renderPart(AssignDialog)
  run('assign', ids)
  await screen.findByRole('dialog')
  await screen.findByRole('option', { name: /Ben Okafor/ })
  return drawn
}

describe('assigning messages', () => {
  it('has no faults that axe can find, and offers oneself first', async () => {
    const { baseElement } = await ask(['b'])
    expect(await faultsOf(baseElement)).toEqual([])
    expect(options().map((option) => option.replace(/\s+/g, ' '))).toEqual([
      expect.stringContaining('Me (Ada Lindqvist)'),
      expect.stringContaining('Ben Okafor'),
    ])
  })

  it('takes the first letters and Enter, says whose it is before all else, and one undo takes it back', async () => {
    const { user } = await ask(['b', 'c'])
    screen.getByRole('dialog', { name: 'Assign 2 messages' })
    await user.keyboard('ben{Enter}')
    await eventually(() => expect(marks('b')).toEqual(['$assigned-ben']))
    await eventually(() => expect(said()).toContain('2 messages assigned to Ben Okafor. Undo with Ctrl+Z'))
    await eventually(() => expect(spoken('b')).toMatch(/^For Ben Okafor, unread, Ann Lee, Budget review, /))
    await useOutcome().undoLatest()
    expect([marks('b'), marks('c')]).toEqual([[], []])
  })

  it('puts somebody in another’s place, and back', async () => {
    const { user } = await ask(['b'])
    await user.keyboard('ben{Enter}')
    await eventually(() => expect(marks('b')).toEqual(['$assigned-ben']))
    await eventually(() => expect(said()).toContain('Message assigned to Ben Okafor. Undo with Ctrl+Z'))
    run('take', ['b'])
    await eventually(() => expect(marks('b')).toEqual(['$assigned-ada']))
    expect(spoken('b')).toMatch(/^For you, unread, /)
    await eventually(() => expect(said()).toContain('Message assigned to you. Undo with Ctrl+Z'))
    await useOutcome().undoLatest()
    expect(marks('b')).toEqual(['$assigned-ben'])
  })

  it('leaves a message to nobody', async () => {
    run('take', ['b'])
    await eventually(() => expect(marks('b')).toEqual(['$assigned-ada']))
    const { user } = await ask(['b'])
    expect(screen.getByRole('option', { name: /Me \(Ada/ }).textContent).toContain('has it now')
    await user.keyboard('nobody{Enter}')
    await eventually(() => expect(marks('b')).toEqual([]))
    await eventually(() => expect(said()).toContain('The message is nobody’s task now. Undo with Ctrl+Z'))
  })

  it('says that the names could not be read, and changes nothing', async () => {
    server.failNext('/api/folders/inbox/colleagues', 'mail-server-unavailable')
    await renderPart(AssignDialog)
    run('assign', ['b'])
    await screen.findByRole('dialog')
    await screen.findByText(/^The names of your colleagues could not be read/)
    expect(server.calls.some(({ call }) => call === 'POST /api/messages/flags')).toBe(false)
  })
})

describe('marking messages as done', () => {
  it('is said and shown first, and offered the other way round then', async () => {
    run('done', ['c'])
    await eventually(() => expect(marks('c')).toEqual(['$done']))
    await eventually(() => expect(said()).toContain('Message marked as done. Undo with Ctrl+Z'))
    expect(spoken('c')).toMatch(/^Done, Ann Lee, Budget review, /)
    expect(labelsOf(message('c'))).toMatchObject([{ name: 'Done', isWork: true }])
    expect(isOffered('done', ['c'])).toBe(false)
    run('open-again', ['c'])
    await eventually(() => expect(marks('c')).toEqual([]))
  })

  it('stays as it was where the server refuses, and says why', async () => {
    server.refuse.add('c')
    run('done', ['c'])
    const why = 'One message was not changed: its folder takes no such marks'
    await eventually(() => expect(said().some((text) => text.startsWith(why))).toBe(true))
    expect(marks('c')).toEqual([])
  })

  it('says why it is not permitted instead of trying', () => {
    share(['label'])
    run('done', ['c'])
    run('assign', ['c'])
    expect(said().join()).toContain('Inbox of Permit Desk takes no labels and tasks from you.')
    expect(assigning.value).toBeNull()
    expect(server.calls.some(({ call }) => call === 'POST /api/messages/flags')).toBe(false)
  })

  const makeOwn = () => {
    const { cache } = mailboxCache()
    const list = cache.getQueryData<FolderList>(keys.folders())!
    cache.setQueryData(keys.folders(), { ...list, items: list.items.map((each) => ({ ...each, owner: null })) })
  }

  it('is offered in one’s own mailbox where that is shared', async () => {
    makeOwn()
    expect(isOffered('assign', ['c'])).toBe(false)
    await eventually(() => expect(isOffered('assign', ['c'])).toBe(true))
    expect(isOffered('done', ['c'])).toBe(true)
  })

  it('is offered in a mailbox that is the person’s alone only for what a colleague has begun', async () => {
    server.colleagues = server.colleagues.slice(0, 1)
    makeOwn()
    await readColleagues('inbox' as FolderId)
    expect(isOffered('done', ['c'])).toBe(false)
    expect(isOffered('assign', ['c'])).toBe(false)
  })
})
