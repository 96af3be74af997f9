import * as z from 'zod/mini'
import { mostOfTemplates, template, type Template } from '#contract/templates.ts'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

/** All templates of a person are one note, which is read whole. */
const mostInAll = 1_000_000

/** The templates of one person, or of one mailbox that several share. Kept sealed. */
export class TemplateBook {
  readonly #notes: PersonNotes
  readonly #account: string

  constructor(notes: PersonNotes, account: string) {
    this.#notes = notes
    this.#account = account
  }

  async list(): Promise<Template[]> {
    return read(await this.#notes.read(this.#account, 'templates'))
  }

  /** Throws Problem `not-allowed`. */
  save(saved: Template): Promise<void> {
    return this.#change((items) => {
      const next = [...items.filter(({ id }) => id !== saved.id), saved]
      if (next.length > mostOfTemplates.count || JSON.stringify(next).length > mostInAll)
        throw new Problem('not-allowed')
      return next.toSorted((one, other) => one.name.localeCompare(other.name))
    })
  }

  delete(id: string): Promise<void> {
    return this.#change((items) => items.filter((item) => item.id !== id))
  }

  #change(work: (before: Template[]) => Template[]): Promise<void> {
    return this.#notes.change(this.#account, 'templates', (text) => {
      const items = work(read(text))
      return { made: undefined, text: JSON.stringify(items) }
    })
  }
}

const kept = z.array(z.unknown())

/** Written by this server alone; a later or earlier version of it may have written otherwise, which is left out. */
function read(text: string | null): Template[] {
  const items = kept.safeParse(text === null ? null : JSON.parse(text)).data ?? []
  return items.flatMap((item) => template.safeParse(item).data ?? [])
}
