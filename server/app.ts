import { resolve } from 'node:path'
import express, { type Express } from 'express'
import { endpoints } from '#contract/endpoints.ts'
import { type Clocks, identityOf, startClocks } from './clocks.ts'
import type { Config } from './config.ts'
import type { ContactWatch } from './features/contacts/contact-watch.ts'
import type { RightsWatch } from './features/sharing/rights-watch.ts'
import type { SharingClock } from './features/sharing/sharing-clock.ts'
import { allRoutes } from './all-routes.ts'
import { apiRouter, notFound, requestIds, sessionCookieName, type ApiOptions } from './http/api.ts'
import { bodyDeadline } from './http/body-deadline.ts'
import { clientFiles } from './http/client-files.ts'
import { davServer } from './http/dav.ts'
import { FilesHost } from './http/files-host.ts'
import { healthRoutes, type Probe } from './http/health.ts'
import { reportsPerMinute } from './http/policy-reports.ts'
import { problemResponder } from './http/problem-responder.ts'
import { rateLimit } from './http/rate-limit.ts'
import { requestLog } from './http/request-log.ts'
import { sameOrigin } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { waysInWithoutScripts } from './http/ways-in-without-scripts.ts'
import type { AliasDirectory } from './mail/alias-port.ts'
import type { ListDirectory } from './mail/list-port.ts'
import type { CardServers } from './mail/card-server-port.ts'
import type { DirectoryBrowser } from './mail/directory-browser-port.ts'
import type { Directory, OtherDirectory } from './mail/directory-port.ts'
import type { MailAccounts } from './mail/mail-account.ts'
import type { SenderRights } from './mail/sender-rights-port.ts'
import type { SieveScripts } from './mail/sieve-port.ts'
import type { Submission } from './mail/submission-port.ts'
import { errorFields, type Logger } from './observability/logger.ts'
import { AccountWatch } from './sessions/account-watch.ts'
import { LiveSessions } from './sessions/live-sessions.ts'
import type { SecurityNotes } from './sessions/security-notes.ts'
import { everyRequestIsSecure, sessionCookie } from './sessions/session-cookie.ts'
import { SessionStore } from './sessions/session-store.ts'
import type { MailOpeners, SignedIn } from './sign-in/signed-in.ts'
import { openMailWays, waysIn } from './sign-on-routes.ts'
import { OneUse } from './storage/one-use.ts'
import { openSecurityNotes, sweepSecurity } from './security-feature.ts'
import type { OneClick } from './pictures/one-click.ts'
import type { PictureSource } from './pictures/picture-source.ts'
import type { Storage } from './storage/database.ts'
import type { Sealer } from './storage/sealing.ts'
import { Contacts } from './storage/contacts.ts'
import type { Uploads } from './storage/uploads.ts'
import { startContactWatch } from './people-features.ts'
import { openServedContacts } from './served-contacts.ts'
import { accountsOf, startSharingClocks, sweepSharing } from './sharing-feature.ts'
import { sweepWritings } from './teamwork-feature.ts'
import { openUploads } from './writing-features.ts'

/** What the app talks to; tests put fakes here. */
export interface Adapters extends MailOpeners {
  storage: Storage
  sealer: Sealer
  logger: Logger
  accounts: MailAccounts
  submission: Submission
  directory: Directory | null
  /** The same, to look around in. */
  directoryBrowser: DirectoryBrowser | null
  /** Further ones that people are looked up in; nobody signs in by them. */
  otherDirectories: readonly OtherDirectory[]
  /** Where people's further addresses are changed; null where they make none. */
  aliases: AliasDirectory | null
  /** Where it is changed who is on lists; null where people do not change that. */
  lists: ListDirectory | null
  /** Where it is changed who may write from whose address; null where people do not change that. */
  senders: SenderRights | null
  /** Scripts that sort and answer mail on the server; null where it runs none. */
  scripts: SieveScripts | null
  /** Servers that keep address books. */
  cardServers: CardServers
  /** Pictures from the web, for those who allowed them. */
  pictures: PictureSource
  /** The way to lists that are left by one press. */
  oneClick: OneClick
  /** What has to answer before the server says it is ready. */
  probes: readonly Probe[]
  /** The clock messages come back by; the real one unless said. */
  now?: () => number
}

export interface App extends Clocks {
  sharingClock: SharingClock
  rightsWatch: RightsWatch
  contactWatch: ContactWatch
  /** Null where there is no directory to ask. */
  accountWatch: AccountWatch | null
  express: Express
  live: LiveSessions
  store: SessionStore
  uploads: Uploads
  contacts: Contacts
  security: SecurityNotes
  close(): Promise<void>
}

const minuteMs = 60_000
const sweepEveryMs = 10 * minuteMs
const builtClient = resolve(import.meta.dirname, '../dist/client')

/** Puts the server together: every part gets what it needs here and nowhere else. */
export function createApp(config: Config, given: Adapters): App {
  const adapters = { ...given, accounts: accountsOf(config, given), ...openMailWays(config, given) }
  const { storage, sealer, logger } = adapters
  const times = sessionTimes(config)
  const store = new SessionStore(storage.database, sealer, times)
  const live = new LiveSessions({ store, times, ...openingsOf(adapters) })
  const uploads = openUploads(config, adapters)
  const oneUse = new OneUse(storage.database, sealer)
  const contacts = new Contacts(storage.database, sealer, adapters.now)
  const sweep = sweepNowAndThen([store, oneUse, uploads, contacts, ownSweeps(config, adapters)])
  const security = openSecurityNotes(adapters)
  const ownClocks = startClocks({ ...adapters, uploads, config }, live)
  const clocks = {
    ...{ ...ownClocks, ...startSharingClocks(config, adapters, live) },
    accountWatch: startAccountWatch(adapters, { store, live }),
    contactWatch: startContactWatch(adapters, { contacts, live }),
  }

  const app = plainExpress(config.http)
  const publicUrl = new URL(config.http.publicUrl)
  const filesHost = filesHostOf(config, adapters)
  app.use(everyRequestIsSecure, bodyDeadline, requestIds, requestLog(logger))
  app.use(...securityHeaders(publicUrl.protocol === 'https:'))
  if (filesHost) app.use(filesHost.onlyTickets)
  app.use('/health', healthRoutes(adapters.probes))
  if (config.contacts.forPrograms)
    app.use(davServer({ publicUrl, ...openServedContacts(config, adapters, { contacts, ...clocks }) }))
  app.use(
    '/api',
    sameOrigin(publicUrl.origin, endpoints),
    apiRouter({ ...apiOptions(config, adapters, { store, live, uploads, contacts, security, ...clocks }), filesHost }),
  )
  app.use(pages(config), notFound)
  app.use(problemResponder(logger))
  return {
    express: app,
    live,
    store,
    ...{ uploads, contacts, security },
    ...clocks,
    async close() {
      clearInterval(sweep)
      await Promise.all(Object.values(clocks).map((clock) => Promise.resolve(clock?.stop())))
      live.close()
      await closeDirectory(adapters)
      await storage.close()
    },
  }
}

/** What is held open for a session, and how it is told of others. */
const openingsOf = (adapters: Adapters) => ({
  openMail: (signedIn: SignedIn) => adapters.accounts.resume(identityOf(adapters)(signedIn)),
  hold: (signedIn: SignedIn) => adapters.scripts?.keepFor?.(signedIn),
  changedElsewhere: () => adapters.storage.changedElsewhere(),
})

async function closeDirectory(adapters: Adapters): Promise<void> {
  const { directory, directoryBrowser, otherDirectories, aliases, lists, senders } = adapters
  const others = otherDirectories.flatMap(({ people, browser }) => [people, browser])
  for (const each of [directory, directoryBrowser, ...others, aliases, lists, senders]) await each?.close()
}

/** Somebody who is no longer in the directory loses what they have open. */
function startAccountWatch(
  { directory, logger }: Adapters,
  { store, live }: Pick<App, 'store' | 'live'>,
): AccountWatch | null {
  if (!directory) return null
  return new AccountWatch({
    ...{ directory, people: () => live.listedPeople() },
    endAll: async (user) => {
      for (const { key } of await store.ofAccount(user)) {
        live.end(key, 'ended-elsewhere')
        await store.remove(key)
      }
    },
    onFailure: (error) => logger.warn('account-watch', errorFields(error)),
  })
}

const pages = (config: Config) =>
  clientFiles(config.http.clientDirectory ?? builtClient, (html) =>
    waysInWithoutScripts(html, waysIn(config).providers),
  )

const filesHostOf = ({ http }: Config, { sealer, now }: Adapters) =>
  http.filesUrl === undefined ? null : new FilesHost(http.filesUrl, sealer, now)

const ownSweeps = (config: Config, adapters: Adapters) => ({
  sweep: () => Promise.all([sweepSharing(config, adapters), sweepWritings(adapters), sweepSecurity(config, adapters)]),
})

/** Forgets what is over, every ten minutes. */
function sweepNowAndThen(kept: readonly { sweep(): Promise<unknown> }[]): NodeJS.Timeout {
  const sweepAll = () => void Promise.all(kept.map((each) => each.sweep())).catch(() => undefined)
  return setInterval(sweepAll, sweepEveryMs).unref()
}

const sessionTimes = ({ session }: Config) => ({
  idleMs: session.idleMinutes * minuteMs,
  absoluteMs: session.absoluteHours * 60 * minuteMs,
})

function plainExpress({ trustedProxies }: Config['http']): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('trust proxy', trustedProxies.length > 0 ? trustedProxies : false)
  return app
}

export type Parts = Pick<App, 'store' | 'live' | 'uploads' | 'contacts' | 'security' | 'rightsWatch'>

function apiOptions(config: Config, adapters: Adapters, parts: Parts): Omit<ApiOptions, 'filesHost'> {
  const { store, live } = parts
  const { limits } = config
  return {
    routes: allRoutes(config, adapters, parts),
    sessionCookie: sessionCookie(sessionCookieName, store, adapters.sealer.cookieSecrets()),
    store,
    live,
    limit: rateLimit({
      read: limits.readPerMinute,
      write: limits.writePerMinute,
      send: limits.sendPerMinute,
      search: limits.searchPerMinute,
      picture: limits.picturesPerMinute,
      'sign-in': limits.signInPerMinute,
      provider: limits.providerPerMinute,
      report: reportsPerMinute,
    }),
  }
}
