import { absenceStates } from './states/absence.ts'
import { filterStates } from './states/filters.ts'
import { forwardingStates } from './states/forwarding.ts'
import { bulkStates } from './states/bulk.ts'
import { carriedStates } from './states/carried.ts'
import { pdfStates } from './states/pdf-files.ts'
import { listAndReportStates } from './states/lists-and-reports.ts'
import { dialogStates } from './states/dialogs.ts'
import { folderStates } from './states/folders.ts'
import { formattingStates } from './states/formatting.ts'
import { identityStates } from './states/identities.ts'
import { labelStates } from './states/labels.ts'
import { listStates } from './states/lists.ts'
import { listModeStates } from './states/list-modes.ts'
import { listOrderStates } from './states/list-order.ts'
import { longMessageState } from './states/long-message.ts'
import { messageStates } from './states/messages.ts'
import { outsideStates } from './states/outside.ts'
import { outboxStates } from './states/outbox.ts'
import { pageStates } from './states/pages.ts'
import { pictureStates } from './states/pictures.ts'
import { readingViewStates } from './states/reading-views.ts'
import { searchStates } from './states/searching.ts'
import { sendingOptionStates } from './states/sending-options.ts'
import { signatureStates } from './states/signatures.ts'
import { signedInDeviceStates } from './states/signed-in-devices.ts'
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
  longMessageState,
  ...pictureStates,
  ...readingViewStates,
  ...carriedStates,
  ...pdfStates,
  ...listAndReportStates,
  ...signatureStates,
  ...writingStates,
  ...formattingStates,
  ...writingFilesStates,
  ...outboxStates,
  ...identityStates,
  ...sendingOptionStates,
  ...absenceStates,
  ...forwardingStates,
  ...filterStates,
  ...templateStates,
  ...signedInDeviceStates,
  ...dialogStates,
  ...labelStates,
  ...folderStates,
  ...pageStates,
]
