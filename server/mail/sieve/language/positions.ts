/** A place in a script. `offset` and `column` count UTF-16 units as JavaScript strings do; `line` and `column` begin at 1. */
export interface Position {
  offset: number
  line: number
  column: number
}

/** Finds lines and columns in one text; a line ends with LF, whether CR stands before it or not. */
export class Positions {
  readonly #lineStarts = [0]

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lineStarts.push(at + 1)
  }

  at(offset: number): Position {
    let low = 0
    let high = this.#lineStarts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { offset, line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 }
  }
}
