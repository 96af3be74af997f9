interface Policy {
  createHTML(markup: string): unknown
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(markup: string): string }): Policy
}

let policy: Policy | undefined

/**
 * Marks markup as fit for a sink that Trusted Types guard: an inert parse, or the reading frame. The one named policy of the
 * application (security.md A 12); only `clean.ts` may have made what is given to it. Typed as the string it stands for.
 */
export function trustedHtml(cleanMarkup: string): string {
  const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
  if (trustedTypes === undefined) return cleanMarkup
  policy ??= trustedTypes.createPolicy('curbcut', { createHTML: (markup) => markup })
  return policy.createHTML(cleanMarkup) as string
}
