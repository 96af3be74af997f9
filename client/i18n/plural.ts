const order: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other']

/**
 * Which of a message's forms ("one | other") belongs to a count, by the plural rules of the language (Unicode CLDR).
 * Forms are written in the order zero, one, two, few, many, other, as far as the language has them; a message with fewer
 * forms uses its last for the rest. With one form more than the language has, the first is for none at all.
 */
export function pluralForm(intlLocale: string, count: number, forms: number): number {
  const rules = new Intl.PluralRules(intlLocale)
  const categories = order.filter((category) => rules.resolvedOptions().pluralCategories.includes(category))
  const hasFormForNone = forms === 3 && !categories.includes('zero')
  if (hasFormForNone) return count === 0 ? 0 : rules.select(count) === 'one' ? 1 : 2
  return Math.min(categories.indexOf(rules.select(count)), forms - 1)
}
