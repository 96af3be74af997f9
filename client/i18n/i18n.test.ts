import { afterEach, describe, expect, it } from 'vitest'
import { joinAreas } from './catalogue.ts'
import { hasMessage, locale, setLocale, t } from './i18n.ts'
import { documentLanguage, intlTag, preferredLocale } from './locale.ts'
import { pluralForm } from './plural.ts'
import { pseudoCatalogue, pseudoText } from './pseudo.ts'

afterEach(() => setLocale('en'))

describe('t', () => {
  it('gives the sentence of a key with its values', () => {
    expect(t('ui.todayAt', { time: '09:14' })).toBe('today 09:14')
  })

  it('chooses the plural form and writes the number as the language does', () => {
    expect(t('ui.suggestions', { count: 1 })).toBe('1 suggestion')
    expect(t('ui.suggestions', { count: 4812 })).toBe('4,812 suggestions')
  })

  it('gives back a key it does not know, so that it is seen', () => {
    expect(t('ui.noSuchSentence')).toBe('ui.noSuchSentence')
    expect(hasMessage('ui.noSuchSentence')).toBe(false)
    expect(hasMessage('ui.close')).toBe(true)
  })
})

describe('setLocale', () => {
  it('changes sentences, plural forms and the language of the page without a reload', async () => {
    await setLocale('es')
    expect(t('ui.close')).toBe('Cerrar')
    expect(t('ui.suggestions', { count: 2 })).toBe('2 sugerencias')
    expect(document.documentElement.lang).toBe('es')
    expect(locale.value).toBe('es')
  })

  it('lets the later of two wishes count, whichever is loaded first', async () => {
    await Promise.all([setLocale('pseudo'), setLocale('en')])
    expect(locale.value).toBe('en')
    expect(document.documentElement.dir).toBe('ltr')
  })

  it('writes the pseudo language right to left and marks every sentence of the catalogue', async () => {
    await setLocale('pseudo')
    expect(document.documentElement.lang).toBe('en-x-rtl')
    expect(document.documentElement.dir).toBe('rtl')
    expect(t('ui.close')).toBe('Clósé~~')
    expect(t('ui.suggestions', { count: 2 })).toBe('2 súggéstíóns~~~~')
  })
})

describe('locale', () => {
  it('is the first of the browser’s languages that there is', () => {
    expect(preferredLocale(['de-CH', 'es-MX', 'en'])).toBe('es')
    expect(preferredLocale(['fr'])).toBe('en')
  })

  it('keeps the region of the person for dates and numbers', () => {
    expect(intlTag('en', ['es-MX', 'en-GB', 'en-US'])).toBe('en-GB')
    expect(intlTag('es', ['en-GB'])).toBe('es')
    expect(intlTag('pseudo', ['en-GB'])).toBe('en-GB')
  })

  it('never says that English words are another language', () => {
    expect(documentLanguage('pseudo')).toEqual({ lang: 'en-x-rtl', dir: 'rtl' })
  })
})

describe('pluralForm', () => {
  it.each([
    ['en', 1, 2, 0],
    ['en', 0, 2, 1],
    ['en', 5, 1, 0],
    ['en', 0, 3, 0],
    ['en', 1, 3, 1],
    ['en', 7, 3, 2],
    ['es', 1, 2, 0],
    ['es', 1_000_000, 2, 1],
    ['ar', 2, 6, 2],
  ])('%s: %d of %d forms is form %d', (tag, count, forms, form) => {
    expect(pluralForm(tag, count, forms)).toBe(form)
  })
})

describe('joinAreas', () => {
  it('names messages by file, with groups as they are nested', () => {
    const files = { './en/list.json': { empty: 'Nothing', type: 'Kind', by: { date: { t: 0 } } } }
    expect(joinAreas(files)).toEqual({ 'list.empty': 'Nothing', 'list.type': 'Kind', 'list.by.date': { t: 0 } })
  })
})

describe('pseudo', () => {
  it('keeps white space and leaves signs alone', () => {
    expect(pseudoText(' of ')).toBe(' óf~ ')
    expect(pseudoText(' – ')).toBe(' – ')
  })

  it('keeps placeholders and plural forms, written or compiled', () => {
    const compiled = {
      t: 0,
      b: {
        t: 2,
        i: [
          { t: 3, v: 'Hi ' },
          { t: 4, k: 'name' },
        ],
      },
    }
    expect(pseudoCatalogue({ a: '{name} went | {name} and {other} went', b: compiled })).toEqual({
      a: '{name} wént~~ | {name} ánd~ {other} wént~~',
      b: {
        t: 0,
        b: {
          t: 2,
          i: [
            { t: 3, v: 'Hí~ ' },
            { t: 4, k: 'name' },
          ],
        },
      },
    })
  })
})
