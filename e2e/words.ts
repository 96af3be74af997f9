import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pseudoCatalogue } from '#client/i18n/pseudo.ts'

export type WordsLocale = 'en' | 'es' | 'pseudo'

/** What the app calls things in one language, read from its catalogues, so that no test repeats a sentence of the app. */
export interface Words {
  /** The text of a message without placeholders or plural forms. Throws on a key that is not in the catalogue. */
  (key: string): string
  /** Matches the message with anything in its placeholders and in any of its plural forms, from start to end. */
  like(key: string): RegExp
  /** The message with its placeholders filled in, in its last plural form. */
  with(key: string, values: Record<string, string | number>): string
}

const catalogues = join(import.meta.dirname, '../client/i18n/messages')
const known = new Map<WordsLocale, Words>()

export function wordsOf(locale: WordsLocale): Words {
  const words = known.get(locale) ?? makeWords(readCatalogue(locale))
  known.set(locale, words)
  return words
}

/** Messages by their whole key: "mail.state.unread". */
type Catalogue = Record<string, string>

function readCatalogue(locale: WordsLocale): Catalogue {
  if (locale === 'pseudo') return pseudoCatalogue(readCatalogue('en')) as Catalogue
  const folder = join(catalogues, locale)
  const areas = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(
    areas.flatMap((name) => flatten(name.slice(0, -5), JSON.parse(readFileSync(join(folder, name), 'utf8')) as Tree)),
  )
}

interface Tree {
  [name: string]: string | Tree
}

function flatten(key: string, value: string | Tree): [string, string][] {
  if (typeof value === 'string') return [[key, value]]
  return Object.entries(value).flatMap(([name, part]) => flatten(`${key}.${name}`, part))
}

function makeWords(catalogue: Catalogue): Words {
  const find = (key: string): string => {
    const message = catalogue[key]
    if (message === undefined) throw new Error(`No message "${key}" in the catalogue`)
    return message
  }
  return Object.assign(
    (key: string) => {
      const message = find(key)
      if (/[{|]/.test(message.replaceAll("{'|'}", ''))) throw new Error(`"${key}" has placeholders; use like or with`)
      return plain(message)
    },
    {
      like: (key: string) => new RegExp(`^(?:${forms(find(key)).map(asPattern).join('|')})$`),
      with: (key: string, values: Record<string, string | number>) =>
        plain(
          (forms(find(key)).at(-1) ?? '').replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? '')),
        ),
    },
  )
}

/** Plural forms stand between bars. */
function forms(message: string): string[] {
  return message.split('|').map((form) => form.trim())
}

function asPattern(form: string): string {
  return form
    .split(/(\{[^}]*\})/)
    .map((part, index) => (index % 2 === 1 ? placeholder(part) : escaped(part)))
    .join('')
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** `{'@'}` is a literal character, `{name}` a hole. */
function placeholder(part: string): string {
  const literal = /^\{'(.*)'\}$/.exec(part)?.[1]
  return literal === undefined ? '.*' : escaped(literal)
}

function plain(message: string): string {
  return message.replace(/\{'(.*?)'\}/g, '$1')
}
