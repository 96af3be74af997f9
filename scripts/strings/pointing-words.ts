import type { Catalogue } from './catalogue.ts'

/** Words that point by place, shape or colour: nothing for a person who hears the page (WCAG 2.2, 1.3.3). */
const pointingWords: Record<string, RegExp> = {
  en: /\b(left|right|above|below|beneath|red|green|blue|yellow|round|square)\b/i,
  es: /\b(izquierda|derecha|encima|debajo|roj[oa]s?|verdes?|azul(?:es)?|amarill[oa]s?|redond[oa]s?)\b/i,
}

/**
 * Messages that use a pointing word without relying on it.
 * @param allowed key → why it is all right
 */
export function pointingFaults(
  locale: string,
  catalogue: Catalogue,
  allowed: Readonly<Record<string, string>>,
): string[] {
  const word = pointingWords[locale]
  if (!word) return []
  return [...catalogue]
    .filter(([key, message]) => word.test(message) && !(key in allowed))
    .map(([key, message]) => `${locale}: ${key} points with "${word.exec(message)?.[0] ?? ''}"; name the thing instead`)
}

/** Entries of the allow list that allow nothing. */
export function idleAllowances(
  catalogues: Map<string, Catalogue>,
  allowed: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(allowed)
    .filter(
      (key) => ![...catalogues].some(([locale, catalogue]) => pointingWords[locale]?.test(catalogue.get(key) ?? '')),
    )
    .map((key) => `${key} is on the allow list of pointing words and needs no leave any more`)
}
