import { readAbsence, saveAbsence } from './absence.ts'
import { readFilters, saveFilters } from './filters.ts'
import { readForwarding, saveForwarding } from './forwarding.ts'
import { downloadAll, previewPart } from './attachments.ts'
import { readContactCards } from './contact-cards.ts'
import { findConversation, listConversations, readConversation } from './conversations.ts'
import { forgetDraftKeys, openDraftKeys } from './draft-keys.ts'
import { discardDraft, openDraft, saveDraft } from './drafts.ts'
import { liveEvents } from './events.ts'
import { orderFolders, placeFavourite, removeFavourite, sortFolders } from './folder-arrangement.ts'
import { chooseRole } from './folder-roles.ts'
import { changeFolder, createFolder, deleteFolder, emptyFolder, listFolders, markFolderRead } from './folders.ts'
import { chooseDefaultIdentity, deleteIdentity, listIdentities, saveIdentity } from './identities.ts'
import { answerInvitation, readInvitation } from './invitations.ts'
import { readJob, startJob, stopJob, undoJob } from './jobs.ts'
import { changeLabel, createLabel, deleteLabel } from './label-changes.ts'
import { listLabels } from './labels.ts'
import { leaveList } from './leaving-lists.ts'
import { findPosition } from './message-order.ts'
import {
  changeFlags,
  deleteForever,
  downloadPart,
  downloadSource,
  listMessages,
  moveMessages,
  readMessage,
} from './messages.ts'
import { muteConversations } from './muting.ts'
import { readNestedMessage } from './nested-messages.ts'
import { downloadPacked, listPacked } from './packed-files.ts'
import { changeOutboxTime, deleteOutbox, listOutbox, restoreOutbox, sendOutboxNow, takeBack } from './outbox.ts'
import { readPdf } from './pdf-reading.ts'
import { reportPolicy } from './policy-reports.ts'
import { findPeople } from './people.ts'
import { allowPictures, fetchPicture, listPictureConsents, revokePictures, signPictures } from './pictures.ts'
import { sendReceipt } from './receipts.ts'
import { deleteSavedSearch, listSavedSearches, renameSavedSearch, saveSearch } from './saved-searches.ts'
import { listFound, searchMessages } from './search.ts'
import { readSendingOffers } from './sending-options.ts'
import { redirectMessage } from './redirecting.ts'
import { sendMessage } from './sending.ts'
import { checkSignature } from './signatures.ts'
import { finishSaml, readSamlMetadata, samlSignOut } from './saml.ts'
import { beginSingleSignOn, finishSingleSignOn } from './single-sign-on.ts'
import { leaveProvider, providerSignOut } from './single-sign-out.ts'
import { listSignedInDevices, signOutDevice, signOutOtherDevices } from './signed-in-devices.ts'
import { listSnoozed, snoozeMessages, unsnoozeMessages } from './snooze.ts'
import { deleteUpload, readUploadRules, startUpload, uploadContent } from './uploads.ts'
import { readSession, readWelcome, signIn, signOut, start } from './session.ts'
import { deleteTemplate, listTemplates, saveTemplate } from './templates.ts'
import { chooseView, forgetView, listViewChoices } from './view-choices.ts'

/** The manifest: every route the server answers under `/api`, and no other (security.md 47). */
export const endpoints = [
  readWelcome,
  signIn,
  readSession,
  signOut,
  beginSingleSignOn,
  finishSingleSignOn,
  providerSignOut,
  readSamlMetadata,
  finishSaml,
  samlSignOut,
  leaveProvider,
  listSignedInDevices,
  signOutDevice,
  signOutOtherDevices,
  start,
  listFolders,
  createFolder,
  changeFolder,
  deleteFolder,
  emptyFolder,
  markFolderRead,
  placeFavourite,
  removeFavourite,
  orderFolders,
  sortFolders,
  chooseRole,
  listMessages,
  findPosition,
  listConversations,
  findConversation,
  readConversation,
  readMessage,
  downloadPart,
  downloadSource,
  previewPart,
  downloadAll,
  readPdf,
  changeFlags,
  moveMessages,
  deleteForever,
  snoozeMessages,
  unsnoozeMessages,
  listSnoozed,
  muteConversations,
  listLabels,
  createLabel,
  changeLabel,
  deleteLabel,
  searchMessages,
  listFound,
  listSavedSearches,
  saveSearch,
  renameSavedSearch,
  deleteSavedSearch,
  listPictureConsents,
  allowPictures,
  revokePictures,
  signPictures,
  fetchPicture,
  listIdentities,
  saveIdentity,
  deleteIdentity,
  chooseDefaultIdentity,
  listTemplates,
  saveTemplate,
  deleteTemplate,
  readAbsence,
  saveAbsence,
  readFilters,
  saveFilters,
  readForwarding,
  saveForwarding,
  listViewChoices,
  chooseView,
  forgetView,
  leaveList,
  sendReceipt,
  startJob,
  readJob,
  stopJob,
  undoJob,
  sendMessage,
  redirectMessage,
  readSendingOffers,
  readUploadRules,
  startUpload,
  uploadContent,
  deleteUpload,
  saveDraft,
  discardDraft,
  openDraft,
  openDraftKeys,
  forgetDraftKeys,
  listOutbox,
  takeBack,
  sendOutboxNow,
  changeOutboxTime,
  deleteOutbox,
  restoreOutbox,
  readInvitation,
  answerInvitation,
  readContactCards,
  readNestedMessage,
  checkSignature,
  listPacked,
  downloadPacked,
  findPeople,
  reportPolicy,
  liveEvents,
] as const
