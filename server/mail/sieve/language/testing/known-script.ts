import type { Dice } from '#platform/seed/random.ts'
import type { PositionalShape, Shape, TagShape, ValueKind } from '../vocabulary/shapes.ts'
import { allShapes } from '../vocabulary/vocabulary.ts'
import type { Value, WrittenCommand, WrittenTest } from '../write-script.ts'

/** Texts that try to get out of their string. */
export const trickyTexts = [
  '"; discard; #',
  '\\"; stop; /*',
  '\\',
  '.',
  '\r\n.\r\n; discard;\r\n',
  '\n.\n}\nstop;',
  `${'a line that goes on\r\n'.repeat(6)}.\r\n..\r\n. \r\ntext:\r\n`,
  '*/ # { [',
  '${1} ${name} ${a.b} $${hex:22}',
  '"',
  'Grüße 🙂 \u2028 \u0085 \u200f',
  '\t',
  '',
]

/** What Pigeonhole looks into, by the tag or value it is for. */
const particular: Record<string, (dice: Dice) => Value> = {
  'include script name': () => 'another',
  capabilities: () => ['fileinto', 'copy'],
  address: () => 'ada@example.gov',
  from: () => 'ada@example.gov',
  addresses: (dice) => dice.pick([['ada@example.gov'], ['a@example.gov', 'b@example.gov']]),
  options: () => ['colour=green'],
  importance: (dice) => dice.pick(['1', '2', '3']),
  method: () => 'mailto:ada@example.gov',
  'notification-uri': () => 'mailto:ada@example.gov',
  'notification-uris': () => ['mailto:ada@example.gov'],
  'notification-capability': () => 'online',
  mailbox: (dice) => dice.pick(['INBOX', 'Projects/Bridge', 'Bücher']),
  'mailbox-names': () => ['INBOX', 'Lists'],
  comparator: (dice) => dice.pick(['i;octet', 'i;ascii-casemap', 'i;ascii-numeric']),
  count: (dice) => dice.pick(['gt', 'ge', 'lt', 'le', 'eq', 'ne']),
  value: (dice) => dice.pick(['gt', 'ge', 'lt', 'le', 'eq', 'ne']),
  'header-list': (dice) => dice.pick([['from'], ['to', 'cc']]),
  'header-names': (dice) => dice.pick([['subject'], ['x-one', 'x-two']]),
  'header-name': () => 'date',
  'field-name': (dice) => dice.pick(['Subject', 'X-Mine']),
  'envelope-part': (dice) => dice.pick(['from', 'to']),
  'date-part': (dice) => dice.pick(['date', 'hour', 'weekday', 'iso8601', 'zone']),
  zone: (dice) => dice.pick(['+0100', '-0530']),
  'list-of-flags': (dice) => dice.pick([['\\Seen'], ['\\Flagged', '$work']]),
  flags: (dice) => dice.pick([['\\Seen'], ['\\Flagged', '$work']]),
  name: () => 'name',
  varname: () => 'name',
  'variable-name': () => 'name',
  'variable-list': () => ['name'],
  variables: () => ['name', 'other'],
  header: () => 'X-Event',
  'annotation-name': () => '/private/comment',
  'annotation-names': () => ['/private/comment', '/shared/comment'],
  content: (dice) => dice.pick([['text'], ['text/plain', 'image']]),
  first: (dice) => 1 + dice.below(500),
  index: (dice) => 1 + dice.below(5),
  days: (dice) => 1 + dice.below(30),
  seconds: (dice) => 86_400 + dice.below(1_000),
}

/** Not among the others: they have a place of their own, or end what follows. */
const apart = ['require', 'if', 'elsif', 'else', 'foreverypart', 'break', 'error', 'global']

/** Commands with every word the given capabilities allow, and values from hostile to ordinary. */
export function knownScript(dice: Dice, capabilities: ReadonlySet<string>): WrittenCommand[] {
  return new Author(dice, capabilities).script()
}

class Author {
  readonly #dice: Dice
  readonly #offered: (needs?: readonly string[]) => boolean

  constructor(dice: Dice, capabilities: ReadonlySet<string>) {
    this.#dice = dice
    this.#offered = (needs = []) => needs.every((need) => capabilities.has(need))
  }

  script(): WrittenCommand[] {
    const isGlobal = this.#offered(['include', 'variables']) && this.#dice.chance(0.2)
    return [...(isGlobal ? [{ name: 'global', values: [['name', 'other']] }] : []), ...this.commands(2)]
  }

  commands(depth: number): WrittenCommand[] {
    return Array.from({ length: 1 + this.#dice.below(4) }, () => this.#command(depth))
  }

  #command(depth: number): WrittenCommand {
    if (depth > 0 && this.#dice.chance(0.4)) {
      return { name: 'if', comment: this.#dice.pick(trickyTexts), test: this.#test(2), block: this.commands(depth - 1) }
    }
    const written = this.#written(this.#shape('command'))
    return written.name === 'extracttext' ? { name: 'foreverypart', block: [written] } : written
  }

  #test(depth: number): WrittenTest {
    const shape = this.#shape('test')
    if (shape.tests === 'none') return this.#written(shape)
    if (depth === 0) return { name: 'true' }
    const count = shape.tests === 'one' ? 1 : 1 + this.#dice.below(3)
    return { name: shape.name, tests: Array.from({ length: count }, () => this.#test(depth - 1)) }
  }

  #shape(use: Shape['use']): Shape {
    const known = allShapes.filter((shape) => shape.use === use && this.#offered(shape.needs))
    return this.#dice.pick(known.filter(({ name }) => !apart.includes(name)))
  }

  #written({ name, tags, positionals, mustHave = [] }: Shape) {
    const chosen = new Map<string, Value | true>()
    const groups = new Set<string>()
    const offered = tags.filter(({ needs, along }) => this.#offered(needs) && along === undefined)
    for (const tag of offered) {
      const group = tag.group ?? tag.name
      if (groups.has(group) || !(mustHave.includes(group) || this.#dice.chance(0.3))) continue
      // A pattern that is none would be refused.
      if (tag.name === 'regex') continue
      groups.add(group)
      chosen.set(tag.name, this.#valueOfTag(tag))
    }
    const isPartial = chosen.has('contains') || chosen.has('matches')
    if (isPartial && chosen.has('comparator')) chosen.set('comparator', 'i;octet')
    const demanded = positionals.filter(
      ({ optional, needs }) => optional !== true || (this.#offered(needs) && this.#dice.chance(0.5)),
    )
    return { name, tags: Object.fromEntries(chosen), values: demanded.map((each) => this.#valueOf(each, name)) }
  }

  #valueOfTag({ name, value }: TagShape): Value | true {
    return value === undefined ? true : this.#value(value, name)
  }

  #valueOf({ name, kind }: PositionalShape, command: string): Value {
    return this.#value(kind, command === 'include' ? 'include script name' : name)
  }

  #value(kind: ValueKind, name: string): Value {
    const known = particular[name]?.(this.#dice)
    const fits = known !== undefined && (kind === 'number') === (typeof known === 'number')
    if (fits && (kind !== 'string' || typeof known === 'string')) return known
    if (kind === 'number') return this.#dice.below(2 ** 31)
    const text = this.#dice.pick(trickyTexts)
    return kind === 'strings' ? [text, ...(this.#dice.chance(0.5) ? [this.#dice.pick(trickyTexts)] : [])] : text
  }
}
