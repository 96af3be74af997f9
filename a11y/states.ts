import { absenceStates } from './states/absence.ts'
import { managedStates } from './states/managed-mailboxes.ts'
import { filterStates } from './states/filters.ts'
import { scriptStates } from './states/scripts.ts'
import { senderStates } from './states/senders.ts'
import { forwardingStates } from './states/forwarding.ts'
import { actingStates } from './states/acting.ts'
import { activityStates } from './states/activity.ts'
import { bulkStates } from './states/bulk.ts'
import { carriedStates } from './states/carried.ts'
import { pdfStates } from './states/pdf-files.ts'
import { listAndReportStates } from './states/lists-and-reports.ts'
import { contactStates } from './states/contacts.ts'
import { directoryListStates } from './states/directory-lists.ts'
import { directoryStates } from './states/directory.ts'
import { dialogStates } from './states/dialogs.ts'
import { folderStates } from './states/folders.ts'
import { formattingStates } from './states/formatting.ts'
import { groupMemberStates } from './states/group-members.ts'
import { identityStates } from './states/identities.ts'
import { labelStates } from './states/labels.ts'
import { listStates } from './states/lists.ts'
import { listModeStates } from './states/list-modes.ts'
import { listOrderStates } from './states/list-order.ts'
import { longMessageStates } from './states/long-message.ts'
import { mailFileStates } from './states/mail-files.ts'
import { messageStates } from './states/messages.ts'
import { ownAddressStates } from './states/own-addresses.ts'
import { outsideStates } from './states/outside.ts'
import { outboxStates } from './states/outbox.ts'
import { ownWindowStates } from './states/own-window.ts'
import { pageStates } from './states/pages.ts'
import { pictureStates } from './states/pictures.ts'
import { readingViewStates } from './states/reading-views.ts'
import { searchStates } from './states/searching.ts'
import { sendingOptionStates } from './states/sending-options.ts'
import { sharingStates } from './states/sharing.ts'
import { secondStepStates } from './states/second-step.ts'
import { appPasswordStates } from './states/app-passwords.ts'
import { signatureStates } from './states/signatures.ts'
import { securityEventStates } from './states/security-events.ts'
import { signedInDeviceStates } from './states/signed-in-devices.ts'
import { storageStates } from './states/storage.ts'
import { teamworkStates } from './states/teamwork.ts'
import { templateStates } from './states/templates.ts'
import { writingFilesStates } from './states/writing-files.ts'
import { writingStates } from './states/writing.ts'
import { type State } from './visit.ts'

/** Every condition of the app that is checked, each in every rendering. */
export const states: readonly State[] = [
  ...outsideStates,
  ...listStates,
  ...listOrderStates,
  ...listModeStates,
  ...bulkStates,
  ...searchStates,
  ...messageStates,
  ...longMessageStates,
  ...pictureStates,
  ...readingViewStates,
  ...carriedStates,
  ...pdfStates,
  ...listAndReportStates,
  ...signatureStates,
  ...writingStates,
  ...groupMemberStates,
  ...ownWindowStates,
  ...formattingStates,
  ...writingFilesStates,
  ...outboxStates,
  ...identityStates,
  ...actingStates,
  ...teamworkStates,
  ...sendingOptionStates,
  ...absenceStates,
  ...managedStates,
  ...forwardingStates,
  ...filterStates,
  ...scriptStates,
  ...sharingStates,
  ...contactStates,
  ...directoryStates,
  ...directoryListStates,
  ...storageStates,
  ...mailFileStates,
  ...ownAddressStates,
  ...senderStates,
  ...activityStates,
  ...templateStates,
  ...signedInDeviceStates,
  ...securityEventStates,
  ...secondStepStates,
  ...appPasswordStates,
  ...dialogStates,
  ...labelStates,
  ...folderStates,
  ...pageStates,
]
