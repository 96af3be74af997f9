import { cleanup } from '@testing-library/vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { type FolderList } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { applyLiveEvent } from './apply-live-event.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from './testing/fake-folder.ts'
import { inbox, startMailbox } from './testing/mailbox.ts'
import { messageRow } from './testing/message-row.ts'
import { renderPart } from './testing/render-part.ts'
import { useFolderRows } from './use-folder-rows.ts'

const theirs = 'theirs' as FolderId
const row = (id: string, folderId: FolderId) => messageRow({ id: id as MessageId, folderId, flags: [] })

/** A list on the screen, first of the inbox, and what the cache holds for it. */
async function startList() {
  const { server, order } = startMailbox('ab')
  const shared = fakeFolder(theirs, { owner: 'Permit Desk', role: 'inbox', total: 1 })
  server.folders.push(shared)
  server.messages.set(theirs, [row('x', theirs)])
  const { cache } = mailboxCache()
  const list = cache.getQueryData<FolderList>(keys.folders())!
  cache.setQueryData(keys.folders(), { ...list, items: [...list.items, shared] })
  const shown = shallowRef<FolderId>(inbox)
  await renderPart({ setup: () => useFolderRows(shown), render: () => null })
  return { server, order, shown }
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the list of a folder that is shown again', () => {
  it('has what came into a mailbox of somebody else meanwhile, of which no event told', async () => {
    const { server, order, shown } = await startList()
    shown.value = theirs
    await eventually(() => expect(order(theirs)).toBe('x'))
    shown.value = inbox
    await nextTick()
    server.messages.set(theirs, [row('y', theirs), row('x', theirs)])
    shown.value = theirs
    await eventually(() => expect(order(theirs)).toBe('yx'))
  })

  it('has what nobody told of while the connection was lost, also where something was told since', async () => {
    const { server, order, shown } = await startList()
    shown.value = theirs
    await eventually(() => expect(order(theirs)).toBe('x'))
    server.messages.set(inbox, [row('c', inbox), row('b', inbox)])
    mailboxCache().forgetRows(inbox)
    const view = { holdsBack: () => false, onArrived: vi.fn(), onOutOfStep: vi.fn() }
    const items = [{ id: 'b' as MessageId, flags: ['flagged' as const], labels: [] }]
    applyLiveEvent({ type: 'flags', folderId: inbox, items }, view)
    shown.value = inbox
    await eventually(() => expect(order()).toBe('cb'))
  })

  it('has on top what waited while somebody read in it', async () => {
    const { order, shown } = await startList()
    const view = { holdsBack: () => true, onArrived: vi.fn(), onOutOfStep: vi.fn() }
    applyLiveEvent({ type: 'arrived', folderId: inbox, total: 3, unread: 1, items: [row('c', inbox)] }, view)
    expect(order()).toBe('ab')
    shown.value = theirs
    await eventually(() => expect(order()).toBe('cab'))
  })
})
