import { senderFault, type Senders, type SendersState } from '#contract/senders.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { FolderPath } from '../../mail-account.ts'
import type { OwnSenders } from '../../own-rules.ts'
import { folderIdOf } from '../../reference-ids.ts'
import type { ScriptSession } from '../../sieve-port.ts'
import { loadRules, storeRules } from './rule-store.ts'
import { senderNeeds } from './sender-rules.ts'
import { type RuleServices, withScripts } from './with-scripts.ts'

/** Senders who are blocked or always allowed, as Sieve scripts on the person's mail server. */
export class SieveSenders implements OwnSenders {
  readonly #services: RuleServices

  constructor(services: RuleServices) {
    this.#services = services
  }

  readSenders(person: SignedIn, junk: FolderPath | null): Promise<SendersState> {
    return withScripts(this.#services, person, (session, { addresses }) => stateOf(session, junk, addresses))
  }

  saveSenders(person: SignedIn, senders: Senders, version: string, junk: FolderPath | null): Promise<SendersState> {
    return withScripts(this.#services, person, async (session, surroundings) => {
      if (!session) throw new Problem('not-allowed')
      const { addresses } = surroundings
      const before = await stateOf(session, junk, addresses)
      if (before.version !== version) throw new Problem('rules-changed')
      const { blocked, allowed } = senders
      if (!before.isOffered && blocked.length + allowed.length > 0) throw new Problem('not-allowed')
      refuseFaults(senders, addresses)
      const isBlocking = blocked.length > 0 && junk !== null
      const changes = { blocked: isBlocking ? { senders: blocked, folderId: folderIdOf(junk) } : null, allowed }
      await storeRules(session, changes, { version, surroundings })
      return stateOf(session, junk, addresses)
    })
  }
}

async function stateOf(
  session: ScriptSession | null,
  junk: FolderPath | null,
  ownAddresses: readonly string[],
): Promise<SendersState> {
  if (!session) return { ...unoffered, ownAddresses: [...ownAddresses] }
  const { rules, isChanged, runs, version } = await loadRules(session)
  const senders = { blocked: rules.blocked?.senders ?? [], allowed: [...rules.allowed] }
  const can = [...senderNeeds, 'include'].every((name) => session.offer.extensions.includes(name))
  return {
    ...{ isOffered: can && junk !== null, senders },
    isInForce: runs && senders.blocked.length + senders.allowed.length > 0,
    ...{ isChangedElsewhere: isChanged, ownAddresses: [...ownAddresses], version },
  }
}

const unoffered = {
  ...{ isOffered: false, senders: { blocked: [], allowed: [] }, isInForce: false },
  ...{ isChangedElsewhere: false, version: '' },
}

function refuseFaults({ blocked, allowed }: Senders, own: readonly string[]): void {
  const all = [...blocked, ...allowed]
  const fields = all.flatMap((sender, index) => {
    const isBlocking = index < blocked.length
    const code = senderFault(sender, all.slice(0, index), isBlocking, own)
    const field = isBlocking ? `senders.blocked.${index}` : `senders.allowed.${index - blocked.length}`
    return code === null ? [] : [{ field, code }]
  })
  if (fields.length > 0) throw new Problem('invalid-request', { fields })
}
