import * as z from 'zod/mini'
import { mostOfTemplates, template, type Template, type TemplateList } from '#contract/templates.ts'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

/** All templates of a person are one note, which is read whole. */
const mostInAll = 1_000_000

/** The templates of one person. Kept sealed. */
export class TemplateBook {
  readonly #notes: PersonNotes
  readonly #user: string

  constructor(notes: PersonNotes, user: string) {
    this.#notes = notes
    this.#user = user
  }

  async list(): Promise<TemplateList> {
    return { items: read(await this.#notes.read(this.#user, 'templates')) }
  }

  /** Throws Problem `not-allowed`. */
  save(saved: Template): Promise<TemplateList> {
    return this.#change((items) => {
      const next = [...items.filter(({ id }) => id !== saved.id), saved]
      if (next.length > mostOfTemplates.count || JSON.stringify(next).length > mostInAll)
        throw new Problem('not-allowed')
      return next.toSorted((one, other) => one.name.localeCompare(other.name))
    })
  }

  delete(id: string): Promise<TemplateList> {
    return this.#change((items) => items.filter((item) => item.id !== id))
  }

  #change(work: (before: Template[]) => Template[]): Promise<TemplateList> {
    return this.#notes.change(this.#user, 'templates', (text) => {
      const items = work(read(text))
      return { made: { items }, text: JSON.stringify(items) }
    })
  }
}

const kept = z.array(z.unknown())

/** Written by this server alone; a later or earlier version of it may have written otherwise, which is left out. */
function read(text: string | null): Template[] {
  const items = kept.safeParse(text === null ? null : JSON.parse(text)).data ?? []
  return items.flatMap((item) => template.safeParse(item).data ?? [])
}
