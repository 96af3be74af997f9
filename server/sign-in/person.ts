import type { DirectoryEntry } from '#server/mail/directory-port.ts'
import type { SignedIn } from './signed-in.ts'

/** The person behind an account, as far as the directory knows; `domain` completes a bare name where it does not. */
export function describePerson(account: string, entry: DirectoryEntry | null, domain: string | null): SignedIn {
  if (entry) return { user: account, name: entry.name, addresses: entry.addresses, isListed: true }
  const address = account.includes('@') || domain === null ? account : `${account}@${domain}`
  return { user: account, name: account.split('@')[0] ?? account, addresses: address.includes('@') ? [address] : [] }
}
