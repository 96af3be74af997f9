import { describe, expect, it } from 'vitest'
import { answeringAddress, answerRecipients, hasOthers, listRecipient } from './answer-recipients.ts'

const person = (address: string, name = '') => ({ name, address })
const own = ['ada@example.gov', 'permits@example.gov']
const message = (parts: Partial<Parameters<typeof answerRecipients>[0]>) => ({
  from: [person('ann@a.example', 'Ann')],
  replyTo: [],
  to: [person('ADA@example.gov')],
  cc: [],
  ...parts,
})
const addresses = (everyone: boolean, parts: Parameters<typeof message>[0] = {}) => {
  const { to, cc } = answerRecipients(message(parts), everyone, own)
  return { to: to.map(({ address }) => address), cc: cc.map(({ address }) => address) }
}

describe('answerRecipients', () => {
  it('answers the sender, with the name', () => {
    expect(answerRecipients(message({}), false, own)).toEqual({
      to: [{ name: 'Ann', address: 'ann@a.example' }],
      cc: [],
    })
  })

  it('prefers Reply-To', () => {
    expect(addresses(false, { replyTo: [person('list@a.example')] })).toEqual({ to: ['list@a.example'], cc: [] })
  })

  it('answers everyone but oneself, each once', () => {
    const parts = {
      to: [...message({}).to, person('bob@b.example')],
      cc: [person('BOB@b.example'), person('ann@a.example')],
    }
    expect(addresses(true, parts)).toEqual({ to: ['ann@a.example'], cc: ['BOB@b.example'] })
  })

  it('goes to the earlier recipients when the message was one’s own', () => {
    const parts = { from: [person('permits@example.gov')], to: [person('bob@b.example')], cc: [person('cy@c.example')] }
    expect(addresses(false, parts)).toEqual({ to: ['bob@b.example'], cc: [] })
    expect(addresses(true, parts)).toEqual({ to: ['bob@b.example'], cc: ['cy@c.example'] })
  })

  it('answers oneself when nobody else is there, and leaves out what is no address', () => {
    const parts = { from: [person('ada@example.gov')], to: [person('ada@example.gov'), person('', 'undisclosed')] }
    expect(addresses(true, parts)).toEqual({ to: ['ada@example.gov'], cc: [] })
  })
})

describe('answeringAddress', () => {
  it('is the own address the message came to', () => {
    expect(answeringAddress(message({ to: [person('permits@example.gov')] }), own)).toBe('permits@example.gov')
    expect(answeringAddress(message({ to: [] }), own)).toBeUndefined()
  })
})

describe('hasOthers', () => {
  it('is false when only the sender and oneself are there', () => {
    expect(hasOthers(message({}), own)).toBe(false)
    expect(hasOthers(message({ cc: [person('bob@b.example')] }), own)).toBe(true)
  })
})

describe('an answer to a mailing list', () => {
  const from = (post: string | null) =>
    listRecipient({ facts: { list: { name: 'Streets', post } } } as unknown as Parameters<typeof listRecipient>[0])

  it.each([
    ['mailto:streets@lists.example', 'streets@lists.example'],
    ['mailto:streets%40lists.example?subject=x', 'streets@lists.example'],
  ])('goes where the list says: %s', (post, address) => {
    expect(from(post)).toEqual({ to: [{ name: 'Streets', address }], cc: [] })
  })

  it.each([null, 'https://lists.example/', 'mailto:', 'mailto:%'])('goes nowhere else: %s', (post) => {
    expect(from(post)).toBeNull()
  })
})
