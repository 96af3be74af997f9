import { formatList } from '#client/i18n/formats.ts'
import { type Draft } from '#client/mail/draft.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { unfilledMarks } from '#client/mail/template-fields.ts'
import { nameOf } from '#client/mail/sender-name.ts'
import { accessibilityChecks, type SendingCheck } from '#client/mail/sending-checks.ts'
import { type Recipient } from '#contract/sending.ts'
import { noWishes, type Wishes } from '../wishes/wishes.ts'
import { type Finding } from './finding.ts'
import { colourWordIn } from './colour-words.ts'
import { findInDocument } from './find-in-document.ts'

/** More visible people outside than this: most of them do not know each other. */
const mostVisible = 20

/** Words that promise a file, in the languages people write in here. */
const promises = [
  /\b(?:attached|attaching|attachments?|enclosed|enclosures?)\b/i,
  /\b(?:adjunt[oa]s?|adjuntamos|adjuntar|adjuntado|anex[oa]s?)\b/i,
  /\b(?:anhang|anbei|angehängt\w*|beigefügt\w*|anlagen?)\b/iu,
  /\bpièces? jointes?\b|\bci-joint/iu,
  /\b(?:allegat[oaie]|in allegato)\b/i,
  /\b(?:em anexo|segue anexo)\b/i,
  /\b(?:bijlagen?|bijgevoegd)\b/i,
]

/** All that should be asked about a draft before it is sent, without what the person does not want to be asked. */
export function findInDraft(
  draft: Draft,
  ownDomains: readonly string[],
  silenced: Readonly<Record<string, boolean>>,
  wishes: Wishes = noWishes,
): Finding[] {
  const outside = [...draft.to, ...draft.cc].filter(({ address }) => !isOwnDomain(address, ownDomains)).length
  const promise = draft.files.every(({ cid }) => cid !== undefined) ? promiseIn(draft) : null
  const colour = colourWordIn(ownWords(draft))
  const findings = [
    ...(draft.subject.trim() === '' ? [plainFinding('subject')] : []),
    ...(promise === null ? [] : [{ ...plainFinding('attachment'), what: promise }]),
    ...unfilledMarks(`${draft.subject}\n${ownWords(draft)}`).map((what) => ({
      ...plainFinding('mark'),
      key: what,
      what,
    })),
    ...(draft.cameTo !== undefined && draft.from !== '' && draft.from !== draft.cameTo
      ? [{ ...plainFinding('sender'), what: draft.cameTo }]
      : []),
    ...(draft.listAuthor && draft.to.length + draft.cc.length > 1
      ? [{ ...plainFinding('everyone'), what: draft.listAuthor.name || draft.listAuthor.address }]
      : []),
    ...(outside > mostVisible ? [{ ...plainFinding('visible'), count: outside }] : findOutside(draft, ownDomains)),
    ...(draft.document && wishes.plainText.length > 0 && !draft.formatsAnyway
      ? [{ ...plainFinding('plainText'), what: formatList(wishes.plainText), count: wishes.plainText.length }]
      : []),
    ...(colour === null ? [] : [{ ...plainFinding('colour'), what: colour }]),
    ...(draft.document ? findInDocument(draft.document) : []),
  ]
  const isNeeded = ({ kind }: Finding) => wishes.accessible.length > 0 && accessibilityChecks.has(kind)
  return findings.filter((finding) => silenced[finding.kind] !== true || isNeeded(finding))
}

function plainFinding(kind: SendingCheck): Finding {
  return { kind, key: '', what: '', count: 1, path: [] }
}

/**
 * People outside among colleagues, who may have slipped in: not those whom the answered message brought along, and nobody where
 * all are outside.
 */
export function outsidersIn({ to, cc, bcc, brought = [] }: Draft, ownDomains: readonly string[]): Recipient[] {
  const all = [...to, ...cc, ...bcc]
  const outside = all.filter(({ address }) => !isOwnDomain(address, ownDomains))
  const known = new Set(brought.map((address) => address.toLowerCase()))
  return outside.length === all.length ? [] : outside.filter(({ address }) => !known.has(address.toLowerCase()))
}

function findOutside(draft: Draft, ownDomains: readonly string[]): Finding[] {
  const outsiders = outsidersIn(draft, ownDomains)
  if (outsiders.length === 0) return []
  return [{ ...plainFinding('outside'), what: formatList(outsiders.map(nameOf)), count: outsiders.length }]
}

/** Whether an address is in the person's organisation. */
export function isOwnDomain(address: string, ownDomains: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  return ownDomains.some((own) => domain === own || domain.endsWith(`.${own}`))
}

/** The word of the person's own that promises a file, else null. */
function promiseIn(draft: Draft): string | null {
  const words = `${draft.subject.replace(/^(?:re|fwd?):.*/i, '')}\n${ownWords(draft)}`
  for (const pattern of promises) {
    const found = pattern.exec(words)?.[0]
    if (found !== undefined) return found
  }
  return null
}

/** What the person wrote: without quotes, and without a message that is forwarded. */
function ownWords({ text, document, prefilledText }: Draft): string {
  const all = document
    ? plainTextOf({ ...document, content: document.content.filter(({ type }) => type !== 'blockquote') })
    : text
  const given = new Set((prefilledText ?? '').split('\n').map((line) => line.trim()))
  return all
    .split('\n')
    .filter((line) => !line.startsWith('>') && !given.has(line.trim()))
    .join('\n')
}
