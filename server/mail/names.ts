/** Without case and accents, so that "jose" finds José. */
export const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Words of a name or an address, folded; in "O’Brien" there are two. */
export const wordsOf = (text: string) =>
  folded(text)
    .split(/[\s.,;@_"'’()<>-]+/u)
    .filter(Boolean)

/** Whether each word of the query begins a word of one of the texts. */
export function begins(query: string, texts: readonly string[]): boolean {
  const words = texts.flatMap(wordsOf)
  return wordsOf(query).every((wish) => words.some((word) => word.startsWith(wish)))
}
