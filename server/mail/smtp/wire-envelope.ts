import { domainToASCII } from 'node:url'
import type { Envelope } from '../submission-port.ts'

/** The envelope as it travels: domains in their ASCII form (RFC 5891), which every server takes; local parts as they are. */
export function wireEnvelope({ from, to }: Envelope): Envelope {
  return { from: wireAddress(from), to: to.map(wireAddress) }
}

/** The empty sender of reports stays empty. */
function wireAddress(address: string): string {
  const at = address.lastIndexOf('@') + 1
  const domain = address.slice(at)
  return address.slice(0, at) + (domainToASCII(domain) || domain)
}
