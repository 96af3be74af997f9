/** Letters that tell a language, or at least one whose voice can read them. */
const scripts: [RegExp, string][] = [
  [/[\u3040-\u30ff]/g, 'ja'],
  [/[\uac00-\ud7af]/g, 'ko'],
  [/[\u4e00-\u9fff]/g, 'zh'],
  [/[\u0590-\u05ff]/g, 'he'],
  [/[\u0600-\u06ff]/g, 'ar'],
  [/[\u0400-\u04ff]/g, 'ru'],
  [/[\u0370-\u03ff]/g, 'el'],
  [/[\u0e00-\u0e7f]/g, 'th'],
  [/[\u0900-\u097f]/g, 'hi'],
]

/** Short words that hardly occur in the other languages. */
const words: Record<string, string> = {
  en: 'the and you for with this that are have from your will not please was',
  es: 'el los las una por con para que del está usted gracias como más pero',
  fr: 'le les des une est pour avec vous dans que nous pas votre merci sur',
  de: 'der die das und ist nicht mit für sie ich ein eine auf wir bitte',
  pt: 'não uma para com você são obrigado mais os pelo também dos ao',
  it: 'il che per non una con sono della gli grazie più questo alla',
  nl: 'het een van voor met niet zijn dat wij deze bedankt u naar',
}

const lists = Object.entries(words).map(([language, list]) => [language, new Set(list.split(' '))] as const)

const rightToLeft = new Set(['ar', 'he', 'fa', 'ur', 'yi', 'ps', 'sd', 'ug', 'dv', 'ckb'])

/**
 * Guesses the language of a text for the voice that reads it (WCAG 3.1.2). Null when there is too little to go by: a wrong
 * voice is worse than the reader's own.
 */
export function guessLanguage(text: string): string | null {
  const sample = text.slice(0, 4000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (letters < 12) return null
  for (const [script, language] of scripts) {
    if ((sample.match(script)?.length ?? 0) > letters * (language === 'ja' ? 0.1 : 0.4)) return language
  }
  const counts = lists.map(([language, list]) => {
    const found = sample.toLowerCase().match(/\p{L}+/gu) ?? []
    return { language, count: found.filter((word) => list.has(word)).length }
  })
  const [best, second] = counts.toSorted((one, other) => other.count - one.count)
  if (best === undefined || second === undefined || best.count < 2 || best.count < second.count * 1.4) return null
  return best.language
}

export function directionOf(language: string | null): 'ltr' | 'rtl' | null {
  if (language === null) return null
  return rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}
