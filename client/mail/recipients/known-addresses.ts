import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { type MessageSummary } from '#contract/messages.ts'

/** More are no help, and would have to be gone through with every recipient. */
const most = 2_000

/**
 * Addresses the person has reason to trust, as far as messages have been listed here: of those they wrote to or answered, and of
 * their own organisation. Who merely wrote to them is not among these: a stranger with a look-alike address would need two letters.
 */
export function knownAddresses(ownDomains: readonly string[]): string[] {
  const cache = mailboxCache()
  const found = new Set<string>()
  const isOwn = (domain: string) => ownDomains.some((own) => domain === own || domain.endsWith(`.${own}`))
  for (const { folderId, rows } of cache.allRows()) {
    const isSent = cache.folders().find(({ id }) => id === folderId)?.role === 'sent'
    for (const row of rows.values()) {
      const trusted = isSent ? row.to : answered(row)
      const colleagues = [...row.from, ...row.to].filter(({ address }) => isOwn(domainOf(address)))
      for (const { address } of [...trusted, ...colleagues]) found.add(address.toLowerCase())
      if (found.size >= most) return [...found]
    }
  }
  return [...found]
}

const answered = ({ flags, from }: MessageSummary) => (flags.includes('answered') ? from : [])
const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
