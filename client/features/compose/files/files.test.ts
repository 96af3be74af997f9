import { cleanup, fireEvent, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeUpload, takeUploads } from '#client/mail/testing/fake-uploads.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type OutgoingMessage } from '#contract/sending.ts'
import ComposePane from '../ComposePane.vue'
import { useSaver } from '../drafts/saver.ts'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const fileOf = (name: string, sizeBytes = 1_000) => new File([new Uint8Array(sizeBytes)], name)
const button = (name: string | RegExp) => screen.getByRole('button', { name })

let uploads: FakeUpload[]
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sessionStorage.clear()
  startMailbox('ab')
  answerAlso('/api/people', () => [200, { items: [] }])
  answerAlso('/api/drafts', () => [200, { outcome: 'saved', draftId: 'saved', partIds: [] }])
  uploads = takeUploads({ messageBytes: 1_000_000 })
})
afterEach(async () => {
  cleanup()
  // What is left is saved; nothing of that is to be said in the next test.
  await Promise.all(useDrafts().all.map(({ key }) => useSaver().settled(key)))
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

async function write() {
  const to = [{ name: 'Ben', address: 'ben.okafor@example.gov' }]
  const draftKey = useDrafts().start({ kind: 'new', to, subject: 'Files', text: 'Here' })
  const drawn = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  const input = await eventually(() => drawn.container.querySelector<HTMLInputElement>('input[type=file]') ?? fail())
  await screen.findByText('up to 658 KB together')
  const attach = (...files: File[]) => drawn.user.upload(input, files)
  return { ...drawn, attach, draft: () => useDrafts().find(draftKey) }
}
const fail = (): never => {
  throw new Error('There is nothing to choose files with')
}
const isUnderWay = async (count: number) => eventually(() => expect(uploads).toHaveLength(count))

describe('attaching files', () => {
  it('has no faults that axe can find: on the way, there and failed', async () => {
    const { baseElement, attach } = await write()
    await attach(fileOf('A.pdf'), fileOf('B.pdf'), fileOf('C.pdf'))
    await isUnderWay(2)
    uploads[0]?.arrive()
    uploads[1]?.lose()
    await screen.findByText(/^Not attached/)
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says how much is there of each, and speaks only at the beginning and the end', async () => {
    const { attach, draft } = await write()
    await attach(fileOf('A.pdf'), fileOf('B.pdf'))
    await isUnderWay(2)
    uploads[0]?.progress(430)
    const bar = await screen.findByRole('progressbar', { name: 'Uploading A.pdf' })
    await eventually(() => expect(bar.getAttribute('aria-valuenow')).toBe('43'))
    screen.getByText('43 % uploaded')
    uploads[0]?.arrive()
    await eventually(() => expect(screen.queryByRole('progressbar', { name: 'Uploading A.pdf' })).toBeNull())
    uploads[1]?.arrive()
    await eventually(() => expect(said()).toEqual(['B.pdf attached, 2 attachments', 'Uploading 2 files']))
    expect(draft()?.files.map(({ state }) => state)).toEqual(['here', 'here'])
  })

  it('refuses what cannot be sent before a byte has gone out, and says why and how much may', async () => {
    const { attach, user } = await write()
    await attach(fileOf('setup.EXE'), fileOf('film.mov', 700_000), fileOf('ok.txt'))
    await isUnderWay(1)
    screen.getByText(
      'setup.EXE: files that end in .exe cannot be sent. Put it into an archive, or share it another way.',
    )
    screen.getByText(/^film\.mov has 700 KB\. All attachments together may have 658 KB/)
    expect(said().join(' ')).toContain('setup.EXE')
    await user.click(button('Close'))
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: '1 attachment' }))
  })

  it('leaves one out with a way back, the focus on the next', async () => {
    const { attach, user, draft } = await write()
    await attach(fileOf('A.pdf'), fileOf('B.pdf'))
    await isUnderWay(2)
    for (const upload of uploads) upload.arrive()
    await user.click(await screen.findByRole('button', { name: 'Leave out A.pdf' }))
    expect(document.activeElement).toBe(button('Leave out B.pdf'))
    expect(said()[0]).toMatch(/^A\.pdf left out, 1 attachment remains/)
    await useOutcome().undoLatest()
    expect(draft()?.files.map(({ name }) => name)).toEqual(['A.pdf', 'B.pdf'])
  })

  it('stops an upload, and begins it anew when that is undone', async () => {
    const { attach, user } = await write()
    await attach(fileOf('A.pdf'))
    await isUnderWay(1)
    await user.click(button('Stop uploading A.pdf'))
    expect(uploads[0]?.isStopped).toBe(true)
    await useOutcome().undoLatest()
    await isUnderWay(2)
    uploads[1]?.arrive()
    await screen.findByRole('button', { name: 'Leave out A.pdf' })
  })

  it('tries again what failed, and will not send without it', async () => {
    const { attach, user } = await write()
    await attach(fileOf('A.pdf'))
    await isUnderWay(1)
    uploads[0]?.lose()
    await screen.findByRole('button', { name: 'Try again: A.pdf' })
    await user.keyboard('{Control>}{Enter}{/Control}')
    const problem = await screen.findByRole('link', { name: /^An attachment did not arrive/ })
    await user.click(problem)
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: '1 attachment' }))
    await user.click(button('Try again: A.pdf'))
    await isUnderWay(2)
    expect(document.activeElement).toBe(button('Stop uploading A.pdf'))
    uploads[1]?.arrive()
    await eventually(() => expect(screen.queryByText(/did not arrive/)).toBeNull())
  })

  it('waits in words for uploads when the message is sent, and sends it then', async () => {
    let sent: OutgoingMessage | undefined
    answerAlso('/api/send', (body) => {
      sent = body
      return [200, { outcome: 'accepted', sentCopyId: null, refused: [] }]
    })
    const { attach, user, draft } = await write()
    await attach(fileOf('A.pdf'))
    await isUnderWay(1)
    await user.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText('Waiting for one upload, then the message is sent')
    expect(sent).toBeUndefined()
    uploads[0]?.arrive()
    await eventually(() => expect(draft()).toBeUndefined())
    expect(sent?.files).toEqual([{ uploadId: expect.stringMatching(/^upload-/), part: null }])
  })

  it('need not be waited for', async () => {
    const { attach, user, draft } = await write()
    await attach(fileOf('A.pdf'))
    await isUnderWay(1)
    await user.keyboard('{Control>}{Enter}{/Control}')
    await user.click(await screen.findByRole('button', { name: 'Do not send yet' }))
    uploads[0]?.arrive()
    await screen.findByRole('button', { name: 'Leave out A.pdf' })
    expect(draft()?.state).toBe('writing')
  })

  it('shows where files can be dropped, says so once, and takes them', async () => {
    const { container } = await write()
    const pane = container.querySelector('.compose') ?? fail()
    const file = fileOf('Dropped.txt')
    const items = [{ kind: 'file', getAsFile: () => file, webkitGetAsEntry: () => ({ isDirectory: false }) }]
    const data = { types: ['Files'], items, dropEffect: '' }
    const drag = (type: string) =>
      fireEvent(pane, Object.assign(new Event(type, { bubbles: true }), { dataTransfer: data }))
    await drag('dragover')
    await drag('dragover')
    await screen.findByText('Drop the files here to attach them')
    expect(said()).toEqual(['Drop the files here to attach them'])
    await drag('drop')
    await isUnderWay(1)
    expect(screen.queryByText('Drop the files here to attach them')).toBeNull()
  })

  it('opens the choice of files by key', async () => {
    const { container, user } = await write()
    const click = vi.spyOn(container.querySelector<HTMLInputElement>('input[type=file]') ?? fail(), 'click')
    await user.click(screen.getByRole('textbox', { name: 'Text' }))
    await user.keyboard('{Alt>}{Shift>}A{/Shift}{/Alt}')
    expect(click).toHaveBeenCalledOnce()
  })
})
