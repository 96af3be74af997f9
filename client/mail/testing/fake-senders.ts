import { type Senders, type SendersState } from '#contract/senders.ts'
import { answerAlso } from './whole-message.ts'

/** A server that keeps lists of senders; gives what it keeps, which may be changed as if in another place. */
export function keepsSenders(
  first: Partial<Senders> = {},
  changes: Partial<SendersState> = {},
): { state: SendersState } {
  const senders: Senders = { blocked: [], allowed: [], ...first }
  const kept: { state: SendersState } = {
    state: {
      ...{ isOffered: true, senders, isInForce: true, isChangedElsewhere: false },
      ...{ ownAddresses: ['ada.lindqvist@example.gov'], version: 'v0', ...changes },
    },
  }
  let count = 0
  answerAlso('/api/senders', (body: { senders: Senders; version: string } | undefined) => {
    if (!body) return [200, kept.state]
    if (body.version !== kept.state.version) return [409, { type: 'rules-changed', status: 409 }]
    count += 1
    kept.state = { ...kept.state, senders: body.senders, version: `v${count}` }
    return [200, kept.state]
  })
  return kept
}
