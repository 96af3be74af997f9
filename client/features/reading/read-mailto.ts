import { isAddress, type Recipient } from '#contract/sending.ts'

/** What a mail link asks to be written (RFC 6068). Only these fields are taken over; attachments and Bcc never are. */
export interface MailRequest {
  to: Recipient[]
  subject: string
  text: string
}

export function readMailto(href: string): MailRequest | null {
  let url: URL
  try {
    url = new URL(href)
  } catch {
    return null
  }
  if (url.protocol !== 'mailto:') return null
  // In these addresses a plus is a plus, not a space.
  const fields = new URLSearchParams(url.search.replaceAll('+', '%2B'))
  const addresses = [...decode(url.pathname).split(','), ...(fields.get('to') ?? '').split(',')]
  return {
    to: addresses.map((address) => ({ name: '', address: address.trim() })).filter(({ address }) => isAddress(address)),
    subject: (fields.get('subject') ?? '').replaceAll(/[\r\n\0]+/g, ' ').slice(0, 900),
    text: (fields.get('body') ?? '').replaceAll('\r\n', '\n').slice(0, 20_000),
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
