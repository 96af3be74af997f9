import { cleanup, fireEvent, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { startDraft, useDrafts } from '#client/mail/drafts.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { plainIdentity } from '#client/mail/testing/fake-identities.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, knowMessages, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type FolderList } from '#contract/folders.ts'
import { type SentCopies, type WritesFor } from '#contract/identities.ts'
import { type MessageId } from '#contract/ids.ts'
import { type OutgoingMessage } from '#contract/sending.ts'
import ComposePane from '../ComposePane.vue'

const [main, permits] = ['ada.lindqvist@example.gov', 'permits@example.gov']
const id = 'a' as MessageId

let writesFor: WritesFor[]
let sentCopies: SentCopies

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sessionStorage.clear()
  localStorage.clear()
  startMailbox('a')
  usePreferences().writeWithFormatting = false
  // The inbox the message lies in is the permit desk's.
  const { cache } = mailboxCache()
  const list = cache.getQueryData<FolderList>(keys.folders())!
  const shared = { owner: 'Permit Desk', shared: { address: permits, refuses: [] } }
  const items = [...list.items.map((one) => (one.id === inbox ? { ...one, ...shared } : one)), fakeFolder('own')]
  cache.setQueryData(keys.folders(), { ...list, items })
  useMailView().folderId = inbox
  writesFor = [{ address: permits, name: 'Permit Desk', right: 'as' }]
  sentCopies = 'owner'
  answerAlso('/api/identities', () => [
    200,
    {
      items: [main, ...writesFor.map(({ address }) => address)].map((one) => plainIdentity(one)),
      writesFor,
      sentCopies,
      defaultAddress: main,
    },
  ])
  // Sent to a list and to nobody here: only the place it lies in says whose it is.
  knowMessages(wholeMessage({ id, folderId: inbox, to: [{ name: '', address: 'all@example.gov' }] }))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function write(kind: 'new' | 'reply' = 'reply') {
  const draftKey = startDraft(kind === 'new' ? { kind } : { kind, messageId: id })
  const drawn = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  await screen.findByRole('textbox', { name: 'Text' })
  return { ...drawn, draft: () => useDrafts().find(draftKey)! }
}
const from = () => screen.findByRole<HTMLSelectElement>('combobox', { name: 'From' })

describe('what is written in the mailbox of somebody else', () => {
  it('goes out from there, is named after it before all else, and has no faults that axe can find', async () => {
    const { baseElement } = await write()
    await eventually(async () => expect((await from()).value).toBe(permits))
    screen.getByRole('heading', { name: /^Permit Desk: Reply to / })
    expect(document.title).toMatch(/^Permit Desk: Reply to /)
    screen.getByText('You write as Permit Desk')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('goes out from there as a new message, too', async () => {
    const { draft } = await write('new')
    await eventually(() => expect(draft().from).toBe(permits))
  })

  it('says so when it is to go out from another address, and is switched back by a button', async () => {
    await write()
    await eventually(async () => expect((await from()).value).toBe(permits))
    await fireEvent.update(await from(), main)
    await screen.findByText('This goes out as you, not as Permit Desk')
    screen.getByRole('heading', { name: /^Reply to / })
    await fireEvent.click(screen.getByRole('button', { name: `Write from ${permits}` }))
    expect((await from()).value).toBe(permits)
    await eventually(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Text' })))
  })

  it('goes out from the own address where the other was not given, which is said', async () => {
    writesFor = []
    const { draft } = await write()
    await eventually(() => expect(draft().from).toBe(main))
    await screen.findByText('You may not write from the address of Permit Desk.')
  })

  it('says on whose behalf it is written', async () => {
    writesFor = [{ address: permits, name: 'Permit Desk', right: 'on-behalf' }]
    await write()
    await screen.findByText('You write on behalf of Permit Desk')
    await screen.findByRole('option', { name: `On behalf of Permit Desk <${permits}>` })
  })

  it.each([
    ['owner', /The copy goes to their folder for sent mail\.$/],
    [
      'writer',
      /^It goes out from permits@example\.gov, and nothing .* The copy goes to your own folder for sent mail\.$/,
    ],
    [
      'both',
      /^It goes out from permits@example\.gov, and nothing .* A copy goes to their folder .*, and one to yours\.$/,
    ],
    ['server', /^It goes out from permits@example\.gov, and nothing .* Your mail server keeps the copy\.$/],
  ] as const)('says where the copy will lie: "%s"', async (where, words) => {
    sentCopies = where
    await write()
    await screen.findByText(words)
  })

  it('is sent from there', async () => {
    const sent = answerAlso('/api/send', () => [200, { outcome: 'accepted', sentCopyId: null, refused: [] }])
    const { draft } = await write()
    await eventually(() => expect(draft().from).toBe(permits))
    await fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    await eventually(() => expect((sent as OutgoingMessage[]).map((message) => message.from)).toEqual([permits]))
  })
})
