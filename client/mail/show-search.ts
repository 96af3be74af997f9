import { shallowRef } from 'vue'

/** What to search for, each as it is written behind the name of its part. */
export type SearchParts = Partial<Record<'from' | 'after' | 'before' | 'larger', string>>

/** Searches all folders and shows what is found, from a screen that has no list. Set by that screen. */
export const showSearch = shallowRef<((parts: SearchParts) => void) | null>(null)

/** Keeps such a search under a name in the folder tree, and says so. Set by that screen. */
export const keepSearch = shallowRef<((name: string, parts: SearchParts) => void) | null>(null)
