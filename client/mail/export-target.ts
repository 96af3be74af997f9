import { shallowRef } from 'vue'
import { type Target } from './selection.ts'

/** The messages somebody wants to export, from choosing them to the page that does it. */
export const exportTarget = shallowRef<Target | null>(null)
