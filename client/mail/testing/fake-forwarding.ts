import { type Forwarding, type ForwardingState } from '#contract/forwarding.ts'
import { answerAlso } from './whole-message.ts'

/** A state as it is on a server where nothing was saved yet, unless said. */
export function someForwarding(
  changes: Partial<ForwardingState> = {},
  forwarding: Partial<Forwarding> = {},
): ForwardingState {
  return {
    ...{ isOffered: true, isInForce: false, isChangedElsewhere: false, otherScript: null, otherRejects: false },
    ...{ otherForwards: [], filterForwards: [], colleague: null, unseen: [], waiting: [], version: 'v0' },
    forwarding: { isOn: false, targets: [], keepsCopy: true, ...forwarding },
    limits: {
      ...{ addresses: ['ada@example.gov'], insideDomains: ['example.gov'] },
      ...{ outside: 'allowed', confirmsOutside: true, forbiddenDomains: ['mail.example'], maxTargets: 3 },
    },
    ...changes,
  }
}

/** A server that keeps a forwarding; gives what it keeps, which may be changed as if in another place. */
export function keepsForwarding(first: ForwardingState): { state: ForwardingState; saved: Forwarding[] } {
  const kept = { state: first, saved: [] as Forwarding[] }
  answerAlso('/api/forwarding', (body: { forwarding: Forwarding; version: string } | undefined) => {
    if (!body) return [200, kept.state]
    if (body.version !== kept.state.version) return [409, { type: 'rules-changed', status: 409 }]
    kept.saved.push(body.forwarding)
    const { forwarding } = body
    kept.state = { ...kept.state, forwarding, isInForce: forwarding.isOn, version: `v${kept.saved.length}-saved` }
    return [200, kept.state]
  })
  const change = (
    path: string,
    work: (body: { address: string; code?: string }) => Partial<ForwardingState> | [number, object],
  ) =>
    answerAlso(`/api/forwarding/${path}`, (body: { address: string; code?: string } | undefined) => {
      const made = body ? work(body) : {}
      if (Array.isArray(made)) return made
      kept.state = { ...kept.state, ...made }
      return [200, kept.state]
    })
  const without = (address: string) => kept.state.waiting.filter((each) => each.address !== address)
  change('codes', ({ address }) => ({ waiting: [...without(address), { address, sentAtMs: 1_800_000_000_000 }] }))
  change('take-back', ({ address }) => ({ waiting: without(address) }))
  change('confirm', ({ address, code }) =>
    code === rightCode
      ? { waiting: without(address) }
      : [400, { type: 'invalid-request', status: 400, fields: [{ field: 'code', code: 'wrong-code' }] }],
  )
  return kept
}

/** The code that a fake server takes. */
export const rightCode = '1234 5678'
