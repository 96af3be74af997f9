import { describe, expect, it } from 'vitest'
import { MemorySieve } from '../../testing/memory-sieve.ts'
import { describeRules, someAbsence } from '../../testing/rules-suite.ts'
import { forwardingPolicy } from '../../testing/forwarding-policy.ts'
import { SieveRules } from './sieve-rules.ts'

const identity = { user: 'dov', secret: () => Promise.reject(new Error('not needed')) }
const person = { user: 'dov', name: 'Dov', addresses: ['dov@example.gov'] }

describeRules('Rules in memory', () => ({ scripts: new MemorySieve(), identity }))

describe('Rules on a server that cannot have them', () => {
  const rulesOn = (scripts: MemorySieve | null) =>
    new SieveRules(
      {
        ...{ scripts, identityOf: () => identity, domain: 'example.org' },
        addressesOf: () => Promise.resolve(person.addresses),
      },
      forwardingPolicy,
    )

  it.each(['vacation', 'include', 'date'])('are not offered without %s, nor taken', async (missing) => {
    const scripts = new MemorySieve()
    scripts.offer = { ...scripts.offer, extensions: scripts.offer.extensions.filter((name) => name !== missing) }
    const { isOffered, version } = await rulesOn(scripts).readAbsence(person)
    expect(isOffered).toBe(false)
    await expect(rulesOn(scripts).saveAbsence(person, someAbsence, version)).rejects.toMatchObject({
      type: 'not-allowed',
    })
  })

  it('are not offered where there are no scripts', async () => {
    expect(await rulesOn(null).readAbsence(person)).toMatchObject({
      ...{ isOffered: false, insideDomains: ['example.gov', 'example.org'] },
    })
    await expect(rulesOn(null).saveAbsence(person, someAbsence, '')).rejects.toMatchObject({ type: 'not-allowed' })
  })
})
