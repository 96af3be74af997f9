import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import { type KnownSenders, type KnownWish, nobodyKnown } from '../../known-senders.ts'
import type { MailIdentity } from '../../mail-account.ts'
import { ScriptRefusal, type ScriptSession, type SieveScripts } from '../../sieve-port.ts'
import { rejectNames } from './reject-rule.ts'
import type { Surroundings } from './surroundings.ts'

export interface RuleServices {
  /** Null where the mail server runs no scripts. */
  scripts: SieveScripts | null
  identityOf(person: SignedIn): MailIdentity
  /** All that mail to the person is addressed to. */
  addressesOf(person: SignedIn): Promise<string[]>
  /** Whether mail of the person may be sent on at all; everybody's may without it. */
  mayForward?(person: SignedIn): Promise<boolean>
  /** Where mail of the person may go outside, in lower case; null, as without it, where nobody need confirm that. */
  confirmedOf?(person: SignedIn): Promise<readonly string[] | null>
  /** Who is among the person's contacts and in groups of the directory; nobody without it. @throws Problem `directory-unavailable` */
  knownSenders?(person: SignedIn, wish: KnownWish): Promise<KnownSenders>
  /** Whether groups of the directory can be asked about. */
  knowsGroups?: boolean
  /** Somebody else sees to the rules, who may not have mail sent on. */
  startsNoRedirect?: boolean
  /** The organisation's domain, beside those of the person's addresses. */
  domain: string | null
}

/** Does something with a person’s scripts, nothing else of the same session in between; null for the session where there can be none. */
export async function withScripts<State>(
  services: RuleServices,
  person: SignedIn,
  work: (session: ScriptSession | null, surroundings: Surroundings) => State | Promise<State>,
): Promise<State> {
  const [addresses, confirmed = null, mayForward = true] = await Promise.all([
    services.addressesOf(person),
    services.confirmedOf?.(person),
    services.mayForward?.(person),
  ])
  const surroundings = {
    ...surroundingsOf(addresses, services.domain),
    ...{ confirmed, mayForward },
    startsNoRedirect: services.startsNoRedirect ?? false,
    ...lookUpFor(services, person),
  }
  if (!services.scripts) return work(null, surroundings)
  const session = await services.scripts.open(services.identityOf(person))
  try {
    return await work(session, { ...surroundings, ...refusalOf(session) })
  } catch (error) {
    throw error instanceof ScriptRefusal ? problemOf(error) : error
  } finally {
    await session.close()
  }
}

function refusalOf({ offer }: ScriptSession): Pick<Surroundings, 'refusal'> {
  const refusal = rejectNames.find((name) => offer.extensions.includes(name))
  return refusal ? { refusal } : {}
}

const lookUpFor = (services: RuleServices, person: SignedIn): Pick<Surroundings, 'lookUp'> =>
  services.knownSenders
    ? { lookUp: (wish) => services.knownSenders?.(person, wish) ?? Promise.resolve(nobodyKnown) }
    : {}

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
