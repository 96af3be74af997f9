/** Where the person wanted to go: a path of ours, never another site's address. */
export function ownPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}
