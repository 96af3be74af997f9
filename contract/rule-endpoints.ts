import { readAcknowledgement, saveAcknowledgement } from './acknowledgement.ts'
import { readAbsence, saveAbsence } from './absence.ts'
import { previewAbsence } from './absence-preview.ts'
import { readFilters, saveFilters, tryFilter } from './filters.ts'
import { explainMessage } from './whereabouts.ts'
import { checkScript, deleteScript, readScript, readScripts, runScript, saveScript } from './scripts.ts'
import { changeForeignRules, readForeignRules } from './foreign-rules.ts'
import { readSenders, saveSenders } from './senders.ts'
import { confirmForwarding, sendForwardingCode, takeBackForwarding } from './forwarding-codes.ts'
import { listManagedMailboxes } from './managed-mailboxes.ts'
import { readForwarding, saveForwarding, seeForwards } from './forwarding.ts'

/** What the mail server does with mail as it comes. */
export const ruleEndpoints = [
  listManagedMailboxes,
  readAbsence,
  saveAbsence,
  previewAbsence,
  readAcknowledgement,
  saveAcknowledgement,
  readFilters,
  saveFilters,
  tryFilter,
  explainMessage,
  readScripts,
  readScript,
  checkScript,
  saveScript,
  runScript,
  deleteScript,
  readForeignRules,
  changeForeignRules,
  readSenders,
  saveSenders,
  readForwarding,
  saveForwarding,
  seeForwards,
  sendForwardingCode,
  confirmForwarding,
  takeBackForwarding,
] as const
