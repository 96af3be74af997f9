import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { exportTarget } from '#client/mail/export-target.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { exportsMail, importsMail } from '#client/mail/testing/fake-mail-files.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import CopySettings from './CopySettings.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const press = (name: string | RegExp) => screen.findByRole('button', { name })
const text = () => document.body.textContent.replaceAll(/\s+/g, ' ')

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  exportTarget.value = null
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('exporting mail', () => {
  it('saves a file, says how far it is, and in the end how much is in it', async () => {
    const { asked, saved } = exportsMail(
      { state: 'running', done: 2 },
      { state: 'done', done: 2, missing: 1, bytes: 5_000_000 },
    )
    const { user, baseElement } = await renderPart(CopySettings)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await press('Export'))
    expect(await screen.findByText('2 of 3 messages exported')).toBeTruthy()
    await screen.findByText(/2 messages exported, 5 MB. 1 was deleted meanwhile/)
    expect(said()[0]).toMatch(/^2 messages exported/)
    expect(asked).toEqual([{ messages: { everything: true }, format: 'eml' }])
    expect(saved).toEqual(['/api/exports/export00000000000000001/file'])
  })

  it('takes one folder, as mailboxes', async () => {
    const { asked } = exportsMail({ state: 'done' })
    const { user } = await renderPart(CopySettings)
    await user.click(screen.getByRole('radio', { name: 'One folder' }))
    await user.click(screen.getByRole('radio', { name: 'A file for each folder' }))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Folder to export' }), 'Archive')
    await user.click(await press('Export'))
    const messages = { folderId: 'archive', filter: {}, exceptIds: [] }
    await eventually(() => expect(asked).toEqual([{ messages, format: 'mbox' }]))
  })

  it('takes what was chosen on the list', async () => {
    exportTarget.value = ['m1', 'm2'] as MessageId[]
    const { asked } = exportsMail({ state: 'done' })
    const { user } = await renderPart(CopySettings)
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'The 2 messages you chose' }).checked).toBe(true)
    await user.click(await press('Export'))
    await eventually(() => expect(asked).toEqual([{ messages: { ids: ['m1', 'm2'] }, format: 'eml' }]))
  })

  it('is stopped by the same button, which keeps the focus, and says that the file is not complete', async () => {
    const { stopped } = exportsMail({ state: 'running', done: 1 })
    const { user } = await renderPart(CopySettings)
    await user.click(await press('Export'))
    await user.click(await press('Stop'))
    expect(await screen.findByText('Stopped. The file is not complete.')).toBeTruthy()
    expect(stopped).toHaveLength(1)
    expect(document.activeElement).toBe(await press('Export'))
  })

  it('says once that the download broke off and how to go on, and follows when it does', async () => {
    const { stopped } = exportsMail({ state: 'running' }, { state: 'interrupted', done: 1 }, { state: 'done', done: 3 })
    const { user, baseElement } = await renderPart(CopySettings)
    await user.click(await press('Export'))
    await screen.findByText(/The download broke off. To go on with it, choose “Resume”/)
    expect(await faultsOf(baseElement)).toEqual([])
    expect(said()[0]).toMatch(/^The download broke off/)
    await screen.findByText(/^3 messages exported, /, {}, { timeout: 20_000 })
    expect(screen.queryByText(/broke off. To/)).toBeNull()
    expect(stopped).toHaveLength(0)
  })

  it('says why it was not completed', async () => {
    exportsMail({ state: 'failed', problem: 'mail-server-unavailable' })
    const { user } = await renderPart(CopySettings)
    await user.click(await press('Export'))
    expect(await screen.findByText('The export was not completed')).toBeTruthy()
  })
})

describe('importing mail', () => {
  const mbox = (count: number) =>
    new File(
      Array.from(
        { length: count },
        (_, at) => `From - Tue Nov 14 22:13:20 2023\nMessage-ID: <${at}@x>\nSubject: S\n\nx\n\n`,
      ),
      'old.mbox',
    )
  const field = () => screen.getByLabelText<HTMLInputElement>('Files with mail')

  it('says what would come before anything comes, then what came, message by message', async () => {
    const { checked, lots } = importsMail(['added', 'known', 'added'], ['added', 'known', 'no-room'])
    const { user, baseElement } = await renderPart(CopySettings)
    await user.upload(field(), mbox(3))
    const preview = await screen.findByRole('heading', { name: 'What would come of it' })
    await eventually(() => expect(document.activeElement).toBe(preview))
    expect(text()).toContain('2 messages are new. 1 would not come.')
    expect(lots).toHaveLength(0)
    expect(checked).toMatchObject([{ folderId: 'archive' }])
    await user.click(await press('Import 2 messages into Archive'))
    const report = await screen.findByRole('heading', { name: 'What came of it' })
    await eventually(() => expect(document.activeElement).toBe(report))
    expect(text()).toContain('1 message came. 2 did not come.')
    expect(text()).toContain('Your mailbox is full.')
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1)
    expect(rows.map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim())).toEqual([
      expect.stringMatching(/^Subject 1 ?Nora ?old.mbox, message 1 ?Came$/),
      expect.stringMatching(/Is in the folder already$/),
      expect.stringMatching(/Found no room: the mailbox is full$/),
    ])
    expect(await lots[0]!.text()).toContain('"flags":["seen"]')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says at the field when there is no mail in a file', async () => {
    importsMail([], [])
    const { user } = await renderPart(CopySettings)
    await user.upload(field(), new File(['PK is nothing'], 'a.zip'))
    expect(await screen.findByText(/There are no messages in these files/)).toBeTruthy()
    await eventually(() => expect(document.activeElement).toBe(field()))
    expect(field().getAttribute('aria-invalid')).toBe('true')
  })

  it('asks again in another folder, without taking the focus from there', async () => {
    const { checked } = importsMail(['added'], ['added'])
    const { user } = await renderPart(CopySettings)
    await user.upload(field(), mbox(1))
    await screen.findByText('1 message is new.')
    const into = screen.getByRole('combobox', { name: 'Folder to import into' })
    into.focus()
    await user.selectOptions(into, 'Inbox')
    expect(await press('Import 1 message into Inbox')).toBeTruthy()
    expect(document.activeElement).toBe(into)
    expect(checked).toMatchObject([{ folderId: 'archive' }, { folderId: 'inbox' }])
  })
})
