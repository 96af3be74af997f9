/** A page that is still is sometimes not told for a second that it has nothing to do. */
const longestMs = 150

/** Until the browser has nothing better to do: what is read has been painted then. */
export function afterReading(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no such callback.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: longestMs })
    else setTimeout(resolve, longestMs)
  })
}
