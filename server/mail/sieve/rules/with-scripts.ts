import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { MailIdentity } from '../../mail-account.ts'
import { ScriptRefusal, type ScriptSession, type SieveScripts } from '../../sieve-port.ts'
import type { Surroundings } from './absence-rule.ts'

export interface RuleServices {
  /** Null where the mail server runs no scripts. */
  scripts: SieveScripts | null
  identityOf(person: SignedIn): MailIdentity
  /** All that mail to the person is addressed to. */
  addressesOf(person: SignedIn): Promise<string[]>
  /** The organisation's domain, beside those of the person's addresses. */
  domain: string | null
}

/** Does something with a person's scripts, over a connection of its own; null for the session where there can be none. */
export async function withScripts<State>(
  services: RuleServices,
  person: SignedIn,
  work: (session: ScriptSession | null, surroundings: Surroundings) => State | Promise<State>,
): Promise<State> {
  const surroundings = surroundingsOf(await services.addressesOf(person), services.domain)
  if (!services.scripts) return work(null, surroundings)
  const session = await services.scripts.open(services.identityOf(person))
  try {
    return await work(session, surroundings)
  } catch (error) {
    throw error instanceof ScriptRefusal ? problemOf(error) : error
  } finally {
    await session.close()
  }
}

function surroundingsOf(addresses: string[], domain: string | null): Surroundings {
  const domains = [...addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)), domain ?? '']
  return { addresses, insideDomains: [...new Set(domains.map((name) => name.toLowerCase()))].filter(Boolean) }
}

/** Somebody else was at work between our looking and our writing, or the server says why not. */
function problemOf(error: ScriptRefusal): Problem {
  const isOvertaken = ['gone', 'exists', 'active'].includes(error.reason)
  return isOvertaken
    ? new Problem('rules-changed', {}, error)
    : new Problem('rules-refused', { serverSaid: error.serverSaid }, error)
}
