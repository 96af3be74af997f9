import { ApiProblem } from '#client/api/api-problem.ts'
import { formatNumber } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { problemText } from '#client/mail/problem-text.ts'

/** What is wrong, in words, and with which field; null where it is with neither. */
export interface FolderFault {
  readonly field: 'name' | 'place' | null
  readonly text: string
}

/** As long as the contract takes (`folderName`). */
const longestName = 200

/** What can be told of a name without asking the server. */
export function faultOfName(typed: string): FolderFault | null {
  const name = typed.trim().normalize('NFC')
  if (name === '') return { field: 'name', text: t('folders.nameMissing') }
  if (name.length > longestName) return { field: 'name', text: tooLong() }
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name) ? { field: 'name', text: t('folders.nameUnseen') } : null
}

const tooLong = () => t('folders.nameTooLong', { most: formatNumber(longestName) })

/** What the server said about making a folder or putting it somewhere, in words that name the field. */
export function readFault(error: unknown, name: string): FolderFault {
  const { type, details } = error instanceof ApiProblem ? error : { type: null, details: {} }
  if (type === 'folder-exists') return { field: 'name', text: t('folders.exists', { folder: name }) }
  if (type === 'not-allowed') return { field: 'place', text: t('folders.notHere') }
  const ofName = details.fields?.find(({ field }) => field === 'name')
  if (!ofName) return { field: null, text: problemText(error) }
  if (ofName.characters) return { field: 'name', text: t('folders.cannotHold', { characters: ofName.characters }) }
  return { field: 'name', text: ofName.code === 'too-long' ? tooLong() : t('folders.nameRefused') }
}
