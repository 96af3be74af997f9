/** What a provider says the mail account is, from a claim or an attribute: one text, or a list of one; else null. */
export function accountText(found: unknown): string | null {
  const value: unknown = Array.isArray(found) && found.length === 1 ? found[0] : found
  return typeof value === 'string' && /^[^\s\p{Cc}]{1,320}$/u.test(value) ? value : null
}
