/** Where copies of drafts stand in the browser's storage, encrypted; each under the key of its draft. */
export const copyPrefix = 'curbcut.draft.'

/** Whether anything was left here, by whomever. */
export function hasCopies(): boolean {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith(copyPrefix))
  } catch {
    return false
  }
}
