import { shallowRef } from 'vue'

/** Searches for all messages from an address; null where there is no list to show them in. Set by the screen that has one. */
export const showAllFrom = shallowRef<((address: string) => void) | null>(null)
