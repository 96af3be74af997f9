import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { refusalOf } from '#client/mail/folder-rights.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { unlessRefused } from '#client/mail/tell-refusal.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type FolderAction, type FolderList } from '#contract/folders.ts'
import { type MessageId } from '#contract/ids.ts'
import ActingBand from './ActingBand.vue'

const desk = (refuses: FolderAction[]) =>
  fakeFolder('inbox', { role: 'inbox', owner: 'Permit Desk', shared: { address: 'permits@example.gov', refuses } })
const said = () => recentAnnouncements.value.map(({ text }) => text)
const target = ['a' as MessageId]

function share(refuses: FolderAction[], trashRefuses: FolderAction[] = []): void {
  const { cache } = mailboxCache()
  const trash = { ...desk(trashRefuses), id: 'their-trash', role: 'trash' }
  const list = cache.getQueryData<FolderList>(keys.folders())!
  cache.setQueryData(keys.folders(), { ...list, items: [desk(refuses), trash] })
}

beforeEach(() => void startMailbox('a'))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  forgetAnnouncements()
})

describe('the band of a mailbox of somebody else', () => {
  it('says whose it is and what is not permitted, has no faults, and says coming and going', async () => {
    const { baseElement, unmount } = await renderPart(ActingBand, {
      props: { folder: desk(['mark', 'label', 'remove']) },
    })
    expect(screen.getByRole('region', { name: 'Acting for somebody else' }).textContent).toMatch(
      /Acting for Permit Desk.*permits@example\.gov.*Not permitted in this folder: flags, labels and tasks, and moving and deleting\./,
    )
    expect(await faultsOf(baseElement)).toEqual([])
    expect(said()).toContain('You are now in the mailbox of Permit Desk')
    unmount()
    expect(said()).toContain('You are back in your own mailbox')
  })
})

describe('what the band says of the mailbox', () => {
  const answer = (body: object) =>
    vi.stubGlobal('fetch', (url: string) =>
      Promise.resolve(Response.json(url.endsWith('/mailbox') ? body : {}, { status: 200 })),
    )
  const text = () => screen.getByRole('region', { name: 'Acting for somebody else' }).textContent
  const quota = { usedBytes: 900_000_000, limitBytes: 1_000_000_000 }

  it('is for whom it is read, and how full it is', async () => {
    answer({ quota, readMarks: 'own' })
    const { baseElement } = await renderPart(ActingBand, { props: { folder: desk([]) } })
    await eventually(() => expect(text()).toMatch(/read for you alone\. 900 MB of 1 GB used in this mailbox\./))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it.each([
    [850_000_000, /nearly full: 850 MB of 1 GB used\. When it is full, mail to it goes back/],
    [999_990_000, /This mailbox is full: .* until somebody deletes something here/],
  ])('is from the first threshold on what that means: %d of a gigabyte', async (usedBytes, said) => {
    vi.stubGlobal('fetch', (url: string) =>
      Promise.resolve(
        Response.json(
          url.endsWith('/mailbox')
            ? { quota: { ...quota, usedBytes }, readMarks: null }
            : { quota: null, warnAtPercent: [80, 95], full: null },
        ),
      ),
    )
    await renderPart(ActingBand, { props: { folder: desk([]) } })
    await eventually(() => expect(text()).toMatch(said))
  })

  it('is how full it is alone where one may not mark as read, and nothing where the server shows nothing', async () => {
    answer({ quota, readMarks: 'shared' })
    const { unmount } = await renderPart(ActingBand, { props: { folder: desk(['mark-read']) } })
    await eventually(() => expect(text()).toMatch(/900 MB of 1 GB used/))
    expect(text()).not.toMatch(/read for/)
    unmount()
    startMailbox('a')
    answer({ quota: null, readMarks: 'shared' })
    await renderPart(ActingBand, { props: { folder: desk([]) } })
    await eventually(() => expect(text()).toMatch(/read for everybody who works in this mailbox\./))
    expect(text()).not.toMatch(/used/)
  })
})

describe('a window of its own', () => {
  it('is opened on the mailbox by a link that works without scripts too', async () => {
    const open = vi.spyOn(window, 'open').mockReturnValue(null)
    const { user } = await renderPart(ActingBand, { props: { folder: desk([]) } })
    const link = screen.getByRole('link', { name: 'Open in a window of its own' })
    expect(link.getAttribute('target')).toBe('_blank')
    await user.click(link)
    expect(open).toHaveBeenCalledWith(link.getAttribute('href'), '_blank', expect.stringContaining('popup,noopener'))
    expect(link.getAttribute('href')).toMatch(/inbox$/)
  })
})

describe('a command in a mailbox of somebody else', () => {
  it('that is not permitted says why and does nothing', () => {
    share(['remove'])
    expect(inbox).toBe('inbox')
    const run = vi.fn()
    unlessRefused('delete', target, run)
    expect(run).not.toHaveBeenCalled()
    expect(useOutcome().shown?.text).toBe('Permit Desk does not let you move or delete messages of Inbox.')
    unlessRefused('flag', target, run)
    expect(run).toHaveBeenCalledWith(target)
  })

  it('is not permitted either where it would bring messages into a folder that takes none', () => {
    share([], ['add'])
    expect(refusalOf('delete', target)).toMatchObject({ action: 'add', folder: { role: 'trash' } })
    expect(refusalOf('move', target)).toBeNull()
  })
})
