import { type Attachment } from '#contract/messages.ts'

export type CarriedKind = 'invitation' | 'contact' | 'packed' | 'message'

export interface CarriedPart {
  kind: CarriedKind
  part: Attachment
}

/** More cards than these are no help; the others are among the attachments as ever. */
const mostCards = 10

/** What a message carries that is shown in the message itself, beside being a file. */
export function carriedParts(attachments: readonly Attachment[]): CarriedPart[] {
  return attachments
    .flatMap((part) => {
      const kind = part.inline || part.wrapping ? null : kindOf(part)
      return kind ? [{ kind, part }] : []
    })
    .slice(0, mostCards)
}

const generic = new Set(['application/octet-stream', 'text/plain', 'application/ics'])
const winmail = /^winmail\.dat$/i
const byType: Readonly<Record<string, CarriedKind>> = {
  'text/calendar': 'invitation',
  'text/vcard': 'contact',
  'text/x-vcard': 'contact',
  'text/directory': 'contact',
  'application/ms-tnef': 'packed',
  'application/vnd.ms-tnef': 'packed',
  'message/rfc822': 'message',
}
const byEnding: Readonly<Record<string, CarriedKind>> = {
  ics: 'invitation',
  vcs: 'invitation',
  vcf: 'contact',
  eml: 'message',
}

/** The type decides where it says something, else the name. */
function kindOf({ name, type }: Attachment): CarriedKind | null {
  if (winmail.test(name)) return 'packed'
  const ending = name
    .slice(name.lastIndexOf('.') + 1)
    .trim()
    .toLowerCase()
  // Outlook's own `.msg` is another format.
  if (ending === 'msg') return null
  return byType[type] ?? (generic.has(type) ? (byEnding[ending] ?? null) : null)
}

/** Files that stand in a list of their own; a card with its own way to save the file spares them there. */
export function listedFiles(attachments: readonly Attachment[]): Attachment[] {
  const cards = new Set(carriedParts(attachments).flatMap(({ kind, part }) => (kind === 'invitation' ? [part] : [])))
  return attachments.filter((part) => !part.inline && !part.wrapping && !cards.has(part))
}
