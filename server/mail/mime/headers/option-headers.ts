import type { Address } from '#contract/messages.ts'
import type { SendingOptions } from '#contract/sending-options.ts'
import { fieldOf, type Header } from './header-fields.ts'

/** The header fields in which a message says what it asks for; the report of delivery is asked for beside it (RFC 3461). */
export function optionHeaders({
  from,
  options,
}: {
  from: Address
  options?: SendingOptions | undefined
}): Record<string, string> {
  const { importance = 'normal', readReceipt = false } = options ?? {}
  return {
    ...(importance === 'normal' ? {} : { Importance: importance, 'X-Priority': importance === 'high' ? '1' : '5' }),
    ...(readReceipt ? { 'Disposition-Notification-To': `<${from.address}>` } : {}),
  }
}

/** What a saved draft asks for. */
export function readOptions(header: Header): SendingOptions {
  const importance = fieldOf(header, 'importance')?.trim().toLowerCase()
  return {
    importance: importance === 'high' || importance === 'low' ? importance : 'normal',
    readReceipt: fieldOf(header, 'disposition-notification-to') !== null,
    deliveryReport: fieldOf(header, 'x-curbcut-delivery-report') === 'yes',
  }
}
