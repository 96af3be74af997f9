/**
 * Begins the first data request while the rest of the app is still loading. Only a script can see the session's absence,
 * never the cookie itself, so a mark in local storage says whether asking is worth it. Imports nothing, to stay tiny.
 */
const signedInMark = 'curbcut.signed-in'

let early: Promise<Response> | undefined

export function beginEarlyStart(): void {
  if (!wasSignedIn()) return
  early = fetch('/api/start', {
    credentials: 'same-origin',
    headers: { 'X-Curbcut': '1', Accept: 'application/json' },
  })
  // Whoever takes it handles the failure; until then it must not count as unhandled.
  early.catch(() => undefined)
}

/** Hands the response over once; later callers must ask for themselves. */
export function takeEarlyStart(): Promise<Response> | undefined {
  const taken = early
  early = undefined
  return taken
}

export function wasSignedIn(): boolean {
  return localStorage.getItem(signedInMark) !== null
}

export function rememberSignedIn(signedIn: boolean): void {
  if (signedIn) localStorage.setItem(signedInMark, '1')
  else localStorage.removeItem(signedInMark)
}
