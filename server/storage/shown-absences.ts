import * as z from 'zod'
import { answersAt, weeklyHours } from '#contract/absence-times.ts'
import type { PersonNotes } from './person-notes.ts'

const times = z.object({
  startsAtMs: z.nullable(z.number()),
  endsAtMs: z.nullable(z.number()),
  weekly: z.nullable(weeklyHours),
})
/** `away`: when, as it was saved last; null while it is off. */
const shown = z.object({ isShown: z.boolean(), away: z.nullable(times) })

const timesOf = ({ startsAtMs, endsAtMs, weekly }: AwayTimes): AwayTimes => ({ startsAtMs, endsAtMs, weekly })

export type AwayTimes = z.infer<typeof times>
/** `never`: nobody is shown; `chosen`, `usual`: who chooses so, or who does not choose otherwise. */
export type Showing = 'never' | 'chosen' | 'usual'

/** Since when and until when people are away, for their colleagues to see: of those who let them, and never what they answer. */
export class ShownAbsences {
  readonly #notes: PersonNotes
  readonly #showing: Showing

  constructor(notes: PersonNotes, showing: Showing) {
    this.#notes = notes
    this.#showing = showing
  }

  /** What the person has chosen; undefined where the operator lets nobody be shown. */
  async choiceOf(user: string): Promise<boolean | undefined> {
    if (this.#showing === 'never') return undefined
    return (await this.#read([user])).get(user)?.isShown ?? this.#showing === 'usual'
  }

  /** Takes down what was saved. `isShown` left out: as before. */
  async keep(user: string, away: AwayTimes | null, isShown?: boolean): Promise<void> {
    const chosen = isShown ?? (await this.choiceOf(user))
    if (chosen === undefined || this.#showing === 'never') return
    // Who shows nothing by default has nothing kept; and when somebody is away who does not show it is nobody's business.
    if (!chosen && this.#showing === 'chosen') return this.#notes.remove(user, 'shown-absence')
    const text = JSON.stringify({ isShown: chosen, away: chosen && away ? timesOf(away) : null })
    if ((await this.#notes.read(user, 'shown-absence')) !== text) await this.#notes.write(user, 'shown-absence', text)
  }

  /** Who of these is away now and shows it, with until when; null where that is not said. */
  async awayOf(users: readonly string[], nowMs: number): Promise<Map<string, { untilMs: number | null }>> {
    const found = new Map<string, { untilMs: number | null }>()
    if (this.#showing === 'never') return found
    for (const [user, { isShown, away }] of await this.#read(users))
      if (isShown && away && answersAt(away, nowMs))
        found.set(user, { untilMs: away.weekly === null ? away.endsAtMs : null })
    return found
  }

  async #read(users: readonly string[]): Promise<Map<string, z.infer<typeof shown>>> {
    const notes = await this.#notes.readSome(users, 'shown-absence')
    return new Map([...notes].map(([user, text]) => [user, shown.parse(JSON.parse(text))]))
  }
}
