/** A language of the interface. `pseudo` is made from English for tests: lengthened, accented and written right to left. */
export type Locale = 'en' | 'es' | 'pseudo'

/** The languages a person can choose, each named in its own words (WCAG 3.1.2). */
export const offeredLocales: readonly { readonly value: Locale; readonly label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'es', label: 'Español' },
]

/** What `<html lang dir>` says for a locale. "x-rtl" is a private-use subtag (RFC 5646, 2.2.7): the words stay English. */
export function documentLanguage(locale: Locale): { lang: string; dir: 'ltr' | 'rtl' } {
  return locale === 'pseudo' ? { lang: 'en-x-rtl', dir: 'rtl' } : { lang: locale, dir: 'ltr' }
}

/** The tag that `Intl` understands: with the person's own region, so that dates and times look as they do elsewhere for them. */
export function intlTag(locale: Locale, languages: readonly string[] = navigator.languages): string {
  const primary = locale === 'pseudo' ? 'en' : locale
  return languages.find((language) => language.toLowerCase().startsWith(`${primary}-`)) ?? primary
}

export function isLocale(value: unknown): value is Locale {
  return value === 'en' || value === 'es' || value === 'pseudo'
}

/** The first of the browser's languages that we speak, otherwise English. */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const primary = language.toLowerCase().split('-')[0]
    if (primary === 'en' || primary === 'es') return primary
  }
  return 'en'
}
