interface Policy {
  createHTML(markup: string): unknown
  createScriptURL(address: string): unknown
}

interface TrustedTypes {
  createPolicy(name: string, rules: { [Rule in keyof Policy]: (text: string) => string }): Policy
}

let policy: Policy | undefined

/** The one named policy of the application (security.md A 12); undefined in browsers that have none. */
function ourPolicy(): Policy | undefined {
  const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
  if (trustedTypes === undefined) return undefined
  policy ??= trustedTypes.createPolicy('curbcut', { createHTML: (markup) => markup, createScriptURL: onlyOwnFile })
  return policy
}

/** An absolute address of a built file of ours; anything else is a fault of ours, and throws. */
function onlyOwnFile(address: string): string {
  const { origin, pathname } = new URL(address)
  if (origin !== location.origin || !pathname.startsWith('/assets/')) throw new TypeError('Not a file of ours')
  return address
}

/**
 * Marks markup as fit for a sink that Trusted Types guard: an inert parse, or the reading frame. Only `clean.ts` may have made what
 * is given to it. Typed as the string it stands for.
 */
export function trustedHtml(cleanMarkup: string): string {
  return (ourPolicy()?.createHTML(cleanMarkup) as string | undefined) ?? cleanMarkup
}

/** Marks the address of a worker of ours as fit to be started. */
export function trustedWorker(address: string): string {
  return (ourPolicy()?.createScriptURL(address) as string | undefined) ?? onlyOwnFile(address)
}
