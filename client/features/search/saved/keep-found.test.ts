import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useOutcome } from '#client/mail/outcome.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { type SavedSearch } from '#contract/saved-searches.ts'
import { keepFound } from './keep-found.ts'

beforeEach(() => {
  startMailbox('a')
  mailboxCache().cache.setQueryData(keys.savedSearches(), [])
})
afterEach(() => vi.unstubAllGlobals())

const told = () => useOutcome().shown?.text
const kept = () =>
  mailboxCache()
    .cache.getQueryData<SavedSearch[]>(keys.savedSearches())
    ?.map(({ name }) => name)

it('keeps a search once, however often it is asked for', async () => {
  const asked = answerAlso('/api/saved-searches', (body) => [200, { id: 's1', ...(body as object) }])
  await keepFound('Large', { larger: '5MB' })
  expect(told()).toMatch(/^Search “Large” saved/)
  await keepFound('Large again', { larger: '5MB' })
  expect(told()).toBe('You keep this search already, as “Large”')
  expect(asked).toMatchObject([{ name: 'Large', parts: { larger: '5MB', words: [], includeBody: false } }])
  expect(kept()).toEqual(['Large'])
})

it('says what to do where there are too many', async () => {
  answerAlso('/api/saved-searches', () => [403, { type: 'not-allowed', status: 403, requestId: 'r' }])
  await keepFound('Large', { larger: '5MB' })
  expect(told()).toMatch(/You keep 50 searches already\. Delete one/)
  expect(kept()).toEqual([])
})
