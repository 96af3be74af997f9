const key = 'curbcut.sign-in-at'

/** The provider this browser's person signed in at last, or null. */
export const chosenProvider = (): string | null => localStorage.getItem(key)

export function rememberProvider(id: string): void {
  localStorage.setItem(key, id)
}
