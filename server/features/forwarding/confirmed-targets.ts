import * as z from 'zod/mini'
import type { PersonNotes } from '#server/storage/person-notes.ts'

/** The oldest are forgotten. */
const mostConfirmed = 200

/** Addresses outside at which somebody has shown that they read there, for one person's mail. Kept sealed, in lower case. */
export class ConfirmedTargets {
  readonly #notes: PersonNotes

  constructor(notes: PersonNotes) {
    this.#notes = notes
  }

  async of(user: string): Promise<string[]> {
    return read(await this.#notes.read(user, 'confirmed-forwards'))
  }

  async add(user: string, address: string): Promise<void> {
    await this.#notes.change(user, 'confirmed-forwards', (text) => ({
      text: JSON.stringify([...new Set([...read(text), address.toLowerCase()])].slice(-mostConfirmed)),
      made: undefined,
    }))
  }
}

function read(text: string | null): string[] {
  return text === null ? [] : z.parse(z.array(z.string()), JSON.parse(text))
}
