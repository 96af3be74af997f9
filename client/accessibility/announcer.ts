import { readonly, ref } from 'vue'

export interface Announcement {
  readonly id: number
  readonly text: string
  readonly assertive: boolean
  readonly at: Date
}

/** How many announcements are kept for the person to read back. */
const keptCount = 20

/** Long enough for a reader to notice that the region was emptied before the same sentence is put in again. */
const refillDelayMs = 80

/** Two different sentences one after the other each get this long before the next replaces them. */
const spacingMs = 350

const polite = ref('')
const assertive = ref('')
const kept = ref<Announcement[]>([])

/** What the two live regions hold now; only LiveRegions.vue shows it. */
export const livePolite = readonly(polite)
export const liveAssertive = readonly(assertive)

/** The last twenty announcements, newest first, so that nothing is lost when speech is cut off. */
export const recentAnnouncements = readonly(kept)

let queue: Announcement[] = []
let working: ReturnType<typeof setTimeout> | undefined
let lastId = 0

/**
 * Says a sentence through a screen reader without moving the focus. One queue for the whole page, so that two sentences
 * never overwrite each other; an assertive one goes ahead of polite ones. The text must be in the person's language.
 */
export function announce(text: string, options: { assertive?: boolean } = {}): void {
  if (text.trim() === '') return
  lastId += 1
  const announcement: Announcement = { id: lastId, text, assertive: options.assertive ?? false, at: new Date() }
  kept.value = [announcement, ...kept.value].slice(0, keptCount)
  queue = announcement.assertive ? [announcement, ...queue] : [...queue, announcement]
  if (working === undefined) sayNext()
}

function sayNext(): void {
  const [next, ...rest] = queue
  queue = rest
  if (!next) {
    working = undefined
    return
  }
  const region = next.assertive ? assertive : polite
  region.value = ''
  working = setTimeout(() => {
    region.value = next.text
    working = setTimeout(sayNext, spacingMs)
  }, refillDelayMs)
}

/** Empties queue, regions and log: at sign-out, so that the next person hears nothing of the last, and between tests. */
export function forgetAnnouncements(): void {
  clearTimeout(working)
  working = undefined
  queue = []
  kept.value = []
  polite.value = ''
  assertive.value = ''
}
