/** A path of our own, never another site's address: whatever else was asked for becomes the start page (security.md 42). */
export function ownPath(text: string | undefined): string {
  if (text === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text) || text.startsWith('/api/')) return '/'
  const base = 'https://own.invalid'
  const url = URL.canParse(text, base) ? new URL(text, base) : null
  return url?.origin === base ? `${url.pathname}${url.search}${url.hash}` : '/'
}
