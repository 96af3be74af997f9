import { mailboxCache } from '#client/mail/mailbox-cache.ts'

/** More are no help, and would have to be gone through with every recipient. */
const most = 2_000

/** Addresses of people the person writes with, as far as their messages have been listed here. */
export function knownAddresses(): string[] {
  const found = new Set<string>()
  for (const { rows } of mailboxCache().allRows()) {
    for (const { from, to } of rows.values()) {
      for (const { address } of [...from, ...to]) found.add(address.toLowerCase())
      if (found.size >= most) return [...found]
    }
  }
  return [...found]
}
