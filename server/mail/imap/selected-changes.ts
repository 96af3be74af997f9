import type { ExistsEvent, ExpungeEvent, FlagsEvent, ImapFlow } from 'imapflow'
import { readFlags } from '../flags.ts'
import type { FolderPath, MailChange, MessageReference } from '../mail-account.ts'

/** Changes of one folder that came within a moment of each other. */
export interface SelectedChanges {
  folder: FolderPath
  validity: string
  /** How many messages the folder had before the first of these and has now. */
  grewFrom: number | null
  removed: number[]
  /** True when a removal came without its UID (no QRESYNC), so that only the counts can be told. */
  removedUnnamed: boolean
  flags: Map<number, Iterable<string>>
}

/** Changes within this time are told together: a hundred removals are one event. */
const gatherMs = 40

/** Gathers what the server tells about the selected folder of a connection and hands it on in lots. */
export function gatherSelectedChanges(client: ImapFlow, handle: (changes: SelectedChanges) => void): void {
  let changes: SelectedChanges | null = null
  const gathered = (folder: FolderPath): SelectedChanges => {
    const validity = String(client.mailbox ? client.mailbox.uidValidity : '')
    // Under another validity the same numbers are other messages.
    if (changes && (changes.folder !== folder || changes.validity !== validity)) hand()
    if (!changes) {
      changes = { folder, validity, grewFrom: null, removed: [], removedUnnamed: false, flags: new Map() }
      setTimeout(hand, gatherMs).unref()
    }
    return changes
  }
  const hand = () => {
    const lot = changes
    changes = null
    if (lot) handle(lot)
  }
  client.on('exists', ({ path, count, prevCount }: ExistsEvent) => {
    if (count > prevCount) gathered(path).grewFrom ??= prevCount
  })
  client.on('expunge', ({ path, uid }: ExpungeEvent) => {
    const lot = gathered(path)
    if (uid === undefined) lot.removedUnnamed = true
    else lot.removed.push(uid)
  })
  client.on('flags', ({ path, uid, flags }: FlagsEvent) => {
    if (uid !== undefined) gathered(path).flags.set(uid, flags)
  })
}

/** The flag and removal changes of a lot, as they are told. */
export function changesToTell(
  { folder, validity, removed, removedUnnamed, flags }: SelectedChanges,
  counts: { total: number; unread: number },
): MailChange[] {
  const reference = (uid: number): MessageReference => ({ folder, validity, uid })
  const told: MailChange[] = []
  const gone = new Set(removed)
  const kept = [...flags].filter(([uid]) => !gone.has(uid))
  if (kept.length > 0) {
    const items = kept.map(([uid, imapFlags]) => ({ reference: reference(uid), ...readFlags(imapFlags) }))
    told.push({ type: 'flags', folder, items })
  }
  if (removed.length > 0) told.push({ type: 'removed', folder, references: removed.map(reference), ...counts })
  else if (removedUnnamed || kept.length > 0) told.push({ type: 'counts', folder, ...counts })
  return told
}
