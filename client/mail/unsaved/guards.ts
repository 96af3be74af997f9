/** What is typed in a form of the page. */
interface Guard {
  isUnsaved(): boolean
  /** Whether the person may go on and drop it. */
  ask(): Promise<boolean>
}

const guards = new Set<Guard>()

/** @returns a function that takes the guard away again */
export function guardUnsaved(guard: Guard): () => void {
  guards.add(guard)
  return () => guards.delete(guard)
}

/** One question is enough for all forms of a page: this one asks it. */
export const firstUnsaved = (): Guard | undefined => [...guards].find((guard) => guard.isUnsaved())

/** Whether what is about to be done may drop what is typed on the page and not saved. */
export const mayDrop = (): Promise<boolean> => firstUnsaved()?.ask() ?? Promise.resolve(true)
