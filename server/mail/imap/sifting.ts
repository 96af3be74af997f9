import type { FolderPath, MessageReference } from '../mail-account.ts'
import type { MailSifting, Sifted, SiftedMessage, SiftWish } from '../mail-sifting.ts'
import { decodeTextPart } from '../mime/decode-text.ts'
import { headerLimitBytes, readHeader } from '../mime/headers/header-fields.ts'
import type { MessageParts } from '../mime/structure.ts'
import { wordsOfHtml } from '../search-match.ts'
import { type FetchItem, fetchRows } from './ext/fetch.ts'
import type { CurrentRow } from './fresh-rows.ts'
import { inFolderOf } from './in-folder-of.ts'
import type { KeptConnection, Selected } from './kept-connection.ts'
import { rowOf } from './read.ts'
import type { RowCache } from './row-cache.ts'
import { folderKeyOf, referenceIn, rowsOfRange, summaryOf } from './rows.ts'

/** What is in memory of messages at a time. */
const lotSize = 50
/** More of a text is not looked at; a rule on the server would look at all of it. */
const textBytes = 500_000

interface Known {
  user: string
  cache: RowCache
}

export class ImapSifting implements MailSifting {
  readonly #main: KeptConnection
  readonly #known: Known

  constructor(main: KeptConnection, known: Known) {
    this.#main = main
    this.#known = known
  }

  sift(
    folder: FolderPath,
    stretch: { offset: number; limit: number },
    wish: SiftWish,
    isCaught: (message: SiftedMessage) => boolean,
  ): Promise<Sifted> {
    return this.#main.runIn(folder, async (client) => {
      const rows = await this.#rowsOf(client, stretch)
      const caught: CurrentRow[] = []
      for (let at = 0; at < rows.length; at += lotSize) {
        const lot = rows.slice(at, at + lotSize)
        const messages = await lookAt(client, lot, wish)
        caught.push(...lot.filter((_row, index) => isCaught(messages[index] as SiftedMessage)))
      }
      const items = caught.map((row) => summaryOf(referenceIn(client, row.fixed.uid), row))
      return { total: client.mailbox.exists, looked: rows.length, caught: items }
    })
  }

  look(reference: MessageReference, wish: SiftWish): Promise<SiftedMessage> {
    return inFolderOf(this.#main, reference, async (client) => {
      const row = await rowOf(client, reference, this.#known.user, this.#known.cache)
      const [message] = await lookAt(client, [row], wish)
      return message as SiftedMessage
    })
  }

  async #rowsOf(client: Selected, { offset, limit }: { offset: number; limit: number }): Promise<CurrentRow[]> {
    const to = client.mailbox.exists - offset
    if (to < 1) return []
    const range = { from: Math.max(1, to - limit + 1), to }
    return rowsOfRange(client, range, folderKeyOf(this.#known.user, client), this.#known.cache)
  }
}

/** One for each row, in their order. */
async function lookAt(client: Selected, rows: readonly CurrentRow[], wish: SiftWish): Promise<SiftedMessage[]> {
  const headers = wish.fields.length === 0 ? null : await sectionsOf(client, rows, [headerItem(wish.fields)])
  const texts = new Map<number, string[]>()
  if (wish.texts) {
    // One command for all whose texts are in the same places.
    for (const some of Map.groupBy(rows, ({ fixed }) => placesOf(fixed.parts)).values())
      await addTexts(client, some, texts)
  }
  return rows.map(({ fixed }) => ({
    header: readHeader(headers?.get(fixed.uid)?.values().next().value ?? Buffer.alloc(0), { keepsBlanks: true }),
    sizeBytes: fixed.sizeBytes,
    texts: texts.get(fixed.uid) ?? [],
    hasAttachedPart: fixed.parts.sifted.hasAttached,
    fileNames: fixed.parts.sifted.fileNames,
    types: fixed.parts.sifted.types,
    receivedAtMs: fixed.receivedAtMs,
  }))
}

async function addTexts(client: Selected, rows: readonly CurrentRow[], texts: Map<number, string[]>): Promise<void> {
  const items = (rows[0]?.fixed.parts.sifted.texts ?? []).map(({ partId }) => ({
    section: partId,
    maxBytes: textBytes,
  }))
  if (items.length === 0) return
  const sections = await sectionsOf(client, rows, items)
  for (const { fixed } of rows) {
    const decoded = fixed.parts.sifted.texts.map(({ isHtml, ...part }) => {
      const bytes = sections.get(fixed.uid)?.get(part.partId.toUpperCase()) ?? Buffer.alloc(0)
      const { content } = decodeTextPart(bytes, part, part.encodedSizeBytes)
      return isHtml ? wordsOfHtml(content) : content
    })
    texts.set(fixed.uid, decoded)
  }
}

async function sectionsOf(client: Selected, rows: readonly CurrentRow[], items: readonly FetchItem[]) {
  const uids = rows.map(({ fixed }) => fixed.uid)
  const fetched = await fetchRows(client, { uids }, items)
  const found = new Map<number, ReadonlyMap<string, Buffer>>()
  for (const { uid, sections = new Map<string, Buffer>() } of fetched) found.set(uid, sections)
  return found
}

/** A name with signs that mean something in the protocol is looked for in the whole header. */
function headerItem(fields: readonly string[]): FetchItem {
  return fields.every((name) => /^[\w.-]+$/.test(name))
    ? { headers: fields, maxBytes: headerLimitBytes }
    : { section: 'HEADER', maxBytes: headerLimitBytes }
}

const placesOf = ({ sifted }: MessageParts) => sifted.texts.map(({ partId }) => partId).join(' ')
