import { emptyParts, type Field, writeQueryText } from './query-text.ts'
import { startSearch } from './start-search.ts'

/** Begins to search all folders for what has a label or is from somebody; gives the search's key, or null where it cannot be asked for. */
export function searchFor(parts: Partial<Record<Field, string>>): string | null {
  const begun = startSearch(writeQueryText({ ...emptyParts(), ...parts }))
  return 'key' in begun ? begun.key : null
}
