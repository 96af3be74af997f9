import type { Adapters } from './app.ts'
import { identityOf } from './clocks.ts'
import type { Config } from './config.ts'
import type { OwnAddressServices } from './features/own-addresses/address-book.ts'
import { requestMessage } from './features/own-addresses/request-message.ts'
import { ownAddressRoutes } from './features/own-addresses/routes.ts'
import type { Route } from './http/route.ts'
import { SieveRules } from './mail/sieve/rules/sieve-rules.ts'
import { errorFields } from './observability/logger.ts'
import { ruleServices } from './own-rules.ts'
import type { LiveSessions } from './sessions/live-sessions.ts'
import type { SessionStore } from './sessions/session-store.ts'
import type { SignedIn } from './sign-in/signed-in.ts'
import { AddressRequests } from './storage/address-requests.ts'
import { OneUse } from './storage/one-use.ts'
import { PersonNotes } from './storage/person-notes.ts'

/** Making and giving up addresses, which reaches whoever is signed in, and the answers while somebody is away, at once. */
export function openOwnAddresses(
  config: Config,
  adapters: Adapters,
  { live, store }: { live: LiveSessions; store: SessionStore },
): Route[] {
  const rules = new SieveRules(ruleServices(config, adapters), config.forwarding)
  const { storage, sealer, logger, directory, now = Date.now } = adapters
  const approvers = config.aliases?.approvers
  return ownAddressRoutes({
    notes: new PersonNotes(storage.database, sealer),
    requests: new AddressRequests(storage.database, sealer),
    directory: adapters.aliases,
    policy: config.aliases ?? null,
    now,
    isApprover: async (user) =>
      approvers !== undefined && ((await directory?.groupsOf(user)) ?? []).includes(approvers),
    tell: (news) =>
      mailNews(config, adapters, news).catch((error: unknown) => logger.error('address-request', errorFields(error))),
    async onChange(person, addresses) {
      live.changeAddresses(person.user, addresses)
      await store.changeAddresses(person.user, addresses)
      // Somebody else may have approved it: without our tokens the mail of who is not signed in cannot be opened.
      const known = adapters.tokenMint ? person : live.signedInAs(person.user)
      if (!known) return
      await answerTheseToo(rules, { ...known, addresses }).catch((error: unknown) =>
        logger.error('own-addresses', errorFields(error)),
      )
    },
  })
}

/** The script that answers names the person's addresses: it is written anew where it is on and as we wrote it. */
async function answerTheseToo(rules: SieveRules, person: SignedIn): Promise<void> {
  const { absence, isOffered, isChangedElsewhere, version } = await rules.readAbsence(person)
  if (isOffered && absence.isOn && !isChangedElsewhere) await rules.saveAbsence(person, absence, version)
}

/** Asking and taking back again and again sends no mail: who approves sees what waits without it too. */
const betweenLettersMs = 10 * 60_000
const mostApprovers = 20

/** Goes out in the name of who asks or answers, with no way back for reports. */
async function mailNews(
  config: Config,
  adapters: Adapters,
  { what, by, request, refusal }: Parameters<OwnAddressServices['tell']>[0],
): Promise<void> {
  const { storage, sealer, submission, now = Date.now } = adapters
  const nowMs = now()
  if (what === 'asked') {
    const letters = new OneUse(storage.database, sealer, now)
    if (!(await letters.put(`address-request-letter:${by.user}`, '', nowMs + betweenLettersMs))) return
  }
  const to = what === 'asked' ? await approversBeside(by.user, config, adapters) : [request.main]
  if (to.length === 0) return
  const url = new URL('/settings/addresses', config.http.publicUrl).href
  const from = { name: by.name, address: by.addresses[0] ?? '' }
  const message = await requestMessage({ what, from, to, request, refusal, url, nowMs })
  try {
    await submission.submit(identityOf(adapters)(by), { from: '', to }, message, () => Promise.resolve())
  } finally {
    await message.discard()
  }
}

async function approversBeside(user: string, { aliases }: Config, { directory }: Adapters): Promise<string[]> {
  if (!directory || aliases?.approvers === undefined) return []
  const others = (await directory.usersIn(aliases.approvers)).filter((each) => each !== user).slice(0, mostApprovers)
  const entries = await Promise.all(others.map((each) => directory.identify(each)))
  return entries.flatMap((entry) => entry?.addresses[0] ?? [])
}
