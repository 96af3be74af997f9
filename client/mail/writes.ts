import { countUnderWay } from './under-way.ts'

/**
 * Changes on their way to the server. While one is under way, answers and events may still show the time before it, so
 * lists are not read and events not applied until it is settled; otherwise a row just archived would come back for a blink.
 * Putting back what the server did not do belongs to it too: events that waited already know of that.
 */
export const { during: whileWriting, after: afterWrites, isAny: isWriting } = countUnderWay()

export function writesSettled(): Promise<void> {
  return new Promise((resolve) => afterWrites(resolve))
}
