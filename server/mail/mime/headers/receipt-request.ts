import type { ReceiptRequest } from '#contract/message-facts.ts'
import { isAddress } from '#contract/sending.ts'
import { fieldOf, type Header } from './header-fields.ts'
import { isBulk } from './mailing-list.ts'

interface Asking {
  header: Header
  from: readonly { address: string }[]
}

/**
 * The request for a receipt (RFC 8098, 2.1), or null. Requests of lists and machines, of several addresses, or of nobody in
 * particular are not passed on to people.
 */
export function readReceiptRequest({ header, from }: Asking): ReceiptRequest | null {
  const value = fieldOf(header, 'disposition-notification-to')
  if (value === null || isBulk(header) || from.length !== 1) return null
  const found = value.match(/[^\s<>,;:"()]{1,64}@[^\s<>,;:"()@]{1,255}/g) ?? []
  const addresses = [...new Set(found.map((address) => address.toLowerCase()))]
  const address = found[0]
  if (address === undefined || addresses.length !== 1 || !isAddress(address)) return null
  return { address, elsewhere: address.toLowerCase() !== from[0]?.address.toLowerCase() }
}
