import type { DavAnswer } from '#server/http/dav.ts'
import { writeRefusal } from '#server/mail/carddav/write-multi-status.ts'
import { carddav, dav } from '#server/mail/carddav/xml.ts'

/** What is done, in words of DAV: in most answers nothing more is to be said. */
export const answered = (status: number, headers: Record<string, string> = {}): DavAnswer => ({ status, headers })

export const xml = (status: number, body: DavAnswer['body'] = ''): DavAnswer => ({
  status,
  headers: { 'Content-Type': 'application/xml; charset=utf-8' },
  body,
})

/** Refused, with the name of the precondition that does not hold. */
export const refused = (status: number, name: CardPrecondition | DavPrecondition, content = ''): DavAnswer =>
  xml(status, writeRefusal(cardPreconditions.has(name) ? carddav : dav, name, content))

type CardPrecondition =
  'supported-address-data' | 'valid-address-data' | 'no-uid-conflict' | 'supported-filter' | 'supported-collation'
type DavPrecondition =
  | 'propfind-finite-depth'
  | 'supported-report'
  | 'valid-sync-token'
  | 'number-of-matches-within-limits'
  | 'need-privileges'
  | 'quota-not-exceeded'

const cardPreconditions: ReadonlySet<string> = new Set<CardPrecondition>([
  ...(['supported-address-data', 'valid-address-data', 'no-uid-conflict'] as const),
  ...(['supported-filter', 'supported-collation'] as const),
])

export const quoted = (etag: string): string => `"${etag}"`

/** Whether a header names this state (RFC 9110, 13.1): `*` any there is, a weak one none. */
export function names(header: string, etag: string | undefined): boolean {
  if (etag === undefined) return false
  const all = header.split(',').map((each) => each.trim())
  return all.includes('*') || all.includes(quoted(etag))
}
