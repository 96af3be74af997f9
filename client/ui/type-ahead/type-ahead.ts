/** After this pause the next letter starts a new word. */
const pauseMs = 700

/**
 * Finds rows by their first letters: letters typed in quick succession are one word; the same letter again and again goes
 * round the rows that begin with it. Returns the index, or null when none fits. `textAt` answers undefined for rows that
 * are not loaded; those are passed over. `reach` limits how many rows are looked at, so that a key never blocks.
 */
export function createTypeAhead(now: () => number = () => performance.now(), reach = 5000) {
  let word = ''
  let lastAt = -Infinity
  return (
    letter: string,
    current: number,
    count: number,
    textAt: (index: number) => string | undefined,
  ): number | null => {
    const isContinued = now() - lastAt < pauseMs
    lastAt = now()
    word = isContinued ? word + letter.toLocaleLowerCase() : letter.toLocaleLowerCase()
    const isOneLetter = [...word].every((each) => each === word[0])
    const sought = isOneLetter ? (word[0] ?? '') : word
    // A longer word may still fit the row we are on; a single letter always goes on to the next row.
    const start = isOneLetter ? current + 1 : Math.max(current, 0)
    for (let step = 0; step < Math.min(count, reach); step += 1) {
      const index = (start + step) % count
      if (textAt(index)?.trimStart().toLocaleLowerCase().startsWith(sought)) return index
    }
    return null
  }
}
