import type { FolderPath } from '../mail-account.ts'
import { smallMessageBytes, type MailSurvey, type MessageWeight } from '../mail-survey.ts'
import { sortParts } from '../mime/structure.ts'
import { atom } from './ext/command.ts'
import { allUids } from './ext/extended-search.ts'
import { carefulRows, type RowMemory, type WithCare } from './careful-rows.ts'
import { dateOf, type FetchedRow } from './ext/fetch.ts'
import type { KeptConnection, Selected } from './kept-connection.ts'
import { must } from './must.ts'
import { careOf } from './rows.ts'

const lot = 500
const mostWeighed = 2_000_000

/** Weighs messages over IMAP: sizes and senders of all, the structure only of those large enough to carry a file. */
export class ImapSurvey implements MailSurvey {
  readonly #main: KeptConnection
  readonly #memory: RowMemory

  constructor(main: KeptConnection, memory: RowMemory) {
    this.#main = main
    this.#memory = memory
  }

  contentOf(folder: FolderPath): Promise<string> {
    // Messages never change and no UID is given twice: as many, and none added since, are the same ones (RFC 9051, 2.3.1.1).
    return this.#main.runIn(folder, async (client) => {
      // Of an open folder imapflow knows the next UID as it was when it was opened.
      const { uidValidity, uidNext, exists } = await must(client.mailboxOpen(folder))
      return `${uidValidity} ${uidNext} ${exists}`
    })
  }

  async weigh(folder: FolderPath, take: (lot: readonly MessageWeight[]) => void, isOver: () => boolean): Promise<void> {
    const uids = await this.#main.runIn(folder, async (client) =>
      client.mailbox.exists === 0 ? [] : [...(await allUids(client, { criteria: [atom('ALL')] }, mostWeighed))],
    )
    for (let at = 0; at < uids.length && !isOver(); at += lot) {
      const some = uids.slice(at, at + lot)
      take(await this.#main.runIn(folder, (client) => weighLot(client, some, careOf(this.#memory, client))))
    }
  }
}

async function weighLot(client: Selected, uids: readonly number[], care: WithCare): Promise<MessageWeight[]> {
  const rows = await carefulRows(client, uids, ['RFC822.SIZE', 'INTERNALDATE', 'ENVELOPE'], care)
  const large = rows.filter(({ sizeBytes = 0 }) => sizeBytes >= smallMessageBytes).map(({ uid }) => uid)
  const structures = large.length > 0 ? await carefulRows(client, large, ['BODYSTRUCTURE'], care) : []
  const files = new Map(structures.map((row) => [row.uid, filesOf(row)]))
  return rows.map(({ uid, sizeBytes = 0, receivedAt, envelope }) => {
    const sender = envelope?.from?.[0]
    return {
      sizeBytes,
      receivedAtMs: dateOf(receivedAt),
      from: sender ? { name: sender.name ?? '', address: sender.address ?? '' } : null,
      files: files.get(uid) ?? [],
    }
  })
}

function filesOf({ structure }: FetchedRow): MessageWeight['files'] {
  if (!structure) return []
  return sortParts(structure).files.map(({ type, sizeBytes }) => ({ type, sizeBytes }))
}
