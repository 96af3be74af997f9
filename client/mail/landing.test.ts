import { describe, expect, it } from 'vitest'
import { type MessageId } from '#contract/ids.ts'
import { type FolderRows } from './folder-rows.ts'
import { neighbourOf, newestUnread, rowAfter } from './landing.ts'
import { folderRows } from './testing/message-row.ts'

const ids = (text: string) => Array.from(text) as MessageId[]
const rows: FolderRows = folderRows('abcde')
const after = (leaving: string, from: string | null) => rowAfter(rows, ids(leaving), from as MessageId | null)?.id

describe('where the focus goes when messages leave', () => {
  it('is the next row', () => expect(after('b', 'b')).toBe('c'))
  it('is the next row that stays', () => expect(after('bc', 'b')).toBe('d'))
  it('is the row before when the last one leaves', () => expect(after('e', 'e')).toBe('d'))
  it('is nowhere when all leave', () => expect(after('abcde', 'a')).toBeUndefined())
  it('is the row the person is on when that one stays', () => expect(after('ab', 'd')).toBe('d'))
  it('counts from the first that leaves when the person is on no row', () => expect(after('cd', null)).toBe('e'))
})

describe('neighbours and unread', () => {
  it('finds the messages before and after', () => {
    expect(neighbourOf(rows, 'b' as MessageId, 1)?.id).toBe('c')
    expect(neighbourOf(rows, 'a' as MessageId, -1)).toBeUndefined()
  })

  it('finds the newest unread message, other than the open one', () => {
    const some = folderRows('abcde', 'bd')
    expect(newestUnread(some)?.id).toBe('b')
    expect(newestUnread(some, 'b' as MessageId)?.id).toBe('d')
    expect(newestUnread(rows)).toBeUndefined()
  })
})
