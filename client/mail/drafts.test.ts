// @vitest-environment jsdom
import { PiniaColada, useQueryCache } from '@pinia/colada'
import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { type MessageId } from '#contract/ids.ts'
import { isWorthKeeping } from './draft.ts'
import { useDrafts } from './drafts.ts'
import { keys } from './mailbox-cache.ts'

const messageId = 'message-1' as MessageId

/** A page as it is after loading: the tab's storage stays, everything else is new. */
function loadPage(address = 'ada@example.gov') {
  const pinia = createPinia()
  createApp({}).use(pinia).use(PiniaColada)
  setActivePinia(pinia)
  useQueryCache().setQueryData(keys.session(), { person: { name: 'Ada', address, addresses: [address] } })
  return useDrafts()
}

beforeEach(() => sessionStorage.clear())

describe('drafts', () => {
  it('survive a reload, as they were last typed', () => {
    const drafts = loadPage()
    const key = drafts.start({ kind: 'new' })
    const draft = drafts.find(key)
    if (draft) draft.text = 'Half a sentence'
    window.dispatchEvent(new Event('pagehide'))
    expect(loadPage().find(key)?.text).toBe('Half a sentence')
  })

  it('are shown only to the person who wrote them', () => {
    const key = loadPage().start({ kind: 'new' })
    expect(loadPage('ben@example.gov').find(key)).toBeUndefined()
    expect(loadPage('ben@example.gov').open).toEqual([])
    expect(loadPage().find(key)).toBeDefined()
  })

  it("are forgotten when their writer signs out, and nobody else's with them", () => {
    const bens = loadPage('ben@example.gov').start({ kind: 'new', text: 'From Ben' })
    const drafts = loadPage()
    drafts.start({ kind: 'new', text: 'From Ada' })
    drafts.forgetOwn()
    window.dispatchEvent(new Event('pagehide'))
    expect(sessionStorage.getItem('curbcut.drafts')).not.toContain('From Ada')
    expect(loadPage().all).toHaveLength(1)
    expect(loadPage('ben@example.gov').find(bens)?.text).toBe('From Ben')
  })

  it('go on with an answer that was begun', () => {
    const drafts = loadPage()
    const key = drafts.start({ kind: 'reply', messageId })
    expect(drafts.start({ kind: 'reply', messageId })).toBe(key)
    expect(drafts.start({ kind: 'forward', messageId })).not.toBe(key)
  })

  it('come back after being discarded', () => {
    const drafts = loadPage()
    const key = drafts.start({ kind: 'new', text: 'Keep me' })
    const removed = drafts.remove(key)
    expect(drafts.find(key)).toBeUndefined()
    if (removed) drafts.restore(removed)
    expect(drafts.find(key)?.text).toBe('Keep me')
  })

  it('say that they may have been sent when the page went away meanwhile', () => {
    const drafts = loadPage()
    const key = drafts.start({ kind: 'new' })
    const draft = drafts.find(key)
    if (draft) draft.state = 'sending'
    drafts.keepNow()
    expect(loadPage().find(key)?.state).toBe('unknown')
  })

  it('pass over what is damaged in the storage', () => {
    sessionStorage.setItem('curbcut.drafts', '[{"key":1}, null]')
    expect(loadPage().all).toEqual([])
    sessionStorage.setItem('curbcut.drafts', '{{')
    expect(loadPage().all).toEqual([])
  })
})

describe('isWorthKeeping', () => {
  it('is false for what was only put in', () => {
    const drafts = loadPage()
    const draft = drafts.find(drafts.start({ kind: 'reply', messageId }))!
    draft.prefilledText = draft.text = '\n\nAnn wrote:\n> x'
    expect(isWorthKeeping(draft)).toBe(false)
    draft.text = `Yes${draft.text}`
    expect(isWorthKeeping(draft)).toBe(true)
  })
})
