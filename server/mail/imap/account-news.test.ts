import { describe, expect, it } from 'vitest'
import type { FolderDescription } from '../mail-account.ts'
import { AccountNews } from './account-news.ts'
import { RowCache } from './row-cache.ts'

const folder = (path: string, count: number | null): FolderDescription => ({
  ...{ path, name: path, parentPath: null, role: null, serverRole: null, holdsMessages: true, mayHoldFolders: true },
  ...{ subscribed: true, separator: '/', total: count, unread: count, owner: null },
})
const news = () =>
  new AccountNews({ open: () => Promise.reject(new Error('nothing is opened')), user: 'ada', cache: new RowCache() })
const counts = (folders: readonly FolderDescription[]) => folders.map(({ total }) => total)

describe('what is told while the folders are listed', () => {
  it('is newer than what was counted, and stays', () => {
    const account = news()
    account.noteListed([folder('A', 1), folder('B', 1)], account.toldSoFar())
    const before = account.toldSoFar()
    account.tell({ type: 'counts', folder: 'A', total: 2, unread: 2 })
    expect(counts(account.noteListed([folder('A', 1), folder('B', 3)], before))).toEqual([2, 3])
    expect(counts(account.withCounts([folder('A', 0), folder('B', 0)]))).toEqual([2, 3])
  })

  it('does not stay against a list that was asked for later', () => {
    const account = news()
    account.tell({ type: 'counts', folder: 'A', total: 2, unread: 2 })
    expect(counts(account.noteListed([folder('A', 1)], account.toldSoFar()))).toEqual([1])
  })

  it('is the only count of a folder that was not counted', () => {
    const account = news()
    expect(counts(account.noteListed([folder('A', null)], account.toldSoFar()))).toEqual([null])
    expect(counts(account.withCounts([folder('A', null)]))).toEqual([null])
    account.tell({ type: 'counts', folder: 'A', total: 2, unread: 2 })
    expect(counts(account.withCounts([folder('A', null)]))).toEqual([2])
  })
})
