import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { type FolderId } from '#contract/ids.ts'
import { useFollowedIds } from './followed-ids.ts'

const id = (name: string) => name as FolderId
const change = (was: string, now: string) => [{ was: id(was), now: id(now) }]

beforeEach(() => setActivePinia(createPinia()))

describe('ids that are followed', () => {
  it('lead through every change to the latest', () => {
    const { follow, folderNow } = useFollowedIds()
    follow(change('a', 'b'), [])
    follow(change('b', 'c'), [])
    expect(folderNow(id('a'))).toBe('c')
    expect(folderNow(id('b'))).toBe('c')
    expect(folderNow(id('x'))).toBe('x')
  })

  it('do not run in a circle when a change is taken back', () => {
    const { follow, folderNow } = useFollowedIds()
    follow(change('a', 'b'), [])
    follow(change('b', 'a'), [])
    expect(folderNow(id('a'))).toBe('a')
    expect(folderNow(id('b'))).toBe('a')
  })

  it('lead nowhere once another folder has their name', () => {
    const { follow, folderNow } = useFollowedIds()
    follow(change('a', 'b'), [])
    follow(change('a', 'a'), [])
    expect(folderNow(id('a'))).toBe('a')
  })
})
