import { snoozeFeature } from './clocks.ts'
import type { Config } from './config.ts'
import { carriedRoutes } from './features/carried/routes.ts'
import { contactCardRoutes } from './features/contact-cards/routes.ts'
import { conversationRoutes } from './features/conversations/routes.ts'
import { eventRoutes } from './features/events/routes.ts'
import { ArrangementBook } from './features/folders/arrangement-book.ts'
import { folderRoutes } from './features/folders/routes.ts'
import { invitationRoutes } from './features/invitations/routes.ts'
import { jobRoutes } from './features/jobs/routes.ts'
import { labelRoutes, readOwnLabels } from './features/labels/routes.ts'
import { attachmentRoutes } from './features/attachments/routes.ts'
import { exportRoutes } from './features/mail-files/export-routes.ts'
import { importRoutes } from './features/mail-files/import-routes.ts'
import { messageRoutes } from './features/messages/routes.ts'
import { liveMuting } from './features/muting/live-muting.ts'
import { mutingRoutes } from './features/muting/routes.ts'
import { nestedMessageRoutes } from './features/nested-messages/routes.ts'
import { packedFileRoutes } from './features/packed-files/routes.ts'
import { PictureConsents } from './features/pictures/picture-consents.ts'
import { othersMailboxRoutes } from './features/others-mailbox/routes.ts'
import { pictureRoutes } from './features/pictures/routes.ts'
import { SearchBook } from './features/saved-searches/search-book.ts'
import { savedSearchRoutes } from './features/saved-searches/routes.ts'
import { searchRoutes } from './features/search/routes.ts'
import { snoozeRoutes } from './features/snooze/routes.ts'
import { storageRoutes } from './features/storage/routes.ts'
import { signedInDeviceRoutes } from './features/signed-in-devices/routes.ts'
import { sessionRoutes } from './features/session/routes.ts'
import { templateRoutes } from './features/templates/routes.ts'
import { viewChoiceRoutes } from './features/view-choices/routes.ts'
import { ViewBook } from './features/view-choices/view-book.ts'
import { keptFacts } from './kept-facts.ts'
import { policyReportRoutes } from './http/policy-reports.ts'
import type { Route } from './http/route.ts'
import type { SignedInVisit } from './http/visit.ts'
import { FactReader } from './mail/message-facts.ts'
import { OwnerNames } from './mail/owner-names.ts'
import { SignatureChecks } from './mail/signatures/signature-checks.ts'
import { errorFields } from './observability/logger.ts'
import { type LiveSession } from './sessions/live-sessions.ts'
import type { PasswordSignIn } from './sign-in/password/sign-in-with-password.ts'
import { noteSignIn, noteSignOut, signOnRoutes, waysIn } from './sign-on-routes.ts'
import { PersonNotes } from './storage/person-notes.ts'
import { Mutes } from './storage/mutes.ts'
import { ownSharingRoutes } from './sharing-feature.ts'
import { openOwnAddresses } from './own-addresses-feature.ts'
import { ownRuleRoutes, rulesRenewal } from './own-rules.ts'
import { openPasswordSignIn, ownSecondStepRoutes } from './password-sign-in.ts'
import { openKeptData } from './kept-data-feature.ts'
import { openPeople } from './people-features.ts'
import { ownTeamworkRoutes } from './teamwork-feature.ts'
import { ownSecurityRoutes } from './security-feature.ts'
import { openWriting } from './writing-features.ts'
import type { Adapters, Parts } from './app.ts'

/** What a person keeps with us that the first screen shows. */
const keptBy = (notes: PersonNotes) => ({
  arrangementOf: (account: string) => new ArrangementBook(notes, account).read(),
  savedSearchesOf: (account: string) => new SearchBook(notes, account).list(),
  readLabels: (session: LiveSession) => readOwnLabels(session, notes),
})

const noteEndedOthers =
  ({ security }: Parts) =>
  (visit: SignedInVisit, count: number) =>
    security.note(visit.session.signedIn.user, 'others-signed-out', visit, count)

/** Somebody takes mail out, as files. */
const noteExport =
  ({ security }: Parts) =>
  (visit: SignedInVisit, count: number) =>
    security.note(visit.session.signedIn.user, 'exported', visit, count)

function ownSessionRoutes(
  config: Config,
  adapters: Adapters,
  parts: Parts,
  own: { ownerNames: OwnerNames; notes: PersonNotes; passwordSignIn: PasswordSignIn },
): Route[] {
  const { ownerNames, passwordSignIn } = own
  return sessionRoutes({
    organisation: config.organisation,
    supportAddress: config.supportAddress ?? null,
    idleMinutes: config.session.idleMinutes,
    ways: waysIn(config),
    ownerNames,
    ...keptBy(own.notes),
    passwordSignIn,
    onSignIn: noteSignIn(adapters, parts),
    onSignOut: noteSignOut(parts),
    onSetUp: (visit, user, what) => parts.security.note(user, what, visit),
    onFailure: (visit, name, kind) => parts.security.failed(name, kind, visit),
  })
}

/** Every endpoint's code, in the order of the manifest's features. */
export function allRoutes(config: Config, adapters: Adapters, parts: Parts): Route[] {
  const { directory, tokenMint, storage, sealer, logger } = adapters
  const passwordSignIn = openPasswordSignIn(config, adapters)
  const ownerNames = new OwnerNames(directory)
  const notes = new PersonNotes(storage.database, sealer)
  const facts = new FactReader(config.mail.authservId ?? null, config.quota.warningSender ?? null)
  const consents = new PictureConsents(notes, sealer, (message) => facts.isVerified(message))
  const views = new ViewBook(notes)
  const mutes = new Mutes(storage.database, sealer)
  const writing = openWriting(config, adapters, parts)
  return [
    ...ownSessionRoutes(config, adapters, parts, { ownerNames, notes, passwordSignIn }),
    ...signOnRoutes(config, adapters, parts),
    ...ownSecondStepRoutes(passwordSignIn, config, adapters, parts),
    ...signedInDeviceRoutes(parts.store, sealer, noteEndedOthers(parts)),
    ...ownSecurityRoutes(config, adapters),
    ...storageRoutes({ ...config.quota, notes, now: adapters.now ?? Date.now }),
    ...[...folderRoutes(ownerNames, notes), ...othersMailboxRoutes(config.sharing.readMarks ?? null)],
    ...messageRoutes(
      keptFacts(consents, views),
      facts,
      new SignatureChecks(config.mail.smimeCaFile, adapters.now),
      ownerNames,
    ),
    ...[...viewChoiceRoutes(views), ...attachmentRoutes()],
    ...pictureRoutes(consents, sealer, adapters.pictures),
    ...snoozeRoutes(snoozeFeature(adapters)),
    ...mutingRoutes(mutes, tokenMint !== null),
    ...conversationRoutes(),
    ...labelRoutes(ownerNames, notes),
    ...searchRoutes(),
    ...[...savedSearchRoutes(notes), ...templateRoutes(notes, ownerNames)],
    ...ownSharingRoutes(config, adapters, { ...parts, ownerNames }),
    ...ownTeamworkRoutes(config, adapters, { ...parts, ownerNames }),
    ...[...ownRuleRoutes(config, adapters, parts), ...openOwnAddresses(config, adapters, parts), ...jobRoutes()],
    ...writing.routes,
    ...carriedRoutes(facts, adapters.oneClick, writing.sender.report),
    ...[
      contactCardRoutes(),
      nestedMessageRoutes(),
      packedFileRoutes(),
      exportRoutes(noteExport(parts)),
      importRoutes(),
    ].flat(),
    ...invitationRoutes(notes, writing.sender.send, adapters.now),
    ...openPeople(config, adapters, parts.contacts, rulesRenewal(config, adapters)),
    ...[...policyReportRoutes(logger), ...openKeptData(adapters, parts.contacts, { notes, mutes })],
    ...eventRoutes(liveMuting(mutes, (error) => logger.error('mute', errorFields(error)))),
  ]
}
