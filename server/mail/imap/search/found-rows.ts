import { looksForText, matchInHeaders, matchInText, wordsOfHtml } from '../../search-match.ts'
import type { Found, MailQuery } from '../../mail-search.ts'
import { decodeTextPart } from '../../mime/decode-text.ts'
import type { TextPart } from '../../mime/structure.ts'
import { fetchRows } from '../ext/fetch.ts'
import type { CurrentRow } from '../fresh-rows.ts'
import type { Selected } from '../kept-connection.ts'
import type { RowCache } from '../row-cache.ts'
import { folderKeyOf, referenceIn, rowsOfUids, summaryOf } from '../rows.ts'

/** A word further down in a text is found, but not shown. */
const contextBytes = 24_000

/** Rows of messages found in the selected folder with the place that matched, the newest first; those gone are left out. */
export async function foundRows(
  client: Selected,
  uids: readonly number[],
  query: MailQuery,
  { user, cache }: { user: string; cache: RowCache },
): Promise<Found[]> {
  const rows = await rowsOfUids(client, uids, folderKeyOf(user, client), cache)
  rows.sort((a, b) => b.fixed.uid - a.fixed.uid)
  const items = rows.map((row): Found & { row: CurrentRow } => {
    const summary = summaryOf(referenceIn(client, row.fixed.uid), row)
    return { row, summary, match: looksForText(query) ? matchInHeaders(query, summary) : null }
  })
  const inText = query.includeBody && query.words.length > 0 ? items.filter(({ match }) => match === null) : []
  const texts = await textsOf(
    client,
    inText.map(({ row }) => row),
  )
  return items.map(({ row, summary, match }) => {
    const text = texts.get(row.fixed.uid)
    return { summary, match: match ?? (text === undefined ? null : matchInText(query, text)) }
  })
}

/** The beginning of each message's text, with one command for all whose text is in the same place. */
async function textsOf(client: Selected, rows: readonly CurrentRow[]): Promise<Map<number, string>> {
  const texts = new Map<number, string>()
  const places = rows.map(({ fixed }) => ({ uid: fixed.uid, ...placeOf(fixed.parts.pieces[0]) }))
  for (const [partId, some] of Map.groupBy(places, ({ part }) => part?.partId)) {
    if (partId === undefined) continue
    const uids = some.map(({ uid }) => uid)
    const fetched = await fetchRows(client, { uids }, [{ section: partId, maxBytes: contextBytes }])
    for (const { uid, part, isHtml } of some) {
      const bytes = fetched.find((row) => row.uid === uid)?.sections?.get(partId)
      if (!bytes || !part) continue
      const { content } = decodeTextPart(bytes, part, part.encodedSizeBytes)
      texts.set(uid, isHtml ? wordsOfHtml(content) : content)
    }
  }
  for (const { uid } of places) if (!texts.has(uid)) texts.set(uid, '')
  return texts
}

function placeOf(piece: { text: TextPart | null; html: TextPart | null } | undefined) {
  return { part: piece?.text ?? piece?.html ?? null, isHtml: !piece?.text }
}
