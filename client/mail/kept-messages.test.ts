import { useQueryCache } from '@pinia/colada'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { type MessageId } from '#contract/ids.ts'
import { keptMessages } from './kept-messages.ts'
import { keys } from './mailbox-cache.ts'
import { messageQuery } from './queries.ts'
import { startMailbox } from './testing/mailbox.ts'

const ids = (letters: string) => [...letters] as MessageId[]

/** Puts messages into the cache as if they had come from the server, one after the other. */
function readAll(messages: readonly MessageId[], kept: ReturnType<typeof keptMessages>): void {
  const cache = useQueryCache()
  for (const id of messages) {
    cache.setEntryState(cache.ensure(messageQuery(id)), { status: 'success', data: { id } as never, error: null })
    kept.use(id)
  }
}

const known = (letters: string) =>
  ids(letters)
    .filter((id) => useQueryCache().get(keys.message(id)) !== undefined)
    .join('')

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('messages that are kept', () => {
  it('are the ones used last', () => {
    startMailbox('abcde')
    const kept = keptMessages(3)
    readAll(ids('abc'), kept)
    kept.use('a' as MessageId)
    readAll(ids('de'), kept)
    expect(known('abcde')).toBe('ade')
  })

  it('never lose the one on the screen', () => {
    startMailbox('abcde')
    const kept = keptMessages(2)
    readAll(ids('a'), kept)
    const cache = useQueryCache()
    const scope = effectScope()
    cache.track(cache.ensure(messageQuery('a' as MessageId)), scope)
    readAll(ids('bcd'), kept)
    expect(known('abcd')).toContain('a')
    scope.stop()
  })
})
