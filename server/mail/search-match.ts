import type { Address } from '#contract/messages.ts'
import type { SearchMatch } from '#contract/search.ts'
import { assignedPrefix } from '#contract/work-marks.ts'
import type { FolderDescription, Summary } from './mail-account.ts'
import type { MailQuery } from './mail-search.ts'

const contextCharacters = 60

/** A text in the form in which case and accents make no difference, and where each of its characters came from. */
interface Folded {
  text: string
  /** Index in the original of each UTF-16 unit of `text`, and one more for its end; null where they are the same. */
  from: number[] | null
}

/** Like `i;unicode-casemap` (RFC 5051) without the marks: what servers find, we must be able to show. */
function fold(original: string): Folded {
  if (/^\p{ASCII}*$/u.test(original)) return { text: original.toLowerCase(), from: null }
  let text = ''
  const from: number[] = []
  let index = 0
  for (const character of original) {
    const plain = character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    text += plain
    from.push(...Array.from({ length: plain.length }, () => index))
    index += character.length
  }
  from.push(index)
  return { text, from }
}

/** Whether a text holds another, whatever their case and accents. */
export function holds(text: string, wanted: string): boolean {
  return fold(text).text.includes(fold(wanted).text)
}

/** The first place of any of these in a text, with what stands round it; null where there is none. */
function findIn(where: SearchMatch['where'], original: string, wanted: readonly string[]): SearchMatch | null {
  const { text, from } = fold(original)
  for (const each of wanted) {
    const needle = fold(each).text
    const at = needle === '' ? -1 : text.indexOf(needle)
    if (at < 0) continue
    const start = from ? (from[at] ?? 0) : at
    const end = from ? (from[at + needle.length] ?? original.length) : at + needle.length
    return {
      where,
      before: oneLine(original.slice(Math.max(0, start - contextCharacters), start)),
      hit: oneLine(original.slice(start, end)),
      after: oneLine(original.slice(end, end + contextCharacters)),
    }
  }
  return null
}

const oneLine = (text: string) => text.toWellFormed().replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')

const written = (people: readonly Address[]) => people.map(({ name, address }) => `${name} <${address}>`).join(', ')

/** Where in the headers a message holds what is looked for; null where it does not show. */
export function matchInHeaders(query: MailQuery, { subject, from, to }: Summary): SearchMatch | null {
  const { words } = query
  return (
    findIn('subject', subject, [...given(query.subject), ...words]) ??
    findIn('from', written(from), [...given(query.from), ...words]) ??
    findIn('to', written(to), [...given(query.to), ...words])
  )
}

/** Where in its text; empty strings where it is in a part of it that was not looked at. */
export function matchInText(query: MailQuery, text: string): SearchMatch {
  return findIn('text', text, query.words) ?? { where: 'text', before: '', hit: '', after: '' }
}

/** True when words or names are looked for, so that there is a place to show. */
export function looksForText({ words, from, to, subject }: MailQuery): boolean {
  return words.length + given(from).length + given(to).length + given(subject).length > 0
}

const given = (text: string | undefined) => (text === undefined ? [] : [text])

/** HTML as running text, only good enough to show a few words of: never to be used as HTML. */
export function wordsOfHtml(html: string): string {
  return (
    html
      .replace(/<(style|script|title)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
      .replace(/<!--[\s\S]*?(-->|$)/g, '')
      // A blank for any number of tags, and none where there is one: so does Dovecot, whose rules look at such text.
      .replace(/<[^>]*>?/g, '\0')
      .replace(/ ?\0+/g, ' ')
      .replace(
        /&(nbsp|amp|lt|gt|quot|#\d{1,7}|#x[\da-f]{1,6});/gi,
        (entity, name: string) => decodeEntity(name) ?? entity,
      )
  )
}

const named: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"' }

function decodeEntity(name: string): string | undefined {
  if (!name.startsWith('#')) return named[name.toLowerCase()]
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

/** Whether no keyword assigns a message to anybody. */
export const isNobodys = (keywords: readonly string[]): boolean =>
  !keywords.some((keyword) => keyword.toLowerCase().startsWith(assignedPrefix))

/** Folders that no work comes into. */
const workless: readonly (string | null)[] = ['sent', 'drafts', 'trash', 'junk']

/** Whether a folder is looked into where none is given: for what is still to do, only where several people work. */
export function isSearched({ assigned, done }: MailQuery, folder: Pick<FolderDescription, 'owner' | 'role'>): boolean {
  const isToDo = assigned === null || done === false
  return !isToDo || (folder.owner !== null && !workless.includes(folder.role))
}
