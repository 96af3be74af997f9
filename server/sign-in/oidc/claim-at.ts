import { accountText } from '../account-text.ts'

/**
 * The text at a claim, or at names with dots between them further in ("realm.mail"); of a list its only entry. Null when there
 * is none, or when the provider says that an `email` has not been verified.
 */
export function claimAt(claims: Readonly<Record<string, unknown>>, path: string): string | null {
  if (path === 'email' && claims.email_verified === false) return null
  // A claim's own name may have dots in it, as those named by an address have.
  const found = Object.hasOwn(claims, path) ? claims[path] : path.split('.').reduce<unknown>(inside, claims)
  return accountText(found)
}

function inside(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}
