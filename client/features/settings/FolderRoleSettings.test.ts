import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { writesSettled } from '#client/mail/writes.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type FolderId } from '#contract/ids.ts'
import FolderRoleSettings from './FolderRoleSettings.vue'

let server: FakeServer
const said = () => recentAnnouncements.value[0]?.text
const field = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name })
const labelsIn = (name: string) =>
  within(field(name))
    .getAllByRole('option')
    .map(({ textContent }) => textContent)
const isShown = (name: string, value: string) => eventually(() => expect(field(name).value).toBe(value))

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  ;({ server } = startMailbox('a'))
  server.folders.push(
    fakeFolder('Posted'),
    fakeFolder('Posted/Old', { name: 'Old', parentId: 'Posted' as FolderId }),
    fakeFolder('Snoozed'),
    fakeFolder('Shelf', { holdsMessages: false }),
    fakeFolder('theirs', { owner: 'Permit Office' }),
  )
  const list = mailboxCache().cache.getQueryData<object>(keys.folders())
  mailboxCache().cache.setQueryData(keys.folders(), { ...list, items: server.folders })
})
afterEach(async () => {
  await writesSettled()
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the folders for a purpose', () => {
  it('have no faults that axe can find', async () => {
    const { baseElement } = await renderPart(FolderRoleSettings, { at: '/settings' })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('are what the mail server says, or one of the person’s own without another purpose', async () => {
    await renderPart(FolderRoleSettings, { at: '/settings' })
    expect(labelsIn('Deleted messages')).toEqual([
      'Trash, as the mail server says',
      'Projects',
      'Posted',
      'Old, in Posted',
    ])
    expect(labelsIn('Sent messages')[0]).toBe('None: the mail server names no folder')
    screen.getByText('Emptying the trash deletes everything in this folder for ever.')
  })

  it('are chosen at once, which is said and taken back by Undo', async () => {
    const { user } = await renderPart(FolderRoleSettings, { at: '/settings' })
    await user.selectOptions(field('Deleted messages'), 'Posted')
    expect(said()).toBe('Deleted messages: Posted. Undo with Ctrl+Z')
    await writesSettled()
    expect(server.calls.find(({ call }) => call === 'POST /api/folder-roles')?.body).toEqual({
      role: 'trash',
      folderId: 'Posted',
    })
    await isShown('Deleted messages', 'Posted')
    expect(labelsIn('Junk')).not.toContain('Posted')
    expect(labelsIn('Deleted messages')[0]).toBe('Trash, as the mail server says')
    await useOutcome().undoLatest()
    await isShown('Deleted messages', '')
    expect(said()).toBe('Deleted messages: Trash, as the mail server says')
    expect(server.folders.find(({ role }) => role === 'trash')?.id).toBe('trash')
  })

  it('that the server does not take are told, and not shown any longer', async () => {
    const { user } = await renderPart(FolderRoleSettings, { at: '/settings' })
    server.failNext('/api/folder-roles', 'not-allowed')
    await user.selectOptions(field('Deleted messages'), 'Posted')
    await eventually(() => expect(said()).toMatch(/^Deleted messages: no other folder was chosen/))
    await isShown('Deleted messages', '')
    expect(useOutcome().canUndo).toBe(false)
  })
})
