import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Draft } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { openVault } from '#client/mail/drafts/copies.ts'
import { copyPrefix } from '#client/mail/drafts/copy-names.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import ComposePane from '../ComposePane.vue'
import { away, canOpenWindow, isOwnWindow, returned } from './own-window.ts'

/** The other windows hear of each other by channels; here all are in one page. */
const ears = new Set<Ear>()
class Ear {
  onmessage: ((event: { data: unknown }) => void) | null = null
  constructor() {
    ears.add(this)
  }
  postMessage(data: unknown): void {
    for (const ear of ears) if (ear !== this) ear.onmessage?.({ data })
  }
  close(): void {
    ears.delete(this)
  }
}
const says = (draftKey: string, words: string) => new Ear().postMessage({ draftKey, says: words })

const opened = { closed: false, focus: vi.fn() }
/** What the other window leaves when it is done. */
let leave: (words: string | null) => void = () => undefined
const said = () => useOutcome().shown?.text

beforeEach(async () => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sessionStorage.clear()
  localStorage.clear()
  ears.clear()
  away.clear()
  returned.clear()
  opened.focus.mockClear()
  startMailbox('a')
  answerAlso('/api/drafts', () => [200, { outcome: 'saved', draftId: 'saved-1', partIds: [] }])
  vi.stubGlobal('BroadcastChannel', Ear)
  Object.assign(navigator, { locks: {} })
  const vault = await openVault()
  vi.spyOn(vault, 'keep').mockResolvedValue([])
  vi.spyOn(vault, 'release').mockReturnValue()
})
afterEach(() => {
  cleanup()
  Reflect.deleteProperty(navigator, 'locks')
  window.name = ''
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** As a draft is after all of it was saved: nothing is lost without a copy. */
const savedThere = { savedChange: 1, changedAtMs: 1 }

async function write(left: Partial<Draft> = {}) {
  const draftKey = useDrafts().start({ kind: 'new', text: 'Half a thought' })
  const draft = { ...useDrafts().find(draftKey)! }
  const leaving = new Promise<string | null>((resolve) => (leave = resolve))
  vi.spyOn(await openVault(), 'whenFree').mockImplementation(() =>
    leaving.then((text) => (text === null ? null : { ...draft, ...left, text })),
  )
  const drawn = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  await screen.findByRole('textbox', { name: 'Text' })
  return { ...drawn, draftKey }
}

async function writeAway(left: Partial<Draft> = {}) {
  const open = vi.spyOn(window, 'open').mockReturnValue(opened as unknown as Window)
  const written = await write(left)
  await written.user.click(screen.getByRole('button', { name: 'More for this message' }))
  await written.user.click(await screen.findByRole('menuitem', { name: /window/, hidden: true }))
  await screen.findByRole('heading', { level: 1 })
  await eventually(() => expect(away.has(written.draftKey)).toBe(true))
  return { ...written, open }
}

describe('a message in a window of its own', () => {
  it('opens under its own address, and here stands where it is, with the focus on that', async () => {
    const { draftKey, open, baseElement, user } = await writeAway()
    expect(open).toHaveBeenCalledExactlyOnceWith(
      `/compose/${draftKey}`,
      `curbcut-writing-${draftKey}`,
      expect.stringContaining('popup'),
    )
    await eventually(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 })))
    expect(screen.queryByRole('textbox', { name: 'Text' })).toBeNull()
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Go to that window' }))
    expect(opened.focus).toHaveBeenCalledOnce()
  })

  it('comes back with what was written there when it is asked for', async () => {
    const { draftKey, user } = await writeAway()
    says(draftKey, 'here')
    const words: unknown[] = []
    new Ear().onmessage = ({ data }) => words.push(data)
    await user.click(screen.getByRole('button', { name: 'Go on here' }))
    expect(words).toEqual([{ draftKey, says: 'close' }])
    leave('Half a thought, and the other half')
    const text = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Text' })
    expect(text.value).toBe('Half a thought, and the other half')
  })

  it('that closes by itself is put before nobody until they go on', async () => {
    const { draftKey, user } = await writeAway()
    says(draftKey, 'here')
    leave('Written there')
    const goOn = await screen.findByRole('button', { name: 'Go on writing' })
    expect(screen.queryByRole('textbox', { name: 'Text' })).toBeNull()
    await user.click(goOn)
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Text' })).value).toBe('Written there')
  })

  it('that closes by itself leaves its copy, although all of it was saved, until they go on or elsewhere', async () => {
    const { draftKey, unmount } = await writeAway(savedThere)
    says(draftKey, 'here')
    leave('Written there')
    await screen.findByRole('button', { name: 'Go on writing' })
    localStorage.setItem(copyPrefix + draftKey, '{}')
    const copies = async () => {
      await useDrafts().keepNow()
      return vi.mocked((await openVault()).keep).mock.lastCall?.[0].map(({ key }) => key)
    }
    expect(await copies()).toEqual([draftKey])
    unmount()
    expect(await copies()).toEqual([])
  })

  it('that was sent there is gone here', async () => {
    const { draftKey } = await writeAway()
    says(draftKey, 'here')
    leave(null)
    await screen.findByText('This text is no longer here')
    expect(useDrafts().find(draftKey)).toBeUndefined()
  })

  it('stays here where the browser opens no window, which is said', async () => {
    vi.spyOn(window, 'open').mockReturnValue(null)
    const { draftKey, user } = await write()
    await user.click(screen.getByRole('button', { name: 'More for this message' }))
    await user.click(await screen.findByRole('menuitem', { name: /window/, hidden: true }))
    await eventually(() => expect(useOutcome().shown?.failed).toBe(true))
    expect(said()).toMatch(/window/)
    expect(useDrafts().find(draftKey)?.text).toBe('Half a thought')
    screen.getByRole('textbox', { name: 'Text' })
  })

  it('stays here while files arrive, which is said', async () => {
    const open = vi.spyOn(window, 'open')
    const { draftKey, user } = await write()
    const file = { key: 'f', name: 'a', sizeBytes: 1, uploadId: null, part: null, state: 'arriving' as const }
    useDrafts().find(draftKey)?.files.push(file)
    await user.click(screen.getByRole('button', { name: 'More for this message' }))
    await user.click(await screen.findByRole('menuitem', { name: /window/, hidden: true }))
    await eventually(() => expect(useOutcome().shown?.failed).toBe(true))
    expect(open).not.toHaveBeenCalled()
  })
})

describe('the window itself', () => {
  it('says that it has the message, and gives it back with its last words when it is asked to', async () => {
    window.name = 'curbcut-writing-x'
    expect([isOwnWindow(), canOpenWindow()]).toEqual([true, false])
    const close = vi.spyOn(window, 'close').mockReturnValue()
    const words: unknown[] = []
    new Ear().onmessage = ({ data }) => words.push(data)
    const { draftKey, user } = await write()
    await eventually(() => expect(words).toContainEqual({ draftKey, says: 'here' }))
    await user.type(screen.getByRole('textbox', { name: 'Text' }), ' and more')
    const keep = vi.mocked((await openVault()).keep)
    keep.mockClear()
    says(draftKey, 'close')
    await eventually(() => expect(close).toHaveBeenCalledOnce())
    // What an earlier test left unsaved may be kept meanwhile as well.
    const kept = keep.mock.calls.flatMap(([drafts]) => drafts).filter(({ key }) => key === draftKey)
    expect(kept.at(-1)?.text).toBe('Half a thought and more')
  })

  it('asks for no message but its own', async () => {
    window.name = 'curbcut-writing-x'
    const close = vi.spyOn(window, 'close').mockReturnValue()
    await write()
    says('another-message-00000000', 'close')
    await eventually(() => screen.getByRole('textbox', { name: 'Text' }))
    expect(close).not.toHaveBeenCalled()
  })
})
