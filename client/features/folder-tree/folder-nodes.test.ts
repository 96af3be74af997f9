import { describe, expect, it } from 'vitest'
import { type Folder } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { ancestorsOf, mailboxesOf } from './folder-nodes.ts'
import { hiddenFolders } from './shown-folders.ts'

function folder(id: string, changes: Partial<Folder> = {}): Folder {
  return {
    id: id as FolderId,
    name: id,
    parentId: null,
    role: null,
    serverRole: changes.role ?? null,
    holdsMessages: true,
    mayHoldFolders: true,
    hidden: false,
    total: 0,
    unread: 0,
    owner: null,
    ...changes,
  }
}

const folders = [
  folder('in', { role: 'inbox', total: 40, unread: 12 }),
  folder('dr', { role: 'drafts', total: 1 }),
  folder('se', { role: 'sent', total: 9, unread: 3 }),
  folder('Projects', { holdsMessages: false }),
  folder('Bridge', { parentId: 'Projects' as FolderId, unread: 1 }),
  folder('p-in', { role: 'inbox', owner: 'Permit Office', unread: 4 }),
]

describe('the folders as a tree', () => {
  const [mine, shared] = mailboxesOf(folders, 'Bridge' as FolderId)

  it('says counts in words', () => {
    expect(mine?.nodes.map(({ label }) => label)).toEqual([
      'Inbox, 12 unread',
      'Drafts, 1 draft',
      'Sent',
      'Projects, holds only folders',
    ])
  })

  it('counts no message twice: a view of all mail has no count of its own', () => {
    const views = [folder('all', { role: 'all', unread: 12 }), folder('fl', { role: 'flagged', unread: 2 })]
    const [mailbox] = mailboxesOf(views, null)
    expect(mailbox?.nodes.map(({ label, count }) => [label, count])).toEqual([
      ['All mail', undefined],
      ['Flagged', undefined],
    ])
  })

  it('says what a folder is for that the person chose, under its own name', () => {
    const posted = folder('Posted', { role: 'sent', serverRole: null, unread: 1 })
    const [mailbox] = mailboxesOf([posted, folder('Sent', { serverRole: 'sent' })], null)
    expect(mailbox?.nodes.map(({ text, label }) => [text, label])).toEqual([
      ['Posted', 'Posted, used as Sent'],
      ['Sent', 'Sent'],
    ])
  })

  it('leaves out what is hidden, with all that is in it, and a folder that then holds nothing to show', () => {
    const hidden = folders.map((each) => ({ ...each, hidden: each.id === 'Bridge' }))
    expect(mailboxesOf(hidden, null)[0]?.nodes.map(({ id }) => id)).toEqual(['in', 'dr', 'se'])
    const branch = folders.map((each) => ({ ...each, hidden: each.id === 'Projects' }))
    expect(mailboxesOf(branch, null)[0]?.nodes.map(({ id }) => id)).toEqual(['in', 'dr', 'se'])
    expect(hiddenFolders(branch).map(({ id }) => id)).toEqual(['Projects'])
  })

  it('nests own folders and marks where the person is', () => {
    expect(mine?.nodes[3]?.children).toMatchObject([{ id: 'Bridge', label: 'Bridge, 1 unread', current: true }])
  })

  it('puts shared mailboxes under the name of their owner', () => {
    expect(shared).toMatchObject({ owner: 'Permit Office', nodes: [{ id: 'p-in', count: 4 }] })
  })

  it('knows what to open to show a folder', () => {
    expect(ancestorsOf(folders, 'Bridge' as FolderId)).toEqual(['Projects'])
    expect(ancestorsOf(folders, 'in' as FolderId)).toEqual([])
  })

  it('shows a folder whose parent may not be seen', () => {
    const [only] = mailboxesOf([folder('x', { parentId: 'hidden' as FolderId })], null)
    expect(only?.nodes).toHaveLength(1)
  })

  it('nests as deep as a server does, among two thousand others', () => {
    const flat = Array.from({ length: 2_000 }, (_, at) => folder(`f${at}`))
    const deep = Array.from({ length: 200 }, (_, at) =>
      folder(`d${at}`, { parentId: at === 0 ? null : (`d${at - 1}` as FolderId) }),
    )
    const all = [...flat, ...deep]
    const nodes = mailboxesOf(all, null)[0]?.nodes ?? []
    expect(nodes).toHaveLength(2_001)
    let levels = 0
    for (let at = nodes.at(-1); at; at = at.children?.[0]) levels += 1
    expect(levels).toBe(200)
    expect(ancestorsOf(all, 'd199' as FolderId)).toHaveLength(199)
  })
})
