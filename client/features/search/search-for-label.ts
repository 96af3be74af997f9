import { emptyParts, writeQueryText } from './query-text.ts'
import { startSearch } from './start-search.ts'

/** Begins to search all folders for what has a label; gives the search's key, or null where it cannot be asked for. */
export function searchForLabel(name: string): string | null {
  const begun = startSearch(writeQueryText({ ...emptyParts(), label: name }))
  return 'key' in begun ? begun.key : null
}
