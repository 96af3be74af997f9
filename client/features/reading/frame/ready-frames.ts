export interface LookedAfter {
  frame: HTMLIFrameElement
  /** The wishes its look is of; empty where it has none yet. */
  look: string
  undoReadable: () => void
}

/** Frames that were loaded before their message was opened, by the document they show. */
export const readyFrames = new Map<string, LookedAfter>()

let lastPlace: HTMLElement | null = null

/** Where the last message was shown. */
export const shownIn = (): HTMLElement | null => lastPlace

/** Moves the frame that shows this document into its place, where one is ready. */
export function takeFrame(markup: string, place: HTMLElement): LookedAfter | undefined {
  lastPlace = place
  const found = readyFrames.get(markup)
  readyFrames.delete(markup)
  if (found) place.moveBefore(found.frame, null)
  return found
}
