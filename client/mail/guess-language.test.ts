import { describe, expect, it } from 'vitest'
import { directionOf, guessLanguage } from './guess-language.ts'

describe('guessLanguage', () => {
  it.each([
    ['The county asked for the revised numbers and I moved the meeting for you.', 'en'],
    ['Gracias por su mensaje. La reunión es el jueves, pero las cifras están listas para usted.', 'es'],
    ['Merci pour votre message. Nous sommes dans la salle avec les dossiers.', 'fr'],
    ['Bitte bringen Sie die Unterlagen mit, wir sind nicht im Büro.', 'de'],
    ['会議は木曜日に変更されました。よろしくお願いします。', 'ja'],
    ['تم نقل الاجتماع إلى يوم الخميس في القاعة', 'ar'],
    ['הפגישה הועברה ליום חמישי בשעה שתיים', 'he'],
  ])('%s', (text, language) => expect(guessLanguage(text)).toBe(language))

  it('stays silent where there is too little', () => {
    expect(guessLanguage('OK')).toBeNull()
    expect(guessLanguage('2026-11-0417 Formular XZ Boone Lindqvist')).toBeNull()
  })

  it('knows which way a language runs', () => {
    expect(directionOf('he')).toBe('rtl')
    expect(directionOf('ar-EG')).toBe('rtl')
    expect(directionOf('es')).toBe('ltr')
    expect(directionOf(null)).toBeNull()
  })
})
