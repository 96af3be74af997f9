import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { messageWindow } from '#contract/messages.ts'
import { quickened } from './quick-schema.ts'

const outcome = (schema: z.core.$ZodType, value: unknown) => {
  const { success, data, error } = z.core.safeParse(schema, value)
  return { success, data, issues: error?.issues.map(({ code, path }) => ({ code, path })) }
}

const address = { name: 'Ada', address: 'ada@example.gov' }
const row = {
  id: 'MQ',
  folderId: 'SU5CT1g',
  from: [address],
  to: [],
  subject: 'Bridge',
  preview: '',
  receivedAtMs: 1,
  sizeBytes: 2,
  flags: ['seen'],
  labels: [],
  hasAttachment: false,
}
const list = { folderId: 'SU5CT1g', sort: 'arrived', reverse: false, offset: 0, total: 1, unread: 0, items: [row] }

describe('A schema made quicker', () => {
  it('lets nothing pass that the contract does not name, however deep', () => {
    const secret = { password: 'x' }
    const more = { ...list, ...secret, items: [{ ...row, ...secret, from: [{ ...address, ...secret }] }] }
    expect(outcome(quickened(messageWindow), more)).toEqual({ success: true, data: list, issues: undefined })
  })

  it.each([
    ['a field of another kind', { ...list, items: [{ ...row, sizeBytes: '2' }] }],
    ['a field too few', { ...list, items: [{ ...row, subject: undefined }] }],
    ['a flag nobody knows', { ...list, items: [{ ...row, flags: ['odd'] }] }],
    ['an id that is none', { ...list, items: [{ ...row, id: '1 2 INBOX' }] }],
    ['no list', { ...list, items: {} }],
  ])('refuses what the contract refuses, in the same words: %s', (_, value) => {
    expect(outcome(quickened(messageWindow), value).success).toBe(false)
    expect(outcome(quickened(messageWindow), value)).toEqual(outcome(messageWindow, value))
  })

  it.each(endpoints.flatMap(({ name, response }) => (typeof response === 'string' ? [] : [[name, response] as const])))(
    'asks the same of the answer of %s',
    (_, schema) => {
      for (const value of [null, [], {}, { items: [{}] }, { items: [null], total: 1 }]) {
        expect(outcome(quickened(schema), value)).toEqual(outcome(schema, value))
      }
    },
  )
})
