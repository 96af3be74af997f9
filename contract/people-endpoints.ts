import { listDuplicates, mergeContacts } from './contact-merge.ts'
import {
  addContactAccount,
  chooseBooks,
  forgetContactAccount,
  listContactAccounts,
  syncContacts,
} from './contact-accounts.ts'
import {
  addContact,
  changeContact,
  clearCollected,
  deleteContacts,
  exportContacts,
  importContacts,
  listContacts,
  readContact,
  restoreContacts,
} from './contacts.ts'
import { listDirectory, listOwnGroups, readDepartments, readDirectoryCard, readDirectoryPhoto } from './directory.ts'
import { changeGroup, exportSomeContacts, listContactIds } from './contact-selection.ts'
import { changeListMembers } from './contact-lists.ts'
import { changePhoto, markFavourite, readPhoto, removePhoto } from './contact-marks.ts'
import { findWishes } from './contact-wishes.ts'
import { directoryListEndpoints } from './directory-lists.ts'
import { findGroupMembers } from './group-members.ts'
import { findAway, findPeople } from './people.ts'
import { readProgramDirectory } from './program-directory.ts'

/** People: contacts of one’s own, the directory, and groups. */
export const peopleEndpoints = [
  listContactAccounts,
  syncContacts,
  addContactAccount,
  chooseBooks,
  forgetContactAccount,
  listDuplicates,
  mergeContacts,
  listContacts,
  exportContacts,
  importContacts,
  readContact,
  addContact,
  changeContact,
  deleteContacts,
  clearCollected,
  restoreContacts,
  markFavourite,
  readPhoto,
  changePhoto,
  removePhoto,
  changeListMembers,
  listContactIds,
  exportSomeContacts,
  changeGroup,
  findWishes,
  findPeople,
  findAway,
  findGroupMembers,
  readDepartments,
  listDirectory,
  readDirectoryCard,
  readDirectoryPhoto,
  listOwnGroups,
  readProgramDirectory,
  ...directoryListEndpoints,
] as const
