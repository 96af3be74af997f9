import type { Flag } from '#contract/messages.ts'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { FolderDescription, MailChange } from '../mail-account.ts'
import { AccountNews } from './account-news.ts'
import type { KeptConnection, Selected } from './kept-connection.ts'
import { RowCache } from './row-cache.ts'

const folder = (path: string, count: number | null): FolderDescription => ({
  ...{ path, name: path, parentPath: null, role: null, serverRole: null, holdsMessages: true, mayHoldFolders: true },
  ...{ subscribed: true, separator: '/', total: count, unread: count, owner: null },
})
const noMain = { isWatching: () => false, runIn: () => Promise.reject(new Error('nothing is opened')) }
const news = (main: Pick<KeptConnection, 'isWatching' | 'runIn'> = noMain) =>
  new AccountNews({
    open: () => Promise.reject(new Error('nothing is opened')),
    main: () => main,
    ...{ user: 'ada', cache: new RowCache() },
  })
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

/** The folder as it is when a connection has just opened it. */
const opened = (path: string, uidNext: number) => ({ mailbox: { path, uidNext } }) as unknown as Selected

/** Listens until the test has ended. */
function listen(account: AccountNews) {
  const heard: unknown[] = []
  const stop = account.watch((change: MailChange) => {
    if ('folder' in change && 'total' in change) heard.push([change.type, change.folder, change.total])
  })
  onTestFinished(stop)
  return heard
}

describe('a page that has read a folder before it listens', () => {
  for (const path of ['INBOX', 'Archive'])
    it(`is told how ${path} is where another page has read it later, though nobody told of it`, () => {
      const account = news()
      account.beginLook(opened(path, 4))({ total: 3, unread: 3 })
      account.beginLook(opened(path, 5))({ total: 4, unread: 4 })
      expect(listen(account)).toEqual([['counts', path, 4]])
    })

  it('is told how a folder is of which others were told meanwhile', () => {
    const account = news()
    account.beginLook(opened('Archive', 4))({ total: 3, unread: 3 })
    listen(account)
    account.tell({ type: 'removed', folder: 'Archive', references: [], total: 2, unread: 2 })
    expect(listen(account)).toEqual([['counts', 'Archive', 2]])
  })

  const marked = (flags: Flag[], count = 1): MailChange => {
    const reference = { folder: 'Archive', validity: '1', uid: 7 }
    const items = Array.from({ length: count }, () => ({ reference, flags, labels: [] }))
    return { type: 'flags', folder: 'Archive', items }
  }

  /** What somebody hears at once who begins to listen. */
  const heardAtOnce = (account: AccountNews) => {
    const heard: MailChange[] = []
    account.watch((change) => heard.push(change))()
    return heard
  }

  it('is told the marks of which others were told since, in the same order, as far as these are few', () => {
    const account = news()
    listen(account)
    account.tell(marked(['seen']))
    account.beginLook(opened('Archive', 4))({ total: 3, unread: 3 })
    const told = [marked(['flagged']), marked([], 400), marked(['seen'])]
    for (const change of told) account.tell(change)
    expect(heardAtOnce(account)).toEqual(told)
    account.tell(marked([], 200))
    expect(heardAtOnce(account)).toEqual([marked(['seen']), marked([], 200)])
  })

  it('is told no marks of a time after which nobody was told of others', () => {
    const account = news()
    const stop = account.watch(() => undefined)
    account.tell(marked(['flagged']))
    stop()
    account.tell(marked(['seen']))
    expect(heardAtOnce(account)).toEqual([])
  })

  it('is told nothing of folders that are as they were', () => {
    const account = news()
    account.noteListed([folder('INBOX', 3), folder('Archive', 1)], account.toldSoFar())
    account.beginLook(opened('INBOX', 4))({ total: 3, unread: 3 })
    account.noteListed([folder('INBOX', 3), folder('Archive', 1)], account.toldSoFar())
    expect(listen(account)).toEqual([])
  })
})

describe('a page that listens', () => {
  it('is told what another page finds in a folder that it opens, before the server tells of it', () => {
    const account = news()
    account.beginLook(opened('Archive', 4))({ total: 3, unread: 3 })
    const heard = listen(account)
    account.beginLook(opened('Archive', 5))({ total: 4, unread: 4 })
    account.beginLook(opened('Archive', 5))({ total: 1, unread: 1 })
    expect(heard).toEqual([
      ['arrived', 'Archive', 4],
      ['counts', 'Archive', 1],
    ])
  })

  it('is told what another page finds in the list of folders', () => {
    const account = news()
    account.noteListed([folder('A', 1), folder('B', 1)], account.toldSoFar())
    const heard = listen(account)
    account.noteListed([folder('A', 2), folder('B', 1)], account.toldSoFar())
    expect(heard).toEqual([['counts', 'A', 2]])
  })

  it('is not told the older of what was told while somebody looked', () => {
    const account = news()
    const looked = account.beginLook(opened('Archive', 4))
    const heard = listen(account)
    account.tell({ type: 'counts', folder: 'Archive', total: 5, unread: 5 })
    looked({ total: 3, unread: 3 })
    expect(heard).toEqual([['counts', 'Archive', 5]])
    expect(counts(account.withCounts([folder('Archive', 0)]))).toEqual([5])
  })
})

describe('a change in a folder that is not open', () => {
  /** Pages look at these folders, one after the other; `goesTo` gathers where is gone to. */
  function looking(...folders: string[]) {
    const goesTo: string[] = []
    const runIn: KeptConnection['runIn'] = (folder) => {
      goesTo.push(folder)
      return Promise.reject(new Error('nothing is opened'))
    }
    const account = news({ isWatching: (folder) => folder === 'Watched', runIn })
    for (const path of folders) {
      const mailbox = { path, uidNext: 4, uidValidity: 1n, highestModseq: 10n }
      account.beginLook({ mailbox } as unknown as Selected)({ total: 3, unread: 3 })
    }
    listen(account)
    return { account, goesTo }
  }
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is asked for once where it is one of several', () => {
    const { account, goesTo } = looking('A', 'B')
    for (const modseq of [11n, 12n, 13n]) account.follow('A', modseq)
    vi.runAllTimers()
    expect(goesTo).toEqual(['A'])
    account.follow('A', 14n)
    vi.runAllTimers()
    expect(goesTo).toEqual(['A', 'A'])
  })

  it.each([
    ['nobody has looked at', 'Other', 11n],
    ['is as it was when somebody looked at it', 'A', 10n],
    ['tells by itself', 'Watched', 11n],
  ])('is not asked for in one that %s', (_which, folder, modseq) => {
    const { account, goesTo } = looking('A', 'Watched')
    account.follow(folder, modseq)
    vi.runAllTimers()
    expect(goesTo).toEqual([])
  })

  it('is asked for in the six folders that were looked at last', () => {
    const folders = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'A']
    const { account, goesTo } = looking(...folders)
    for (const folder of new Set(folders)) account.follow(folder, 11n)
    vi.runAllTimers()
    expect(goesTo).toEqual(['A', 'C', 'D', 'E', 'F', 'G'])
  })

  it('is asked for no more where nobody listens', () => {
    const { account, goesTo } = looking('A')
    const stop = account.watch(() => undefined)
    account.follow('A', 11n)
    stop()
    account.close()
    vi.runAllTimers()
    expect(goesTo).toEqual([])
  })
})
