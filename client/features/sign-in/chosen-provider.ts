const key = 'curbcut.sign-in-at'

/** The provider this browser's person signed in at last, or null when it was by password or never. */
export const chosenProvider = (): string | null => localStorage.getItem(key)

/** `''` for none: the password was chosen. */
export function rememberProvider(id: string): void {
  localStorage.setItem(key, id)
}
