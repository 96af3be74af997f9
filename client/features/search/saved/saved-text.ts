import { type SavedSearch, type SearchParts } from '#contract/saved-searches.ts'
import { readQueryText, writeQueryText } from '../query-text.ts'

/** What a saved search looks like in the search box, in the language on the screen. */
export function savedText({ parts }: Pick<SavedSearch, 'parts'>): string {
  return writeQueryText(parts)
}

/** A search as it is kept: the same whatever language it was written in. */
export function partsToSave(text: string, includeBody: boolean): SearchParts {
  return { ...readQueryText(text).parts, includeBody }
}

/** The saved search that asks for the same. */
export function savedLike(all: readonly SavedSearch[], text: string, includeBody: boolean): SavedSearch | undefined {
  const written = writeQueryText(readQueryText(text).parts)
  return all.find((saved) => saved.parts.includeBody === includeBody && savedText(saved) === written)
}
