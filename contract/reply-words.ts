import type { FiltersState } from './filters.ts'
import type { Address } from './messages.ts'
import { firstNameIn, piecesOf, type TemplateField } from './template-marks.ts'

/** What the mail server fills in when a filter answers. */
export const replyFields = ['firstName', 'name', 'subject', 'date'] as const
export type ReplyField = (typeof replyFields)[number]

export const isReplyField = (field: TemplateField | undefined): field is ReplyField =>
  replyFields.some((each) => each === field)

/** Whether a mail server cannot fill it in that does not know when mail comes. */
export const lacksField = (field: ReplyField, missing: FiltersState['missing']): boolean =>
  field === 'date' && missing.includes('arrival')

/** Those that a text asks for. */
export const replyFieldsIn = (text: string): ReplyField[] => [
  ...new Set(piecesOf(text).flatMap(({ field }) => (isReplyField(field) ? [field] : []))),
]

/**
 * What an answer says to a message, word for word as the mail server fills it in: a sender without a name, or with one that has to
 * be quoted within quotes, goes by their address; a message without a subject leaves its place empty.
 *
 * @param day as YYYY-MM-DD by the clock of the mail server
 */
export function replyWords(
  text: string,
  { from, subject, day }: { from: Pick<Address, 'name' | 'address'> | undefined; subject: string; day: string },
): string {
  const name = from ? from.name.trim() : ''
  const called = name === '' || /["\\]/.test(name) ? (from?.address ?? '') : name
  const values: Record<ReplyField, string> = { name: called, firstName: firstNameIn(called), subject, date: day }
  return piecesOf(text)
    .map((piece) => (isReplyField(piece.field) ? values[piece.field] : piece.text))
    .join('')
}
