import { resolve } from 'node:path'
import express, { type Express } from 'express'
import { endpoints } from '#contract/endpoints.ts'
import { type Clocks, identityOf, snoozeFeature, startClocks } from './clocks.ts'
import type { Config } from './config.ts'
import { carriedRoutes } from './features/carried/routes.ts'
import { contactCardRoutes } from './features/contact-cards/routes.ts'
import { conversationRoutes } from './features/conversations/routes.ts'
import { eventRoutes } from './features/events/routes.ts'
import { ArrangementBook } from './features/folders/arrangement-book.ts'
import { folderRoutes } from './features/folders/routes.ts'
import { identityRoutes } from './features/identities/routes.ts'
import { invitationRoutes } from './features/invitations/routes.ts'
import { jobRoutes } from './features/jobs/routes.ts'
import { labelRoutes, readOwnLabels } from './features/labels/routes.ts'
import { attachmentRoutes } from './features/attachments/routes.ts'
import { messageRoutes } from './features/messages/routes.ts'
import { liveMuting } from './features/muting/live-muting.ts'
import { mutingRoutes } from './features/muting/routes.ts'
import { nestedMessageRoutes } from './features/nested-messages/routes.ts'
import { packedFileRoutes } from './features/packed-files/routes.ts'
import { peopleRoutes } from './features/people/routes.ts'
import { PictureConsents } from './features/pictures/picture-consents.ts'
import { pictureRoutes } from './features/pictures/routes.ts'
import { SearchBook } from './features/saved-searches/search-book.ts'
import { savedSearchRoutes } from './features/saved-searches/routes.ts'
import { searchRoutes } from './features/search/routes.ts'
import { snoozeRoutes } from './features/snooze/routes.ts'
import { signedInDeviceRoutes } from './features/signed-in-devices/routes.ts'
import { sessionRoutes } from './features/session/routes.ts'
import { templateRoutes } from './features/templates/routes.ts'
import { viewChoiceRoutes } from './features/view-choices/routes.ts'
import { ViewBook } from './features/view-choices/view-book.ts'
import { keptFacts } from './kept-facts.ts'
import { apiRouter, notFound, requestIds, sessionCookieName, type ApiOptions } from './http/api.ts'
import { bodyDeadline } from './http/body-deadline.ts'
import { clientFiles } from './http/client-files.ts'
import { healthRoutes, type Probe } from './http/health.ts'
import { policyReportRoutes, reportsPerMinute } from './http/policy-reports.ts'
import { problemResponder } from './http/problem-responder.ts'
import { rateLimit } from './http/rate-limit.ts'
import { requestLog } from './http/request-log.ts'
import type { Route } from './http/route.ts'
import { sameOrigin } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { waysInWithoutScripts } from './http/ways-in-without-scripts.ts'
import type { Directory } from './mail/directory-port.ts'
import { FactReader } from './mail/message-facts.ts'
import { OwnerNames } from './mail/owner-names.ts'
import type { MailAccounts } from './mail/mail-account.ts'
import type { TokenMint } from './mail/mail-tokens.ts'
import { SignatureChecks } from './mail/signatures/signature-checks.ts'
import type { SieveScripts } from './mail/sieve-port.ts'
import type { Submission } from './mail/submission-port.ts'
import { errorFields, type Logger } from './observability/logger.ts'
import { type LiveSession, LiveSessions } from './sessions/live-sessions.ts'
import { everyRequestIsSecure, sessionCookie } from './sessions/session-cookie.ts'
import { SessionStore } from './sessions/session-store.ts'
import { noteSignIn, signOnRoutes, waysIn } from './sign-on-routes.ts'
import { OneUse } from './storage/one-use.ts'
import { SignInAttempts } from './sign-in/password/attempts.ts'
import type { OneClick } from './pictures/one-click.ts'
import type { PictureSource } from './pictures/picture-source.ts'
import type { Storage } from './storage/database.ts'
import type { Sealer } from './storage/sealing.ts'
import { PersonNotes } from './storage/person-notes.ts'
import { Mutes } from './storage/mutes.ts'
import type { Uploads } from './storage/uploads.ts'
import { ownRuleRoutes } from './own-rules.ts'
import { openUploads, openWriting } from './writing-features.ts'

/** What the app talks to; tests put fakes here. */
export interface Adapters {
  storage: Storage
  sealer: Sealer
  logger: Logger
  accounts: MailAccounts
  submission: Submission
  directory: Directory | null
  /** Scripts that sort and answer mail on the server; null where it runs none. */
  scripts: SieveScripts | null
  /** Pictures from the web, for those who allowed them. */
  pictures: PictureSource
  /** The way to lists that are left by one press. */
  oneClick: OneClick
  tokenMint: TokenMint | null
  /** What has to answer before the server says it is ready. */
  probes: readonly Probe[]
  /** The clock messages come back by; the real one unless said. */
  now?: () => number
}

export interface App extends Clocks {
  express: Express
  live: LiveSessions
  store: SessionStore
  uploads: Uploads
  close(): Promise<void>
}

const minuteMs = 60_000
const sweepEveryMs = 10 * minuteMs
const builtClient = resolve(import.meta.dirname, '../dist/client')

/** Puts the server together: every part gets what it needs here and nowhere else. */
export function createApp(config: Config, adapters: Adapters): App {
  const { storage, sealer, logger } = adapters
  const times = {
    idleMs: config.session.idleMinutes * minuteMs,
    absoluteMs: config.session.absoluteHours * 60 * minuteMs,
  }
  const store = new SessionStore(storage.database, sealer, times)
  const live = new LiveSessions({
    store,
    times,
    openMail: (signedIn) => adapters.accounts.resume(identityOf(adapters)(signedIn)),
    changedElsewhere: () => storage.changedElsewhere(),
  })
  const uploads = openUploads(config, adapters)
  const oneUse = new OneUse(storage.database, sealer)
  const sweepAll = () => void Promise.all([store.sweep(), oneUse.sweep(), uploads.sweep()]).catch(() => undefined)
  const sweep = setInterval(sweepAll, sweepEveryMs).unref()
  const clocks = startClocks({ ...adapters, uploads }, live)

  const app = plainExpress(config.http)
  const publicUrl = new URL(config.http.publicUrl)
  const { providers } = waysIn(config)
  app.use(everyRequestIsSecure, bodyDeadline, requestIds, requestLog(logger))
  app.use(...securityHeaders(publicUrl.protocol === 'https:'))
  app.use('/health', healthRoutes(adapters.probes))
  app.use(
    '/api',
    sameOrigin(publicUrl.origin, endpoints),
    apiRouter(apiOptions(config, adapters, { store, live, uploads })),
  )
  app.use(
    clientFiles(config.http.clientDirectory ?? builtClient, (html) => waysInWithoutScripts(html, providers)),
    notFound,
  )
  app.use(problemResponder(logger))
  return {
    express: app,
    live,
    store,
    uploads,
    ...clocks,
    async close() {
      clearInterval(sweep)
      const { snoozeClock, muteClock, outboxClock } = clocks
      await Promise.all([snoozeClock.stop(), muteClock.stop(), outboxClock.stop()])
      live.close()
      await adapters.directory?.close()
      await storage.close()
    },
  }
}

function plainExpress({ trustedProxies }: Config['http']): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('trust proxy', trustedProxies.length > 0 ? trustedProxies : false)
  return app
}

function apiOptions(
  config: Config,
  adapters: Adapters,
  { store, live, uploads }: Pick<App, 'store' | 'live' | 'uploads'>,
): ApiOptions {
  const { limits } = config
  return {
    routes: allRoutes(config, adapters, { store, live, uploads }),
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

/** What a person keeps with us that the first screen shows. */
const keptBy = (notes: PersonNotes) => ({
  arrangementOf: (account: string) => new ArrangementBook(notes, account).read(),
  savedSearchesOf: (account: string) => new SearchBook(notes, account).list(),
  readLabels: (session: LiveSession) => readOwnLabels(session, notes),
})

function signInAttempts({ limits }: Config, { storage, sealer }: Adapters): SignInAttempts {
  const bounds = { failures: limits.signInFailures, lockMs: limits.signInLockMinutes * minuteMs }
  return new SignInAttempts(storage.database, bounds, (text) => sealer.fingerprint(text))
}

/** Every endpoint's code, in the order of the manifest's features. */
function allRoutes(config: Config, adapters: Adapters, parts: Pick<App, 'store' | 'live' | 'uploads'>): Route[] {
  const { accounts, directory, tokenMint, storage, sealer, logger } = adapters
  const attempts = signInAttempts(config, adapters)
  const ownerNames = new OwnerNames(directory)
  const notes = new PersonNotes(storage.database, sealer)
  const facts = new FactReader(config.mail.authservId ?? null)
  const consents = new PictureConsents(notes, sealer, (message) => facts.isVerified(message))
  const views = new ViewBook(notes)
  const mutes = new Mutes(storage.database, sealer)
  const writing = openWriting(config, adapters, parts)
  return [
    ...sessionRoutes({
      organisation: config.organisation,
      supportAddress: config.supportAddress ?? null,
      idleMinutes: config.session.idleMinutes,
      ways: waysIn(config),
      ownerNames,
      ...keptBy(notes),
      passwordSignIn: {
        accounts,
        directory,
        attempts,
        hasTokens: tokenMint !== null,
        identityOf: identityOf(adapters),
        domain: config.mail.domain ?? null,
      },
      onSignIn: noteSignIn(adapters),
    }),
    ...signOnRoutes(config, adapters, parts),
    ...signedInDeviceRoutes(parts.store, sealer),
    ...folderRoutes(ownerNames, notes),
    ...messageRoutes(keptFacts(consents, views), facts, new SignatureChecks(config.mail.smimeCaFile, adapters.now)),
    ...viewChoiceRoutes(views),
    ...attachmentRoutes(),
    ...pictureRoutes(consents, sealer, adapters.pictures),
    ...snoozeRoutes(snoozeFeature(adapters)),
    ...mutingRoutes(mutes, tokenMint !== null),
    ...conversationRoutes(),
    ...labelRoutes(ownerNames, notes),
    ...searchRoutes(),
    ...[...savedSearchRoutes(notes), ...identityRoutes(notes), ...templateRoutes(notes)],
    ...[...ownRuleRoutes(config, adapters), ...jobRoutes()],
    ...writing.routes,
    ...carriedRoutes(facts, adapters.oneClick, writing.sender.report),
    ...[...contactCardRoutes(), ...nestedMessageRoutes(), ...packedFileRoutes()],
    ...invitationRoutes(notes, writing.sender.send, adapters.now),
    ...[...peopleRoutes(directory), ...policyReportRoutes(logger)],
    ...eventRoutes(liveMuting(mutes, (error) => logger.error('mute', errorFields(error)))),
  ]
}
