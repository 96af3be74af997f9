import { type AddressDesk } from '#contract/address-requests.ts'
import { type AddressFault, type OwnAddresses } from '#contract/own-addresses.ts'
import { answerAlso } from './whole-message.ts'

const given = { address: 'ada@example.gov', isPaused: false, isOwn: false, note: '', reply: '' }
const made = { address: 'forms@example.gov', isPaused: false, isOwn: true, note: 'Permit forms', reply: '' }

/** A server that keeps addresses, and says this fault where one is made. */
export function keepsAddresses(
  changes: Partial<OwnAddresses> = {},
  fault: AddressFault | null = null,
): { state: OwnAddresses } {
  const kept: { state: OwnAddresses } = {
    state: {
      ...{ main: 'ada.lindqvist@example.gov', items: [given, made] },
      ...{ requests: [], offer: { domains: ['example.gov'], most: 5, left: 4, needsApproval: false }, ...changes },
    },
  }
  const put = (items: OwnAddresses['items']) => (kept.state = { ...kept.state, items })
  answerAlso(
    '/api/own-addresses',
    (body: Partial<{ name: string; note: string; address: string; isPaused: boolean; reply: string }> | undefined) => {
      if (body === undefined) return [200, kept.state]
      const { name, address, ...rest } = body
      const items = kept.state.items
      if (body.reply !== undefined && !/^[ -~]+$/.test(body.reply))
        return [200, { fault: 'reply', addresses: kept.state }]
      if (name !== undefined && fault) return [200, { fault, addresses: kept.state }]
      if (name !== undefined) put([...items, { ...made, address: `${name}@example.gov`, note: body.note ?? '' }])
      else put(items.map((item) => (item.address === address ? { ...item, ...rest } : item)))
      return [200, { fault: null, addresses: kept.state }]
    },
  )
  answerAlso('/api/own-addresses/retire', ({ address }: { address: string }) => {
    put(kept.state.items.filter((item) => item.address !== address))
    return [200, { fault: null, addresses: kept.state }]
  })
  answerAlso('/api/own-addresses/requests/drop', ({ id }: { id: string }) => {
    kept.state = { ...kept.state, requests: kept.state.requests.filter((request) => request.id !== id) }
    return [200, kept.state]
  })
  answerAlso('/api/address-desk', () => [200, { isOffered: false, items: [] }])
  return kept
}

/** Somebody who approves addresses; what they approve is answered with this fault. @returns the answers they gave */
export function approvesAddresses(items: AddressDesk['items'], fault: AddressFault | null = null): unknown[] {
  let left = items
  answerAlso('/api/address-desk', () => [200, { isOffered: true, items: left }])
  return answerAlso('/api/address-desk/answer', ({ id, refusal }: { id: string; refusal: string | null }) => {
    const why = refusal === null ? fault : null
    if (!why) left = left.filter((item) => item.id !== id)
    return [200, { fault: why, desk: { isOffered: true, items: left } }]
  })
}
