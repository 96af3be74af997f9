import assert from 'node:assert/strict'
import { eventually } from './eventually.ts'

/** What a person finds within a moment: reads until it is as expected; else fails with what was read last. */
export async function soonEqual<T>(read: () => Promise<T>, expected: T, message?: string): Promise<void> {
  let last: T | undefined
  await eventually('what is read', async () => Object.is((last = await read()), expected)).catch(() =>
    assert.equal(last, expected, message),
  )
}

/** The same for a text of which not every word is known. */
export async function soonMatches(read: () => Promise<string>, expected: RegExp): Promise<void> {
  let last = ''
  await eventually('what is read', async () => expected.test((last = await read()))).catch(() =>
    assert.match(last, expected),
  )
}
