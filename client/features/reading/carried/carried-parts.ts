import { type Attachment } from '#contract/messages.ts'
import { fileKind } from '../attachment-kind.ts'

export type CarriedKind = 'invitation'

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
      const kind = kindOf(part)
      return kind ? [{ kind, part }] : []
    })
    .slice(0, mostCards)
}

const generic = new Set(['application/octet-stream', 'text/plain', 'application/ics'])

/** The type decides where it says something, else the name. */
function kindOf({ name, type }: Attachment): CarriedKind | null {
  if (type === 'text/calendar') return 'invitation'
  if (!generic.has(type)) return null
  return fileKind(name, type) === 'calendar' ? 'invitation' : null
}

/** Files that stand in a list of their own; a card with its own way to save the file spares them there. */
export function listedFiles(attachments: readonly Attachment[]): Attachment[] {
  const cards = new Set(carriedParts(attachments).flatMap(({ kind, part }) => (kind === 'invitation' ? [part] : [])))
  return attachments.filter((part) => !part.inline && !cards.has(part))
}
