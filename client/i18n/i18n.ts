import { compile, createMessageContext } from '@intlify/core-base'
import { computed, ref } from 'vue'
import { areaCatalogue, type AreaMessages, type Message } from './catalogue.ts'
import { documentLanguage, intlTag, type Locale } from './locale.ts'
import { pluralForm } from './plural.ts'

type Catalogue = Readonly<Record<string, Message>>

/** The messages of all parts of the app that have been loaded so far. */
const english: Record<string, Message> = {}
const catalogues = new Map<Locale, Catalogue>([['en', english]])

/** The part of the library we use; its own types describe every kind of message, ours are all compiled. */
type Say = (context: ReturnType<typeof createMessageContext>) => string

const pluralRuleFor = (tag: string) => (count: number, forms: number) => pluralForm(tag, count, forms)
const pluralRules = { en: pluralRuleFor('en'), es: pluralRuleFor('es'), pseudo: pluralRuleFor('en') }

/** Makes the pseudo language out of English, once it has been asked for. */
let makePseudo: ((catalogue: Catalogue) => Catalogue) | undefined

const loaders: Record<Exclude<Locale, 'en'>, () => Promise<Catalogue>> = {
  es: async () => (await import('./messages/es.ts')).default,
  pseudo: async () => {
    const { pseudoCatalogue } = await import('./pseudo.ts')
    makePseudo = pseudoCatalogue
    return pseudoCatalogue(english)
  },
}

/**
 * Takes in the English messages of one area, before the code that names them runs (see `message-areas.ts`). Other languages
 * come whole when they are chosen.
 * @public called by the modules that `message-areas.ts` makes
 */
export function addEnglish(area: string, messages: AreaMessages): void {
  Object.assign(english, areaCatalogue(area, messages))
  if (makePseudo) catalogues.set('pseudo', makePseudo(english))
}

const shown = ref<Locale>('en')

/** The language on the screen now. Read it inside templates and computed values to be told of changes. */
export const locale = computed<Locale>(() => shown.value)

/** The tag for `Intl` of the language on the screen. */
export const localeTag = computed(() => intlTag(locale.value))

/**
 * The sentence for a key ("list.unread") in the language on the screen. `{name}` in the message takes `values.name`;
 * a number in `values.count` also chooses the plural form. An unknown key comes back as it is, so that it is seen in tests.
 */
export function t(key: string, values: Record<string, unknown> = {}): string {
  const message = catalogues.get(shown.value)?.[key] ?? english[key]
  if (message === undefined) return key
  const { count } = values
  const isCounted = typeof count === 'number'
  const named = isCounted ? { ...values, count: count.toLocaleString(localeTag.value) } : { ...values }
  const say = compile(message as never, {} as never) as unknown as Say
  return say(
    createMessageContext({ locale: shown.value, pluralRules, named, ...(isCounted ? { pluralIndex: count } : {}) }),
  )
}

/** Whether the catalogue of the language on the screen has this key. */
export function hasMessage(key: string): boolean {
  return key in (catalogues.get(shown.value) ?? {})
}

let latestWish: Locale = 'en'

/**
 * Changes the language of the whole page without a reload: loads its messages, then sets `<html lang dir>`. When another
 * language is asked for while one is loading, the later wish counts.
 */
export async function setLocale(next: Locale): Promise<void> {
  latestWish = next
  if (next !== 'en' && !catalogues.has(next)) catalogues.set(next, await loaders[next]())
  if (latestWish !== next) return
  shown.value = next
  Object.assign(document.documentElement, documentLanguage(next))
}
