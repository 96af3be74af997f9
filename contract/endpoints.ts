import { knowNewDevices, readNewDevices, readSecurityEvents } from './security-events.ts'
import { downloadActivity, readActivity } from './activity.ts'
import { handOver, readHandOver } from './hand-over.ts'
import { confirmShares, endShare, readSharing, readUnseenShares, saveShare } from './sharing.ts'
import { endAppPassword, makeAppPassword, readAppPasswords } from './app-passwords.ts'
import { downloadAll, previewPart } from './attachments.ts'
import { readContactCards } from './contact-cards.ts'
import { findConversation, listConversations, readConversation } from './conversations.ts'
import { forgetDraftKeys, openDraftKeys } from './draft-keys.ts'
import { discardDraft, openDraft, saveDraft } from './drafts.ts'
import { liveEvents } from './events.ts'
import { hideMailbox, orderFolders, placeFavourite, removeFavourite, sortFolders } from './folder-arrangement.ts'
import { chooseRole } from './folder-roles.ts'
import { changeFolder, createFolder, deleteFolder, emptyFolder, listFolders, markFolderRead } from './folders.ts'
import { chooseDefaultIdentity, deleteIdentity, listIdentities, saveIdentity, shareSignature } from './identities.ts'
import { downloadExport, readExport, startExport, stopExport } from './mail-export.ts'
import { checkImport, importMessages } from './mail-import.ts'
import { answerInvitation, readInvitation } from './invitations.ts'
import { readJob, startJob, stopJob, undoJob } from './jobs.ts'
import { changeLabel, createLabel, deleteLabel } from './label-changes.ts'
import { downloadKeptData, eraseKeptData, readKeptData } from './kept-data.ts'
import { listLabels } from './labels.ts'
import { chooseListOrder, readAllInConversations } from './list-order-choice.ts'
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
import { readFile } from './file-reading.ts'
import { reportPolicy } from './policy-reports.ts'
import { answerAddressRequest, dropAddressRequest, readAddressDesk } from './address-requests.ts'
import { addOwnAddress, changeOwnAddress, readOwnAddresses, retireOwnAddress } from './own-addresses.ts'
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
import { readStorage, surveyStorage } from './storage.ts'
import { deleteUpload, readUploadRules, startUpload, uploadContent } from './uploads.ts'
import { readSession, readWelcome, signIn, signOut, start } from './session.ts'
import { askForPasskey, signInByPasskey } from './passkey-sign-in.ts'
import {
  addPasskey,
  offerPasskey,
  offerSecondStep,
  readSecondStep,
  removePasskey,
  removeSecondStep,
  renewRecoveryCodes,
  setUpSecondStep,
} from './second-step.ts'
import { describeOthersMailbox } from './others-mailbox.ts'
import { listColleagues, tellWriting } from './teamwork.ts'
import { deleteTemplate, listTemplates, saveTemplate } from './templates.ts'
import { chooseView, forgetView, listViewChoices } from './view-choices.ts'
import { peopleEndpoints } from './people-endpoints.ts'
import { ruleEndpoints } from './rule-endpoints.ts'

/** The manifest: every route the server answers under `/api`, and no other (security.md 47). */
export const endpoints = [
  readWelcome,
  signIn,
  askForPasskey,
  signInByPasskey,
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
  readSecondStep,
  offerSecondStep,
  offerPasskey,
  addPasskey,
  removePasskey,
  setUpSecondStep,
  renewRecoveryCodes,
  removeSecondStep,
  readAppPasswords,
  makeAppPassword,
  endAppPassword,
  start,
  listFolders,
  createFolder,
  changeFolder,
  deleteFolder,
  emptyFolder,
  markFolderRead,
  chooseListOrder,
  readAllInConversations,
  hideMailbox,
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
  readFile,
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
  shareSignature,
  deleteIdentity,
  chooseDefaultIdentity,
  listTemplates,
  saveTemplate,
  deleteTemplate,
  ...ruleEndpoints,
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
  readHandOver,
  handOver,
  readSharing,
  saveShare,
  readUnseenShares,
  confirmShares,
  endShare,
  listColleagues,
  describeOthersMailbox,
  tellWriting,
  ...peopleEndpoints,
  readKeptData,
  downloadKeptData,
  eraseKeptData,
  readActivity,
  downloadActivity,
  readSecurityEvents,
  readNewDevices,
  knowNewDevices,
  readStorage,
  surveyStorage,
  reportPolicy,
  liveEvents,
  startExport,
  readExport,
  stopExport,
  downloadExport,
  checkImport,
  importMessages,
  readOwnAddresses,
  addOwnAddress,
  changeOwnAddress,
  retireOwnAddress,
  dropAddressRequest,
  readAddressDesk,
  answerAddressRequest,
] as const
