export interface Heard {
  text: string
  /** Whether the region stood in the page before this watch began; readers ignore regions that come with their text. */
  wasMounted: boolean
  assertive: boolean
}

let heard: Heard[] = []
let observer: MutationObserver | null = null

const liveSelector = '[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="alert"], [role="log"]'

/** Starts to write down each text that comes into a live region, as a reader would hear it. */
export function listen(): void {
  heard = []
  observer?.disconnect()
  const mounted = new Set(document.querySelectorAll(liveSelector))
  const last = new Map<Element, string>()
  for (const region of mounted) last.set(region, region.textContent.trim())
  observer = new MutationObserver(() => {
    for (const region of document.querySelectorAll(liveSelector)) {
      if (region.getAttribute('aria-live') === 'off' || region.closest('[inert]')) continue
      const text = region.textContent.trim()
      if (last.get(region) === text) continue
      last.set(region, text)
      if (text === '') continue
      heard.push({
        text,
        wasMounted: mounted.has(region),
        assertive: region.matches('[aria-live="assertive"], [role="alert"]'),
      })
    }
  })
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
}

/** All that came in since `listen`. */
export function heardSoFar(): Heard[] {
  return heard
}
