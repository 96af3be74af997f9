import type { Adapters, Parts } from './app.ts'
import { identityOf } from './clocks.ts'
import type { Config } from './config.ts'
import { absenceRoutes } from './features/absence/routes.ts'
import { acknowledgementRoutes } from './features/acknowledgement/routes.ts'
import { filterRoutes } from './features/filters/routes.ts'
import { forwardingRoutes } from './features/forwarding/routes.ts'
import { codeMessage } from './features/forwarding/code-message.ts'
import { ConfirmedTargets } from './features/forwarding/confirmed-targets.ts'
import { TargetCodes } from './features/forwarding/target-codes.ts'
import { forwardsOf, SeenForwards } from './features/forwarding/seen-forwards.ts'
import { managedMailboxRoutes } from './features/managed-mailboxes/routes.ts'
import { scriptRoutes } from './features/scripts/routes.ts'
import { senderRoutes } from './features/senders/routes.ts'
import { IdentityBook } from './features/identities/identity-book.ts'
import type { Route } from './http/route.ts'
import { mostKnown } from './mail/known-senders.ts'
import { SieveForeignScripts } from './mail/sieve/rules/foreign/sieve-foreign.ts'
import type { SignedInVisit } from './http/visit.ts'
import { SieveAcknowledgement } from './mail/sieve/rules/sieve-acknowledgement.ts'
import { SieveFilters } from './mail/sieve/rules/sieve-filters.ts'
import { SieveForwarding } from './mail/sieve/rules/sieve-forwarding.ts'
import { SieveOwnScripts } from './mail/sieve/rules/sieve-scripts.ts'
import { SieveSenders } from './mail/sieve/rules/sieve-senders.ts'
import { SieveRules } from './mail/sieve/rules/sieve-rules.ts'
import type { RuleServices } from './mail/sieve/rules/with-scripts.ts'
import { openManaging } from './managed-feature.ts'
import { errorFields } from './observability/logger.ts'
import type { SignedIn } from './sign-in/signed-in.ts'
import { ForwardingCodes } from './storage/forwarding-codes.ts'
import { Contacts } from './storage/contacts.ts'
import { PersonNotes } from './storage/person-notes.ts'
import { ShownAbsences } from './storage/shown-absences.ts'

/** Rules on the mail server, which know all addresses their person writes from. */
export function ownRuleRoutes(
  config: Config,
  adapters: Adapters,
  { security, live }: Pick<Parts, 'security' | 'live'>,
): Route[] {
  const services = ruleServices(config, adapters)
  const { forwarding } = config
  const seen = new SeenForwards(new PersonNotes(adapters.storage.database, adapters.sealer))
  const managed = openManaging(adapters, { live })
  const [theirs, forwardsNothing] = [
    { ...services, startsNoRedirect: true },
    { ...forwarding, allowed: false },
  ]
  const rules = new SieveForwarding(services, forwarding)
  const codes = targetCodes(config, adapters, { rules, ...services })
  const note = noteForwarding({ ...adapters, security }, seen, forwarding.confirmOutside ? codes : null)
  const noting = async <State>(visit: SignedInVisit, change: () => Promise<State>): Promise<State> => {
    const { signedIn } = visit.session
    const places = async () => forwardsOf(await rules.readForwarding(signedIn))
    const before = await places()
    const made = await change()
    // What is saved is saved, also where the mail server cannot be asked once more.
    const after = await places().catch((error: unknown) => {
      adapters.logger.error('forwarding', errorFields(error))
      return []
    })
    if (after.some((place) => !before.includes(place))) security.note(signedIn.user, 'forward-made', visit)
    return made
  }
  return [
    ...managedMailboxRoutes(managed),
    ...absenceRoutes({
      rules: { own: new SieveRules(services, forwarding), others: new SieveRules(theirs, forwardsNothing) },
      ...{ managed, shown: shownAbsences(config, adapters), note },
    }),
    ...acknowledgementRoutes({
      rules: { own: new SieveAcknowledgement(services), others: new SieveAcknowledgement(theirs) },
      managed,
    }),
    ...filterRoutes(
      new SieveFilters(services, forwarding),
      { others: new SieveFilters(theirs, forwardsNothing), managed, sealer: adapters.sealer },
      note,
    ),
    ...senderRoutes(new SieveSenders(services)),
    ...scriptRoutes(new SieveOwnScripts(services, forwarding), new SieveForeignScripts(services), noting),
    ...forwardingRoutes({ rules, seen, codes, note }),
  ]
}

export function ruleServices({ mail, forwarding }: Config, adapters: Adapters): RuleServices {
  const notes = new PersonNotes(adapters.storage.database, adapters.sealer)
  const confirmed = new ConfirmedTargets(notes)
  return {
    scripts: adapters.scripts,
    identityOf: identityOf(adapters),
    addressesOf: async (person) => (await new IdentityBook(notes, person).list()).items.map(({ address }) => address),
    confirmedOf: ({ user }) => (forwarding.confirmOutside ? confirmed.of(user) : Promise.resolve(null)),
    // Where the directory cannot be asked, nothing new is forwarded.
    mayForward: ({ user }) => adapters.directory?.mayForward(user).catch(() => false) ?? Promise.resolve(true),
    domain: mail.domain ?? null,
    ...senderKnowledge(adapters),
  }
}

/** Who lets colleagues see that they are away. */
export function shownAbsences({ absence }: Pick<Config, 'absence'>, { storage, sealer }: Adapters): ShownAbsences {
  return new ShownAbsences(new PersonNotes(storage.database, sealer), absence.shown)
}

/** Rules about whom a person knows are written anew; that fails for nobody who waits, and the next page that asks tries again. */
export function rulesRenewal(config: Config, adapters: Adapters): (person: SignedIn) => void {
  const { scripts, logger } = adapters
  if (!scripts) return () => undefined
  const rules = new SieveRules(ruleServices(config, adapters), config.forwarding)
  return (person) => {
    void rules.readAbsence(person).catch((error: unknown) => logger.error('rules-renewal', errorFields(error)))
  }
}

/** Of contacts those that were kept by the person, not those that were collected. A group that is too large has nobody. */
function senderKnowledge({
  storage,
  sealer,
  now,
  directory,
}: Adapters): Pick<RuleServices, 'knownSenders' | 'knowsGroups'> {
  const contacts = new Contacts(storage.database, sealer, now)
  return {
    knowsGroups: directory !== null,
    knownSenders: async ({ user }, wish) => {
      const kept = wish.contacts ? await contacts.list(user) : []
      const known = kept.filter(({ book }) => book !== 'collected').flatMap(({ addresses }) => addresses)
      const members = new Map<string, readonly string[]>()
      for (const group of directory ? wish.groups : []) {
        const found = await directory?.members(group)
        if (found && !found.isTooLarge)
          members.set(group, found.items.map(({ address }) => address.toLowerCase()).sort())
      }
      return {
        contacts: [...new Set(known.map((address) => address.toLowerCase()))].sort().slice(0, mostKnown),
        members,
      }
    },
  }
}

/** A line for whoever looks after the security of mail: that somebody's mail goes elsewhere, never to whom. What a person set here is told to them by no notice. */
function noteForwarding(
  { logger, sealer, security }: Adapters & Pick<Parts, 'security'>,
  seen: SeenForwards,
  codes: TargetCodes | null,
) {
  return async (visit: SignedInVisit, change: { outcome: string; targets: readonly string[] }) => {
    const person = visit.session.signedIn
    const { outcome, targets } = change
    const { user } = person
    const account = sealer.fingerprint(user.toLowerCase()).slice(0, 12)
    logger.info('forwarding', { requestId: visit.requestId, outcome, count: targets.length, account })
    if (outcome !== 'off' && !(await seen.knows(user, targets))) security.note(user, 'forward-made', visit)
    await seen.add(user, targets)
    if (targets.length > 0) await codes?.sendFirst(person)
  }
}

/** Codes go out in the person's name, with nobody to send a report to: what comes back would hold the code. */
function targetCodes(
  { organisation }: Config,
  adapters: Adapters,
  services: RuleServices & { rules: SieveForwarding },
): TargetCodes {
  const { storage, sealer, submission, logger, now = Date.now } = adapters
  return new TargetCodes({
    rules: services.rules,
    codes: new ForwardingCodes(storage.database, sealer, now),
    confirmed: new ConfirmedTargets(new PersonNotes(storage.database, sealer)),
    mail: async (person, to, code) => {
      const [address = ''] = await services.addressesOf(person)
      const message = await codeMessage({ organisation, from: { name: person.name, address }, to, code, nowMs: now() })
      try {
        await submission.submit(services.identityOf(person), { from: '', to: [to] }, message, () => Promise.resolve())
      } finally {
        await message.discard()
      }
    },
    onFailure: (error) => logger.error('forwarding-code', errorFields(error)),
  })
}
