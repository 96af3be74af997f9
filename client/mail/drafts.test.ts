// @vitest-environment jsdom
import { Blob } from 'node:buffer'
import { webcrypto } from 'node:crypto'
import { CompressionStream, DecompressionStream } from 'node:stream/web'
import { PiniaColada, useQueryCache } from '@pinia/colada'
import { createPinia, disposePinia, type Pinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type MessageId } from '#contract/ids.ts'
import { isWorthKeeping } from './draft.ts'
import { useDrafts } from './drafts.ts'
import { openVault } from './drafts/copies.ts'
import { forgetVault } from './drafts/vault.ts'
import { keys } from './mailbox-cache.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'

const messageId = 'message-1' as MessageId

/** Keys as the server gives them: each person's own. */
const keysOf = new Map<string, { id: string; key: string }[]>()
let signedInAs = ''
let page: Pinia | undefined
// jsdom encrypts and packs nothing.
vi.stubGlobal('crypto', webcrypto)
vi.stubGlobal('Blob', Blob)
vi.stubGlobal('CompressionStream', CompressionStream)
vi.stubGlobal('DecompressionStream', DecompressionStream)
vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
  const own = keysOf.get(signedInAs) ?? []
  keysOf.set(signedInAs, own)
  const { known = [], ids = [] } = JSON.parse(init.body as string) as { known?: string[]; ids?: string[] }
  if (url.endsWith('/forget')) {
    keysOf.set(
      signedInAs,
      own.filter(({ id }) => !ids.includes(id)),
    )
    return Promise.resolve(new Response(null, { status: 204 }))
  }
  const found = own.filter(({ id }) => known.includes(id))
  if (found.length === 0) {
    const made = { id: crypto.randomUUID(), key: btoa(crypto.randomUUID().slice(0, 32)) }
    own.push(made)
    found.push(made)
  }
  return Promise.resolve(new Response(JSON.stringify({ items: found })))
})

/** A page as it is after loading: the storage stays, everything else is new. */
async function loadPage(address = 'ada@example.gov', { waits = true } = {}) {
  forgetVault()
  signedInAs = address
  if (page) disposePinia(page)
  const pinia = createPinia()
  page = pinia
  createApp({}).use(pinia).use(PiniaColada)
  setActivePinia(pinia)
  useQueryCache().setQueryData(keys.session(), { person: { name: 'Ada', address, addresses: [address] } })
  const drafts = useDrafts()
  if (waits) await eventually(() => expect(drafts.isReady).toBe(true))
  return drafts
}

beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
  keysOf.clear()
})

describe('drafts', () => {
  it('survive a reload, as they were last typed', async () => {
    const drafts = await loadPage()
    const key = drafts.start({ kind: 'new' })
    const draft = drafts.find(key)
    if (draft) draft.text = 'Half a sentence'
    await eventually(() => expect(localStorage.getItem(`curbcut.draft.${key}`)).not.toBeNull())
    expect((await loadPage()).find(key)?.text).toBe('Half a sentence')
    expect(useDrafts().recovered).toEqual([])
  })

  it('take little room when they are long, and come back letter for letter', async () => {
    const text = 'The ramp at the harbour – Ärger, 😀 – is closed on Monday.\n'.repeat(4_000)
    const drafts = await loadPage()
    const key = drafts.start({ kind: 'new', text })
    await drafts.keepNow()
    expect(localStorage.getItem(`curbcut.draft.${key}`)?.length).toBeLessThan(text.length / 20)
    expect((await loadPage()).find(key)?.text).toBe(text)
  })

  it('are written as they are, however long, when the page is going away', async () => {
    const text = 'The ramp at the harbour is closed on Monday.\n'.repeat(4_000)
    const drafts = await loadPage()
    const key = drafts.start({ kind: 'new', text })
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    await drafts.keepNow()
    vi.restoreAllMocks()
    expect(localStorage.getItem(`curbcut.draft.${key}`)?.length).toBeGreaterThan(text.length)
    expect((await loadPage()).find(key)?.text).toBe(text)
  })

  it('are offered when their tab or the browser went away', async () => {
    const drafts = await loadPage()
    const key = drafts.start({ kind: 'new', text: 'Half a sentence' })
    await drafts.keepNow()
    sessionStorage.clear()
    expect((await loadPage()).recovered).toEqual([key])
  })

  it('wait for the page they were written in to go away, however slowly, with its last words', async () => {
    const drafts = await loadPage()
    const key = drafts.start({ kind: 'new', text: 'Half a sentence' })
    await drafts.keepNow()
    const isFree = Promise.withResolvers<void>()
    const locks = {
      async request(_name: string, { ifAvailable }: LockOptions, use: (lock: Lock | null) => unknown): Promise<void> {
        if (!ifAvailable) await isFree.promise
        await use(ifAvailable ? null : ({} as Lock))
      },
    }
    Object.defineProperty(navigator, 'locks', { value: locks, configurable: true })
    try {
      const loaded = await loadPage(undefined, { waits: false })
      expect(loaded.find(key)).toBeUndefined()
      isFree.resolve()
      await eventually(() => expect(loaded.find(key)?.text).toBe('Half a sentence'))
    } finally {
      Reflect.deleteProperty(navigator, 'locks')
    }
  })

  it('say nothing to whoever looks into the storage, nor to another person signed in', async () => {
    const drafts = await loadPage()
    const key = drafts.start({ kind: 'new', text: 'Half a sentence' })
    await drafts.keepNow()
    expect(JSON.stringify([localStorage, sessionStorage].map((storage) => Object.entries(storage)))).not.toMatch(
      /sentence|ada@/,
    )
    expect((await loadPage('ben@example.gov')).all).toEqual([])
    expect((await loadPage()).find(key)?.text).toBe('Half a sentence')
  })

  it("are forgotten with their key when their writer signs out, and nobody else's with them", async () => {
    const ben = await loadPage('ben@example.gov')
    const bens = ben.start({ kind: 'new', text: 'From Ben' })
    await ben.keepNow()
    const drafts = await loadPage()
    drafts.start({ kind: 'new', text: 'From Ada' })
    await drafts.keepNow()
    drafts.forgetOwn()
    await (await openVault()).forget()
    expect(keysOf.get('ada@example.gov')).toEqual([])
    expect((await loadPage()).all).toEqual([])
    expect((await loadPage('ben@example.gov')).find(bens)?.text).toBe('From Ben')
  })

  it('that have been saved need no copy, but the one on the screen keeps its own', async () => {
    const drafts = await loadPage()
    const key = drafts.start({ kind: 'new', text: 'Saved' })
    const draft = drafts.find(key)!
    drafts.shownKey = key
    draft.savedChange = draft.changedAtMs
    await drafts.keepNow()
    expect(localStorage.getItem(`curbcut.draft.${key}`)).not.toBeNull()
    drafts.shownKey = null
    await drafts.keepNow()
    expect(localStorage.getItem(`curbcut.draft.${key}`)).toBeNull()
  })

  it('go on with an answer that was begun', async () => {
    const drafts = await loadPage()
    const key = drafts.start({ kind: 'reply', messageId })
    expect(drafts.start({ kind: 'reply', messageId })).toBe(key)
    expect(drafts.start({ kind: 'forward', messageId })).not.toBe(key)
  })

  it('come back after being discarded', async () => {
    const drafts = await loadPage()
    const key = drafts.start({ kind: 'new', text: 'Keep me' })
    const removed = drafts.remove(key)
    expect(drafts.find(key)).toBeUndefined()
    if (removed) drafts.restore(removed)
    expect(drafts.find(key)?.text).toBe('Keep me')
  })

  it('say that they may have been sent when the page went away meanwhile', async () => {
    const drafts = await loadPage()
    const key = drafts.start({ kind: 'new' })
    const draft = drafts.find(key)
    if (draft) draft.state = 'sending'
    await drafts.keepNow()
    expect((await loadPage()).find(key)?.state).toBe('unknown')
  })

  it('are named where the browser has no room for a copy, and the others are kept all the same', async () => {
    const drafts = await loadPage()
    const large = drafts.start({ kind: 'new', text: 'Too much' })
    const small = drafts.start({ kind: 'new', text: 'A little' })
    const store = Storage.prototype.setItem
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, name, value) {
      if (name.endsWith(large)) throw new DOMException('Full', 'QuotaExceededError')
      store.call(this, name, value)
    })
    await drafts.keepNow()
    expect(drafts.unkept).toEqual([large])
    full.mockRestore()
    await drafts.keepNow()
    expect(drafts.unkept).toEqual([])
    const found = await loadPage()
    expect([large, small].map((key) => found.find(key)?.text)).toEqual(['Too much', 'A little'])
  })

  it('pass over what is damaged in the storage', async () => {
    localStorage.setItem('curbcut.draft.a', '{"keyId":1}')
    localStorage.setItem('curbcut.draft.b', '{{')
    expect((await loadPage()).all).toEqual([])
  })
})

describe('isWorthKeeping', () => {
  it('is false for what was only put in', async () => {
    const drafts = await loadPage()
    const draft = drafts.find(drafts.start({ kind: 'reply', messageId }))!
    draft.prefilledText = draft.text = '\n\nAnn wrote:\n> x'
    expect(isWorthKeeping(draft)).toBe(false)
    draft.text = `Yes${draft.text}`
    expect(isWorthKeeping(draft)).toBe(true)
  })
})
