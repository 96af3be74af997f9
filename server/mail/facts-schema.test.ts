import { expect, it } from 'vitest'
import { factsSchema } from './facts-schema.ts'

const facts = {
  authentication: null,
  list: null,
  receipt: { address: 'ann@a.example', elsewhere: false },
  report: {
    ...{ kind: 'delivery', subject: null, more: 0 },
    outcomes: [{ address: 'bob@b.example', action: 'failed', status: '5.1.1', said: '550' }],
  },
  protection: [{ kind: 'opaque', method: 'smime', partId: '1', whole: true }],
  storageWarning: false,
  headerCut: false,
}

it('what is told of a message has its shape, and what belongs to the server alone stays there', () => {
  const [protection] = facts.protection
  const found = { ...facts, header: 'Received: x', protection: [{ ...protection, transferEncoding: 'base64' }] }
  expect(factsSchema.parse(found)).toEqual(facts)
  expect(factsSchema.safeParse({ ...facts, report: { ...facts.report, kind: 'other' } }).success).toBe(false)
  expect(factsSchema.safeParse({ ...facts, headerCut: undefined }).success).toBe(false)
})
