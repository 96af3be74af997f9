import type { Dice } from '#platform/seed/random.ts'

const many = <Thing>(dice: Dice, most: number, make: () => Thing): Thing[] =>
  Array.from({ length: dice.below(most + 1) }, make)

/** Any script the grammar of RFC 5228, 8 allows, whether its words mean something or not. */
export function anyScript(dice: Dice): string {
  return new Grammar(dice).script()
}

class Grammar {
  readonly #dice: Dice

  constructor(dice: Dice) {
    this.#dice = dice
  }

  script(): string {
    return this.#commands(3)
  }

  #commands(depth: number): string {
    return `${this.#space()}${many(this.#dice, 4, () => this.#command(depth) + this.#space()).join('')}`
  }

  #command(depth: number): string {
    const head = `${this.#identifier()}${this.#arguments(2)}${this.#space()}`
    return depth > 0 && this.#dice.chance(0.4) ? `${head}{${this.#commands(depth - 1)}}` : `${head};`
  }

  #arguments(depth: number): string {
    const given = many(this.#dice, 3, () => this.#gap() + this.#argument()).join('')
    const choice = depth > 0 ? this.#dice.below(4) : 3
    if (choice === 0) return `${given}${this.#gap()}${this.#test(depth - 1)}`
    if (choice > 1) return given
    const tests = [0, ...many(this.#dice, 2, () => 1)].map(() => this.#space() + this.#test(depth - 1) + this.#space())
    return `${given}${this.#space()}(${tests.join(',')})`
  }

  #test(depth: number): string {
    return `${this.#identifier()}${this.#arguments(depth)}`
  }

  #argument(): string {
    const choice = this.#dice.below(4)
    if (choice === 0) return `:${this.#identifier()}`
    if (choice === 1) return `${this.#dice.below(100_000)}${this.#dice.pick(['', 'K', 'm', 'G'])}`
    if (choice === 2) return this.#string()
    const strings = [0, ...many(this.#dice, 3, () => 1)].map(() => this.#space() + this.#string() + this.#space())
    return `[${strings.join(',')}]`
  }

  #string(): string {
    const text = many(this.#dice, 12, () =>
      this.#dice.pick(['a', '.', '\n', '\r\n', ' ', '#', ';', '}', 'é', '🙂', '*/']),
    )
    const content = text.join('')
    if (this.#dice.chance(0.7)) return `"${content}${this.#dice.pick(['', '\\"', '\\\\', '\\a'])}"`
    const lines = content.split('\n').map((line) => (line.startsWith('.') ? `.${line}` : line))
    return `text:${this.#dice.pick(['', ' ', '\t# c'])}${this.#end()}${lines.join('\n')}${this.#end()}.${this.#end()}`
  }

  #identifier(): string {
    return this.#dice.pick(['keep', 'If', '_x9', 'allof', 'text', 'a', 'K', 'header', 'vnd_x'])
  }

  #end(): string {
    return this.#dice.pick(['\n', '\r\n'])
  }

  /** At least one space, so that two words stay two. */
  #gap(): string {
    return ` ${this.#space()}`
  }

  #space(): string {
    const piece = () => this.#dice.pick([' ', '\t', '\n', '\r\n', '# ; { "\n', '/* } " */', '/***/'])
    return this.#dice.chance(0.6) ? '' : many(this.#dice, 3, piece).join('')
  }
}

const shards = [
  '"',
  '\\',
  ';',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ',',
  ':',
  '#',
  '/*',
  '*/',
  'text:\n',
  '\n.\n',
  '\r',
  '\0',
  '9',
  ' ',
]

/** The script after up to five accidents: something left out, put in, doubled, cut off or changed. */
export function damaged(dice: Dice, source: string): string {
  let text = source
  for (let accident = dice.below(5); accident >= 0; accident -= 1) {
    const at = dice.below(text.length + 1)
    const length = dice.below(12)
    const piece = text.slice(at, at + length)
    const change = dice.below(5)
    if (change === 0) text = text.slice(0, at) + text.slice(at + length)
    if (change === 1) text = text.slice(0, at) + dice.pick(shards) + text.slice(at)
    if (change === 2) text = text.slice(0, at) + piece + text.slice(at)
    if (change === 3 && dice.chance(0.2)) text = text.slice(0, at)
    if (change === 4) text = text.slice(0, at) + dice.pick(shards) + text.slice(at + 1)
  }
  return text
}
