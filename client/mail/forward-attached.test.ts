import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type MessageId } from '#contract/ids.ts'
import { useDrafts } from './drafts.ts'
import { startWithMessages } from './forward-attached.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { startMailbox } from './testing/mailbox.ts'

describe('forwarding messages as attachments', () => {
  beforeEach(() => {
    sessionStorage.clear()
    startMailbox('ab')
  })

  // Copies of drafts are written by code that comes when it is needed.
  afterEach(() => useDrafts().keepNow())

  const idOf = (name: string) => name as MessageId
  const files = (key: string) =>
    useDrafts()
      .find(key)
      ?.files.map(({ name, part }) => ({ name, part }))

  it('begins a message with each of them in it, whole', async () => {
    const key = await startWithMessages([idOf('a'), idOf('b')])
    const { findMessage } = mailboxCache()
    const expected = ['a', 'b'].map((id) => ({
      name: `${findMessage(idOf(id))?.subject}.eml`,
      part: { messageId: id, partId: null },
    }))
    expect(files(key)).toEqual(expected)
    expect(useDrafts().find(key)?.subject).toBe('')
  })

  it('takes the subject of one', async () => {
    const key = await startWithMessages([idOf('b')])
    expect(useDrafts().find(key)?.subject).toBe(`Fwd: ${mailboxCache().findMessage(idOf('b'))?.subject}`)
  })

  it('begins nothing where one of them cannot be read', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('No network')))
    await expect(startWithMessages([idOf('a'), idOf('nowhere')])).rejects.toThrow()
    expect(useDrafts().open).toEqual([])
    vi.unstubAllGlobals()
  })
})
