import { formatSize } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type DraftFile } from '#client/mail/draft.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type UploadRules } from '#contract/uploads.ts'

/** Left for the text and what stands before it, in bytes. */
const forTextBytes = 100_000
/** In a message 57 bytes of a file take a line of 76 characters and its end (base64, RFC 2045, 6.8). */
const encodedShare = 57 / 78

/** How much all files of a message may have together, in bytes. */
export function roomBytes({ messageBytes }: UploadRules): number {
  return Math.max(0, Math.floor((messageBytes - forTextBytes) * encodedShare))
}

export const bytesOf = (files: readonly Pick<DraftFile, 'sizeBytes'>[]) =>
  files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)

export interface Sorted {
  taken: File[]
  /** Why the others are not, in words that name them. */
  refused: string[]
}

/** Which of the files a person chose can go along with those that are there already. Everything where the rules are not known. */
export function sortFiles(
  chosen: readonly File[],
  there: readonly DraftFile[],
  rules: UploadRules | undefined,
): Sorted {
  const sorted: Sorted = { taken: [], refused: [] }
  let free = rules ? roomBytes(rules) - bytesOf(there) : Infinity
  for (const file of chosen) {
    const name = plainLine(file.name)
    if (rules?.blockedEndings.includes(endingOf(file.name))) {
      sorted.refused.push(t('files.blocked', { name, ending: endingOf(file.name) }))
    } else if (rules && file.size > free) {
      const size = formatSize(file.size)
      const words = { name, size, room: formatSize(Math.max(0, free)), limit: formatSize(roomBytes(rules)) }
      sorted.refused.push(t(file.size > roomBytes(rules) ? 'files.tooLarge' : 'files.noRoom', words))
    } else {
      sorted.taken.push(file)
      free -= file.size
    }
  }
  return sorted
}

function endingOf(name: string): string {
  return /\.[^.\s]+$/.exec(name)?.[0].toLowerCase() ?? ''
}
