import { describe, expect, it } from 'vitest'
import { pathFor } from './folder-rules.ts'
import type { FolderDescription } from './mail-account.ts'

const folder = (path: string, changes: Partial<FolderDescription> = {}): FolderDescription => ({
  ...{ path, name: path.split('/').at(-1) ?? path, parentPath: null, role: null, serverRole: null, owner: null },
  ...{ holdsMessages: true, mayHoldFolders: true, subscribed: true, separator: '/', total: 0, unread: 0 },
  ...changes,
})

describe('The path of a folder', () => {
  const shared = folder('Other Users/permits/Fences', { owner: 'permits' })
  const folders = [folder('INBOX', { role: 'inbox' }), folder('Fences'), shared]

  it('stays in the mailbox it is in when only its name changes', () => {
    expect(pathFor(folders, null, 'Walls', shared)).toBe('Other Users/permits/Walls')
    expect(pathFor(folders, null, 'Fences', shared)).toBe(shared.path)
  })

  it('is in the folder it is moved to', () => {
    expect(pathFor(folders, 'INBOX', 'Fences', folders[1])).toBe('INBOX/Fences')
    expect(pathFor(folders, 'Fences', 'Walls')).toBe('Fences/Walls')
  })
})
