import { type LabelChange } from '#contract/messages.ts'
import { type ShownLabel } from '../label-looks.ts'

export type Mark = 'on' | 'off' | 'some'

/** How many of the messages have each label, and what the person has chosen differently. */
export class LabelChoice {
  readonly #counts = new Map<string, number>()
  readonly #total: number
  readonly #chosen: ReadonlyMap<string, 'on' | 'off'>

  constructor(labels: readonly (readonly string[])[], chosen: ReadonlyMap<string, 'on' | 'off'>) {
    this.#total = labels.length
    this.#chosen = chosen
    for (const label of labels.flat()) {
      const key = label.toLowerCase()
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    }
  }

  /** The messages that had it before. */
  count({ keyword }: Pick<ShownLabel, 'keyword'>): number {
    return this.#counts.get(keyword.toLowerCase()) ?? 0
  }

  mark(label: Pick<ShownLabel, 'keyword'>): Mark {
    return this.#chosen.get(label.keyword) ?? this.#before(label)
  }

  /** Marked on some becomes marked on all. */
  toggled(label: Pick<ShownLabel, 'keyword'>): ReadonlyMap<string, 'on' | 'off'> {
    return new Map([...this.#chosen, [label.keyword, this.mark(label) === 'on' ? 'off' : 'on']])
  }

  change(): LabelChange {
    const differing = [...this.#chosen].filter(([keyword, mark]) => this.#before({ keyword }) !== mark)
    const those = (wanted: Mark) => differing.flatMap(([keyword, mark]) => (mark === wanted ? [keyword] : []))
    return { add: those('on'), remove: those('off') }
  }

  #before(label: Pick<ShownLabel, 'keyword'>): Mark {
    const count = this.count(label)
    return count === 0 ? 'off' : count === this.#total ? 'on' : 'some'
  }
}
