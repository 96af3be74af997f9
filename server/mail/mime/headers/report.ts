import type { DeliveryOutcome, MessageReport } from '#contract/message-facts.ts'
import { decodeTransfer } from '../decode-text.ts'
import type { FilePart } from '../structure.ts'
import { fieldOf, type Header, plainWords, readHeader } from './header-fields.ts'

const statusTypes = new Set(['message/delivery-status', 'message/global-delivery-status'])
const receiptTypes = new Set(['message/disposition-notification', 'message/global-disposition-notification'])
const originalTypes = new Set(['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/global-headers'])

export const reportLimitBytes = 65_536
const mostOutcomes = 20

type Kind = MessageReport['kind']
type Part = Pick<FilePart, 'type' | 'partId' | 'transferEncoding'>

/** The parts of a report (RFC 6522): what a program says, and the message it is about. */
export interface ReportParts<P extends Pick<Part, 'type'> = Part> {
  kind: Kind
  said: P
  original: P | null
}

export function findReport<P extends Pick<Part, 'type'>>(files: readonly P[]): ReportParts<P> | null {
  const said = files.find(({ type }) => statusTypes.has(type) || receiptTypes.has(type))
  if (!said) return null
  const original = files.slice(files.indexOf(said) + 1).find(({ type }) => originalTypes.has(type)) ?? null
  return { kind: statusTypes.has(said.type) ? 'delivery' : 'receipt', said, original }
}

/** The IMAP section in which the original's header stands. */
export function originalSection({ type, partId }: Part): string {
  return type === 'message/rfc822' ? `${partId}.HEADER` : partId
}

/** Both in the transfer encoding of their parts. Null where the report says nothing of anybody. */
export function readReport({ kind, said, original }: ReportParts, bytes: Buffer, about: Buffer): MessageReport | null {
  const groups = groupsOf(decodeTransfer(bytes, said.transferEncoding))
  const encoding = original && original.type !== 'message/rfc822' ? original.transferEncoding : '8bit'
  const found = fieldOf(readHeader(decodeTransfer(about, encoding)), 'subject')
  const subject = found === null ? null : plainWords(found, 300)
  if (kind === 'receipt') return readReceipt(groups[0], subject)
  const outcomes = groups.flatMap(outcomeIn)
  if (outcomes.length === 0) return null
  return { kind, subject, outcomes: outcomes.slice(0, mostOutcomes), more: Math.max(0, outcomes.length - mostOutcomes) }
}

/** Groups of fields with empty lines between. */
function groupsOf(bytes: Buffer): Header[] {
  return bytes
    .subarray(0, reportLimitBytes)
    .toString('latin1')
    .split(/(?:\r?\n){2,}/)
    .map((group) => readHeader(Buffer.from(group, 'latin1')))
    .filter(({ fields }) => fields.length > 0)
}

const actions = new Set<string>(['failed', 'delayed', 'delivered', 'relayed', 'expanded'])

function outcomeIn(group: Header): DeliveryOutcome[] {
  const address = addressIn(fieldOf(group, 'original-recipient')) || addressIn(fieldOf(group, 'final-recipient'))
  const action = fieldOf(group, 'action')?.toLowerCase().split(/\s/)[0] ?? ''
  if (address === '' || !actions.has(action)) return []
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fieldOf(group, 'status') ?? '')?.[0] ?? null
  const said = plainWords((fieldOf(group, 'diagnostic-code') ?? '').replace(/^[\w-]{1,40};/, ''), 300)
  return [{ address, action: action as DeliveryOutcome['action'], status, said }]
}

function readReceipt(group: Header | undefined, subject: string | null): MessageReport | null {
  if (!group) return null
  const address = addressIn(fieldOf(group, 'original-recipient')) || addressIn(fieldOf(group, 'final-recipient'))
  const type =
    fieldOf(group, 'disposition')
      ?.split(';')[1]
      ?.trim()
      .split(/[/,\s]/)[0]
      ?.toLowerCase() ?? ''
  if (address === '' || type === '') return null
  const known = type === 'displayed' || type === 'deleted' || type === 'denied'
  return { kind: 'receipt', subject, address, disposition: known ? type : 'other' }
}

/** `rfc822; ann@example.org` is an address of a kind (RFC 3464, 2.1.2). */
function addressIn(value: string | null): string {
  const text = value ?? ''
  return plainWords(text.slice(text.indexOf(';') + 1).replaceAll(/[<>]/g, ''), 320)
}
